import CArchive

extension Archive {
  /// `libarchive 3.6.2`, as it is linked at run time.
  public static var libraryVersions: [String] {
    // 3,006,002 is 3.6.2.
    let number = archive_version_number()
    return ["libarchive \(number / 1_000_000).\(number / 1000 % 1000).\(number % 1000)"]
  }
}
