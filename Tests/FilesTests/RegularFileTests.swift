import Files
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct RegularFileTests {
  let scratch: TemporaryFolder

  init() throws { scratch = try TemporaryFolder() }

  func file(_ bytes: [UInt8]) throws -> RegularFile {
    try scratch.write(bytes, to: "a")
    return try RegularFile(opening: "\(scratch.path)/a")
  }

  @Test func `a part of a file is read, and at its end less`() throws {
    let file = try file(Array("0123456789".utf8))
    #expect(file.length == 10)
    #expect(try file.bytes(at: 3, count: 4) == Array("3456".utf8))
    #expect(try file.bytes(at: 8, count: 4) == Array("89".utf8))
    #expect(try file.bytes(at: 10, count: 4) == [])
    #expect(try file.bytes(at: 0, count: 0) == [])
  }

  @Test(arguments: [1, 3, 5, 7, 100]) func `pieces make the whole`(size: Int) throws {
    let bytes = Array("0123456789abcde".utf8)
    var chunks = try file(bytes).chunks(of: size)
    var all: [[UInt8]] = []
    while let chunk = try chunks.next() { all.append(chunk) }
    #expect(Array(all.joined()) == bytes)
    #expect(all.allSatisfy { !$0.isEmpty && $0.count <= size })
    #expect(try chunks.next() == nil)
  }

  @Test func `a file that is cut off while it is read is an error`() throws {
    let file = try file([UInt8](repeating: 1, count: 10))
    var chunks = file.chunks(of: 4)
    #expect(try chunks.next()?.count == 4)
    #expect(truncate(file.path, 6) == 0)
    #expect(throws: FileError(.shortened, path: file.path)) { try chunks.next() }
  }

  @Test func `a file that grows is read as far as it was, in pieces, or to its end, whole`() throws {
    let file = try file([1, 2])
    let more = fopen(file.path, "ab")
    fputs("x", more)
    fclose(more)
    var chunks = file.chunks()
    #expect(try chunks.next() == [1, 2])
    #expect(try chunks.next() == nil)
    #expect(try file.bytes(limit: 3) == [1, 2, UInt8(ascii: "x")])
    #expect(throws: FileError(.tooLarge(limit: 2), path: file.path)) { try file.bytes(limit: 2) }
  }

  @Test func `the ends of lines are found, also where a piece ends`() throws {
    var bytes = [UInt8](repeating: UInt8(ascii: "x"), count: (2 << 20) + 10)
    let ends = [0, 5, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, (2 << 20) - 1, (2 << 20) + 8]
    for end in ends { bytes[end] = 10 }
    #expect(try file(bytes).lineEnds() == ends)
    #expect(try file([]).lineEnds() == [])
    #expect(try file([10]).lineEnds() == [0])
  }

  @Test func `a link is followed where a user names it, and nothing but a regular file is opened`() throws {
    try scratch.write("x", to: "a")
    #expect(symlink("\(scratch.path)/a", "\(scratch.path)/link") == 0)
    #expect(try RegularFile(opening: "\(scratch.path)/link").bytes(limit: 9) == [UInt8(ascii: "x")])
    mkfifo("\(scratch.path)/pipe", 0o644)
    for (path, kind) in [("pipe", FileError.Kind.notRegular), ("", .notRegular), ("none", .missing)] {
      #expect(throws: FileError(kind, path: "\(scratch.path)/\(path)")) {
        try RegularFile(opening: "\(scratch.path)/\(path)")
      }
    }
  }
}
