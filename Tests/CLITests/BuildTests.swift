import Testing

@testable import CLI

/// What `--version` says.
struct BuildTests {
  @Test(arguments: [
    ("3ac20744", "commit: 3ac20744"), ("3ac20744-dirty", "commit: 3ac20744, with changes that are not committed"),
    (nil, "commit: unknown (built without .ci/package)"),
  ])
  func `the commit is told as far as the build knew it`(commit: String?, line: String) {
    let lines = Build.text(commit: commit).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0] == "tapedeck \(Tapedeck.version)")
    #expect(lines[1] == line)
  }

  @Test func `each library that is linked has its version`() throws {
    let parts = Build.libraries.map { $0.split(separator: " ") }
    #expect(
      parts.map { String($0[0]) }.sorted() == [
        "Brotli", "OpenSSL", "PCRE2", "Zstandard", "libarchive", "libcurl", "libidn2", "libuv", "libyaml", "nghttp2",
        "zlib",
      ])
    for part in parts {
      #expect(part.count == 2)
      #expect(try #/\d+(\.\d+)+[a-z]?(-\S+)?/#.wholeMatch(in: part[1]) != nil, "\(part)")
    }
  }
}
