import Files
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct FolderTests {
  let scratch: TemporaryFolder
  let folder: Folder

  init() throws {
    scratch = try TemporaryFolder()
    folder = Folder(scratch.path)
  }

  func reason(_ relative: String, limit: Int = 100) -> String? {
    do throws(FileError) {
      _ = try folder.bytes(of: relative, limit: limit)
      return nil
    } catch {
      return error.description.replacing(scratch.path + "/", with: "")
    }
  }

  @Test func `names are sorted by their bytes, hidden ones too`() throws {
    for name in ["b", "a", "B", ".c", "\u{e4}"] { try scratch.write("x", to: name) }
    #expect(try folder.names() == [".c", "B", "a", "b", "\u{e4}"])
  }

  @Test func `where there is no folder there are no names and no files`() throws {
    let none = Folder("\(scratch.path)/none")
    #expect(!none.exists)
    #expect(folder.exists)
    #expect(try none.names() == nil)
    #expect(try none.bytes(of: "a", limit: 9) == nil)
    #expect(try folder.bytes(of: "none/a", limit: 9) == nil)
    try scratch.write("x", to: "file")
    #expect(!Folder("\(scratch.path)/file").exists)
    #expect(try Folder("\(scratch.path)/file").names() == nil)
  }

  @Test func `a file is read up to the limit, and beyond it is an error`() throws {
    try scratch.write("12345", to: "inner/a")
    #expect(try folder.bytes(of: "inner/a", limit: 5) == Array("12345".utf8))
    #expect(reason("inner/a", limit: 4) == "inner/a: exceeds the limit of 4 bytes")
    #expect(truncate("\(scratch.path)/inner/a", 3 << 20) == 0)
    #expect(reason("inner/a", limit: 2 << 20) == "inner/a: exceeds the limit of 2 MiB")
    #expect(reason("inner/a", limit: 3 << 10) == "inner/a: exceeds the limit of 3 KiB")
  }

  @Test func `what is not a regular file is an error that names it`() throws {
    try scratch.write("x", to: "target")
    mkdir("\(scratch.path)/folder", 0o755)
    mkfifo("\(scratch.path)/pipe", 0o644)
    #expect(symlink("\(scratch.path)/target", "\(scratch.path)/link") == 0)
    #expect(symlink("\(scratch.path)/folder", "\(scratch.path)/linked") == 0)
    try scratch.write("x", to: "folder/a")
    for path in ["folder", "pipe", "link", "linked/a", "target/a"] {
      #expect(reason(path) == "\(path): not a regular file")
    }
  }

  @Test(arguments: ["../a", "a/../b", "./a", "/a", "a//b", "", "a/", "a\u{0}b"])
  func `no path leads out of the folder`(path: String) throws {
    try scratch.write("x", to: "a/b")
    let inner = Folder("\(scratch.path)/a")
    #expect(throws: FileError(.notRegular, path: "\(inner.path)/\(path)")) { try inner.bytes(of: path, limit: 9) }
    #expect(throws: FileError(.notRegular, path: "\(inner.path)/\(path)")) { try inner.write([1], to: path) }
  }

  @Test func `a file is written with the folders that it needs, and nothing else is left`() throws {
    let new = Folder("\(scratch.path)/one/two")
    try new.write([1, 2], to: "three/a")
    try new.write([3], to: "three/a")
    #expect(try scratch.files() == ["one/two/three/a": [3]])
  }

  @Test func `a file is replaced whole, and left alone where it is the same`() throws {
    try folder.write([1], to: "a")
    let reader = try #require(try folder.file("a"))
    func inode() -> UInt {
      var status = stat()
      return stat("\(scratch.path)/a", &status) == 0 ? UInt(status.st_ino) : 0
    }
    let first = inode()
    try folder.write([1], to: "a")
    #expect(inode() == first)
    try folder.write([2, 2], to: "a")
    #expect(inode() != first)
    #expect(try reader.bytes(limit: 9) == [1], "whoever has it open sees the old one")
  }

  @Test func `a file is removed; where there is none nothing is`() throws {
    try scratch.write("x", to: "a/b")
    try folder.remove("a/b")
    try folder.remove("a/b")
    try folder.remove("none/b")
    #expect(try scratch.files().isEmpty)
    #expect(throws: FileError.self) { try folder.remove("a") }
    #expect(throws: FileError.self) { try folder.remove("../a") }
  }

  @Test func `a file is copied in pieces`() throws {
    let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0) }
    try scratch.write(bytes, to: "a")
    try folder.write(try RegularFile(opening: "\(scratch.path)/a"), to: "b/c")
    #expect(try folder.bytes(of: "b/c", limit: bytes.count) == bytes)
  }

  @Test func `what cannot be written is an error, and leaves what was there`() throws {
    try scratch.write("x", to: "a/inside")
    let error = #expect(throws: FileError.self) { try folder.write([1], to: "a") }
    #expect(error?.path == "\(scratch.path)/a")
    #expect(error?.kind.reason.hasPrefix("cannot be written: ") ?? false)
    #expect(try scratch.files().keys.sorted() == ["a/inside"])
  }
}
