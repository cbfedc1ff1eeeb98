#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Both ends of a pipe, which the test closes.
struct Pipe {
  let reader: Int32, writer: Int32

  init() {
    var ends: [Int32] = [0, 0]
    precondition(pipe(&ends) == 0)
    (reader, writer) = (ends[0], ends[1])
  }

  /// All that comes until the other end is closed. Blocks its thread.
  func all() -> [UInt8] {
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(reader, &buffer, buffer.count)
      if count <= 0 { return all }
      all += buffer[..<count]
    }
  }
}
