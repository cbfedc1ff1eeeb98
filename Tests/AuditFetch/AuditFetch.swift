import EventLoop
import HTTPFetching
import HTTPModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The client alone, in a process whose environment a test says: METHOD SCHEME HOST PORT TARGET [NAME: VALUE]… Prints
/// what came of it. `AUDIT_CA` is a file of the authorities to trust.
@main struct AuditFetch {
  static func main() async throws {
    let words = Array(CommandLine.arguments.dropFirst())
    guard words.count >= 5, let port = Int(words[3]) else { exit(2) }
    let headers = words[5...].map { word in
      let colon = word.utf8.firstIndex(of: UInt8(ascii: ":")) ?? word.endIndex
      return HeaderField(String(word[..<colon]), String(word[colon...].dropFirst(2)))
    }
    let loop = try EventLoop()
    defer { loop.stop() }
    var configuration = CurlClient.Configuration()
    configuration.caFile = getenv("AUDIT_CA").map { String(cString: $0) }
    let request = Request(
      HTTPMethod(rawValue: words[0]), Origin(scheme: words[1], host: words[2], port: port), Target(words[4]),
      headers: HeaderFields(headers))
    switch await CurlClient(loop, configuration: configuration).respond(to: request).outcome {
    case .response(let response):
      let body = (try? await response.body.collected().get().bytes) ?? []
      print(response.status, String(decoding: body, as: UTF8.self))
    case .failure(let failure): print(failure.kind, failure.text)
    case .miss: print("miss")
    }
  }
}
