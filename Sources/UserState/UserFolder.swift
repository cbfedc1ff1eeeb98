#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What Tapedeck keeps for a user, and no project shares: below `$XDG_STATE_HOME/tapedeck`, else
/// `~/.local/state/tapedeck`.
public enum UserFolder {
  /// Of the folder with this name in it, which need not be there.
  public static func path(_ name: String) -> String {
    let state = variable("XDG_STATE_HOME").flatMap { $0.isEmpty ? nil : $0 }
    return "\(state ?? (variable("HOME") ?? ".") + "/.local/state")/tapedeck/\(name)"
  }

  private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
