import CYAML

extension YAMLDocument {
  /// `libyaml 0.2.5`, as linked at run time.
  public static var libraryVersions: [String] {
    yaml_get_version_string().map { ["libyaml \(String(cString: $0))"] } ?? []
  }
}
