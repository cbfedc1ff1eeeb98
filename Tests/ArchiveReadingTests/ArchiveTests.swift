import ArchiveReading
import TestSupport
import Testing

struct ArchiveTests {
  /// Made by Python's zipfile, which writes what it is told: also names that lead out of a folder.
  private static func zip(_ script: String) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    let begin = "import zipfile\nz = zipfile.ZipFile('a.zip', 'w', zipfile.ZIP_DEFLATED)\n"
    let result = try Subprocess.run("/usr/bin/env", ["python3", "-c", begin + script + "\nz.close()"], in: folder.path)
    #expect(result.status == 0, "\(result.error)")
    return try SharedFiles.contents(folder.path + "/a.zip")
  }

  @Test func `files are there by their names, folders are none, and names lead nowhere`() throws {
    let bytes = try Self.zip(
      "z.writestr('d/', '')\nz.writestr('d/a', 'x')\nz.writestr('../b', 'y')\nz.writestr('a', 'é')")
    #expect(Archive.isZip(bytes))
    let files = try Archive(zip: bytes, limit: 10).files
    #expect(files == ["d/a": [0x78], "../b": [0x79], "a": [0xC3, 0xA9]])
  }

  @Test func `an archive without files is one`() throws {
    let bytes = try Self.zip("")
    #expect(Archive.isZip(bytes))
    #expect(try Archive(zip: bytes, limit: 0).files.isEmpty)
  }

  @Test(arguments: [(10, false), (11, true)])
  func `what is in it together is bounded, whatever it says of itself`(limit: Int, isRead: Bool) throws {
    let bytes = try Self.zip("z.writestr('a', 'x' * 5)\nz.writestr('b', 'y' * 6)")
    #expect(((try? Archive(zip: bytes, limit: limit)) != nil) == isRead)
    let bomb = try Self.zip("z.writestr('a', b'0' * (64 << 20))")
    #expect(bomb.count < 1 << 17)
    #expect(throws: ArchiveError.tooLarge(limit: 1 << 20)) { try Archive(zip: bomb, limit: 1 << 20) }
  }

  @Test func `what is damaged at any place is an error or read, and never more than was in it`() throws {
    let bytes = try Self.zip("z.writestr('a', 'text' * 50)\nz.writestr('b', 'more')")
    var refused = 0
    for index in bytes.indices {
      var damaged = bytes
      damaged[index] ^= 0x55
      guard let archive = try? Archive(zip: damaged, limit: 1000) else {
        refused += 1
        continue
      }
      #expect(archive.files.count <= 3)
    }
    #expect(refused > bytes.count / 8)
    #expect(!Archive.isZip(Array("{\"log\": 1}".utf8)))
  }
}
