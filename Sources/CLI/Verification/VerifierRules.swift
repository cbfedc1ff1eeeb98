import ContentCoding
import ContractTesting
import HTTPModel
import RecordReplay

extension Verifier.Rules {
  /// For requests to APIs, by their hosts. `contracts` has those that have one, by name. `quotesValues` only where what
  /// passes is redacted.
  init(_ mode: Verifier.Mode, apis: [API], contracts: [String: Contract], quotesValues: Bool) {
    var options = Verification(.strict)
    options.quotesValues = quotesValues
    options.allowedHeaders = Array(Set(apis.flatMap { $0.profile?.undocumentedHeaders ?? [] }))
    let limit = options.maxBodyBytes
    let find: @Sendable (Request) -> API? = { request in
      apis.api(for: AbsoluteURL(origin: request.origin, target: request.target))
    }
    self.init(mode, options) { request in find(request).flatMap { contracts[$0.name] } }
    api = { find($0)?.name }
    decode = { bytes, headers in
      guard let coding = headers.first("content-encoding") else { return bytes }
      return try? Coding.undo(coding, of: bytes, limit: limit)
    }
  }
}
