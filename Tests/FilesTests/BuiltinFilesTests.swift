import Files
import TestSupport
import Testing

struct BuiltinFilesTests {
  private func reason(_ body: () throws(FileError) -> Void) -> String? {
    do throws(FileError) {
      try body()
      return nil
    } catch {
      return error.description
    }
  }

  @Test func `every file under Schemas and Cassettes is inside the program, as it is in the folder`() throws {
    let extensions = [".json", ".yaml", ".jsonl", ".pdf", ".bin", ".txt", ".html"]
    let there = try ["Cassettes", "Schemas"].flatMap { folder in
      try SharedFiles.projectPaths(folder, endingIn: extensions).map { "\(folder)/\($0)" }
    }
    #expect(BuiltinFiles.paths == there.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    for path in BuiltinFiles.paths {
      let bytes = try RegularFile(opening: "builtin:/\(path)").bytes(limit: 1 << 24)
      #expect(bytes == (try SharedFiles.project(path)), "\(path)")
    }
  }

  @Test func `folders inside the program are listed as others are`() throws {
    #expect(try Folder("builtin:").names() == ["Cassettes", "Schemas"])
    #expect(try Folder("builtin:/Schemas").entries()?.map(\.name) == ["keygen", "paddle", "ses"])
    #expect(try Folder("builtin:/Schemas").entries()?.map(\.kind) == [.folder, .folder, .folder])
    #expect(Folder("builtin:/Cassettes/purchase").exists)
    #expect(!Folder("builtin:/Cassettes/purch").exists)
    #expect(try Folder("builtin:/Cassettes/purch").names() == nil)
    #expect(try Folder("builtin:/Cassettes/purchase").bytes(of: "none.json", limit: 9) == nil)
  }

  @Test func `a piece of a file is what stands there, and nothing behind its end`() throws {
    let file = try RegularFile(opening: "builtin:/Cassettes/purchase/cassette.json")
    let bytes = try SharedFiles.project("Cassettes/purchase/cassette.json")
    #expect(file.length == bytes.count)
    #expect(try file.bytes(at: 2, count: 8) == Array(bytes[2..<10]))
    #expect(try file.bytes(at: bytes.count - 3, count: 8) == Array(bytes.suffix(3)))
    #expect(try file.bytes(at: bytes.count, count: 8) == [])
    #expect(reason { () throws(FileError) in _ = try file.bytes(limit: 3) } != nil)
  }

  @Test func `nothing is written there`() {
    let folder = Folder("builtin:/Cassettes/purchase")
    #expect(
      reason { () throws(FileError) in try folder.write([1], to: "x.json") }
        == "builtin:/Cassettes/purchase/x.json: cannot be written: it is a part of the program")
    #expect(
      reason { () throws(FileError) in try Folder("builtin:/new").make() }
        == "builtin:/new: cannot be written: it is a part of the program")
    #expect(
      reason { () throws(FileError) in _ = try RegularFile(opening: "builtin:/none") } == "builtin:/none: no such file")
  }

  @Test func `a folder is copied with what is in it`() throws {
    let scratch = try TemporaryFolder()
    try Folder("builtin:/Cassettes").copy(to: Folder("\(scratch.path)/copy"))
    for path in BuiltinFiles.paths where path.hasPrefix("Cassettes/") {
      #expect(try scratch.text("copy/" + path.dropFirst("Cassettes/".count)) != "", "\(path)")
    }
    #expect(try Folder("\(scratch.path)/copy").names() == (try Folder("builtin:/Cassettes").names()))
  }
}
