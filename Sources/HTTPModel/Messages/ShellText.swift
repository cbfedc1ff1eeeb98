/// What commands that are printed, for a person to copy, are made of.
public enum ShellText {
  /// The text as one word for a shell: in quotes where it holds more than letters, digits and `._-/+:@=`.
  public static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      switch byte {
      case 48...57, 65...90, 97...122: true
      default: "._-/+:@=".utf8.contains(byte)
      }
    }
    return isPlain && !text.utf8.isEmpty ? text : "'" + text.replacingScalars("'", with: "'\\''") + "'"
  }
}
