extension String {
  /// What stands in place of what, wherever it stands: `replacing` of the standard library does not find a `'` that a
  /// combining mark follows, and whoever reads the text's bytes does.
  package func replacingScalars(_ old: String, with new: String) -> String {
    String(unicodeScalars.replacing(old.unicodeScalars, with: new.unicodeScalars))
  }
}
