import Files
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct InputTests {
  func reason(_ path: String, limit: Int = 100) -> String? {
    do throws(FileError) {
      _ = try Input.path(path).bytes(limit: limit)
      return nil
    } catch {
      return error.kind.reason
    }
  }

  @Test func `a file is read to its end, up to the limit`() throws {
    let scratch = try TemporaryFolder()
    let bytes = [UInt8](repeating: 7, count: 200_000)
    try scratch.write(bytes, to: "a")
    #expect(try Input.path("\(scratch.path)/a").bytes(limit: 200_000) == bytes)
    #expect(reason("\(scratch.path)/a", limit: 199_999) == "exceeds the limit of 199999 bytes")
  }

  @Test(.timeLimit(.minutes(1))) func `a pipe is read to its end, in whatever pieces it comes`() throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    defer { close(ends[0]) }
    let bytes = [UInt8](repeating: 7, count: 40_000)
    #expect(write(ends[1], bytes, bytes.count) == bytes.count)
    close(ends[1])
    #expect(try Input.path("/dev/fd/\(ends[0])").bytes(limit: 1 << 20) == bytes)
  }

  @Test func `what is missing or a folder is said so`() throws {
    let scratch = try TemporaryFolder()
    #expect(reason("\(scratch.path)/none") == "no such file")
    #expect(reason(scratch.path) == "a folder, not a file")
  }
}
