#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What Tapedeck keeps for a user, and no project shares: below `$XDG_STATE_HOME/tapedeck`, else
/// `~/.local/state/tapedeck`. Keys are among it, so it is never in the current folder, whatever the environment lacks.
public enum UserFolder {
  /// Of the folder with this name in it, which need not be there.
  public static func path(_ name: String) -> String {
    path(name, home: accountHome) { variable in getenv(variable).map { String(cString: $0) } }
  }

  /// A relative path in a variable is none (XDG Base Directory Specification); `home` is the account's folder.
  static func path(_ name: String, home: () -> String?, variable: (String) -> String?) -> String {
    func folder(_ name: String) -> String? {
      variable(name).flatMap { $0.utf8.first == UInt8(ascii: "/") ? $0 : nil }
    }
    let state = folder("XDG_STATE_HOME") ?? (folder("HOME") ?? home() ?? "") + "/.local/state"
    return "\(state)/tapedeck/\(name)"
  }

  /// As the system's list of users has it; nil where it has none.
  private static func accountHome() -> String? {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 16 << 10)
    guard getpwuid_r(getuid(), &entry, &buffer, buffer.count, &found) == 0, found != nil, let home = entry.pw_dir
    else { return nil }
    return String(cString: home)
  }
}
