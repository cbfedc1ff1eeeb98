/// What Tapedeck keeps for a user, and no project shares: below `$XDG_STATE_HOME/tapedeck`, else
/// `~/.local/state/tapedeck`.
enum StateFolder {
  static func path(_ name: String) -> String {
    let state = Environment.value("XDG_STATE_HOME").flatMap { $0.isEmpty ? nil : $0 }
    return "\(state ?? (Environment.value("HOME") ?? ".") + "/.local/state")/tapedeck/\(name)"
  }
}
