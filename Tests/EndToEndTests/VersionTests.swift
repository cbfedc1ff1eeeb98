import TestSupport
import Testing

/// `tapedeck --version`.
struct VersionTests {
  @Test func `the version is in the first line, then the commit, then the libraries`() throws {
    let result = try Program.run("--version")
    #expect(result.status == 0)
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0].wholeMatch(of: #/tapedeck \d+\.\d+\.\d+/#) != nil, "\(lines[0])")
    #expect(lines[1].hasPrefix("commit: ") && lines[2].hasPrefix("libraries: "))
    #expect(try Program.run("version").output == result.output)
  }

  @Test(.enabled(if: Client.isThere("pkg-config", "--exists", "libcurl"), "pkg-config is missing"))
  func `the libraries are those that this system has`() throws {
    let told = try Program.run("--version").output
    for (name, package) in [
      ("libcurl", "libcurl"), ("OpenSSL", "openssl"), ("libuv", "libuv"), ("nghttp2", "libnghttp2"),
      ("PCRE2", "libpcre2-8"), ("libidn2", "libidn2"), ("libyaml", "yaml-0.1"), ("zlib", "zlib"),
      ("Brotli", "libbrotlidec"), ("Zstandard", "libzstd"),
      ("libarchive", "libarchive"),
    ] {
      let version = try Subprocess.run("pkg-config", ["--modversion", package]).output.prefix { $0 != "\n" }
      #expect(told.contains(" \(name) \(version),") || told.hasSuffix(" \(name) \(version)\n"), "\(name) \(version)")
    }
  }
}
