import JSONModel
import TestSupport

extension PlantedExchange {
  /// Sends it with curl, and gives status line, fields and body of the answer.
  func ask(_ origin: String, in folder: TemporaryFolder, _ target: String? = nil) throws -> Subprocess.Result {
    try folder.write(body, to: "body")
    let headers = headers.flatMap { ["-H", "\($0): \($1)"] }
    return try Subprocess.run(
      "curl",
      ["-s", "--noproxy", "*", "-D", "-", "--data-binary", "@\(folder.path)/body", "--path-as-is", "-g"] + headers
        + ["\(origin)/demo\(target ?? self.target)"])
  }
}

extension Upstream {
  init(answering exchanges: [PlantedExchange]) throws {
    try self.init()
    for exchange in exchanges {
      try folder.write(exchange.given.bytes(), to: "answer-\(exchange.kind.rawValue).json")
    }
  }
}
