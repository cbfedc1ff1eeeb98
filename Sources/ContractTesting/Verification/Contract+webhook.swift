public import Findings
public import HTTPModel
import JSONModel

extension Contract {
  /// Holds what a provider sent to a webhook against the contract's webhook for the event.
  ///
  /// Without `event` the body tells it: a member such as `event_type` or `type`, at the top or in an object there, names a
  /// webhook, or has a value that only one webhook's schema allows; a contract that has just one webhook means that one. The body must be whole, its
  /// content coding undone.
  public func verify(
    webhook request: Request, event: String? = nil, _ options: Verification = Verification()
  ) -> [Finding] {
    guard case .bytes(let body) = request.body else {
      let subject = FindingSubject(api: api, operation: event.map { "webhook \($0)" }, part: "request", side: .read)
      return [Finding(.unverifiable, subject, "the body is a stream that was not read")]
    }
    return verify(webhook: body, request, event, options)
  }

  /// The same where only the body is known, which is JSON.
  public func verify(
    webhook body: [UInt8], event: String? = nil, _ options: Verification = Verification()
  ) -> [Finding] {
    verify(webhook: body, nil, event, options)
  }

  private func verify(
    webhook body: [UInt8], _ request: Request?, _ event: String?, _ options: Verification
  ) -> [Finding] {
    if event == nil, body.count > options.maxBodyBytes {
      let subject = FindingSubject(api: api, operation: nil, part: "request", side: .read)
      return [
        Finding(.unverifiable, subject, "the body exceeds \(options.maxBodyBytes) bytes, the most that is verified")
      ]
    }
    let isRead = body.count <= options.maxBodyBytes
    let document = isRead ? try? JSONDocument(parsing: body, from: options.source) : nil
    guard let path = webhook(event, document) else {
      let name = event ?? document.flatMap { eventName($0) }
      let subject = FindingSubject(api: api, operation: name.map { "webhook \($0)" }, part: "request", side: .read)
      let message = name.map { "the contract has no webhook \($0)" } ?? "no webhook of the contract fits the body"
      return [Finding(.undocumentedWebhook, subject, message, detail: name)]
    }
    let name = "webhook \(path.name)"
    let subject = FindingSubject(api: api, operation: name, part: "request", side: .read)
    guard let place = (path.operations.first { $0.method == .post } ?? path.operations.first)?.place else {
      return [Finding(.undocumentedWebhook, subject, "the webhook has no method", contract: path.place)]
    }
    return received(body, request, document, place, of: path.items, subject, options)
  }

  /// Holds the body, which is JSON, that a provider sent to a callback against the operation that announces the callback.
  ///
  /// - Parameters:
  ///   - callback: the callback's name in the operation.
  ///   - operation: as `operationName(for:)` gives it.
  public func verify(
    callback: String, of operation: String, body: [UInt8], _ options: Verification = Verification()
  ) -> [Finding] {
    let name = "callback \(callback) of \(operation)"
    let subject = FindingSubject(api: api, operation: name, part: "request", side: .read)
    for path in storage.paths.paths {
      guard let place = path.operations.first(where: { "\($0.method) \(path.name)" == operation })?.place,
        let announcing = try? storage.files.resolved(place), let element = announcing["callbacks"]?[callback],
        let described = try? storage.files.resolved(element),
        // Its one member is named by an expression for the URL.
        let items = (described.fields.first?.value).flatMap({ try? storage.files.chain(from: $0) }),
        let method = items.lazy.flatMap(\.members).first(where: { ContractPaths.methods.contains($0.name) })
      else { continue }
      return received(body, nil, nil, method.value, of: items, subject, options)
    }
    return [Finding(.undocumentedWebhook, subject, "the contract has no callback \(callback) of \(operation)")]
  }

  /// Holds a body that came in, and where it is known the request that had it, against the operation at `place`.
  private func received(
    _ body: [UInt8], _ request: Request?, _ document: JSONDocument?, _ place: ContractPlace,
    of items: [ContractPlace], _ subject: FindingSubject, _ options: Verification
  ) -> [Finding] {
    do throws(BrokenReference) {
      let name = subject.operation ?? ""
      let operation = try storage.operations.operation(name, place, of: items, isWebhook: true, storage.files)
      if let broken = operation.broken.first {
        return [
          Finding(.unverifiable, subject, "the description leads nowhere: \(broken.text)", contract: broken.place)
        ]
      }
      var findings: [Finding] = []
      if let request {
        findings = ParameterCheck(self, options, subject).findings(request, operation, path: nil)
        if let security = operation.security {
          findings += CredentialCheck(requirements: security, subject: subject).findings(request)
        }
      }
      let headers = request?.headers ?? [HeaderField("Content-Type", "application/json")]
      let found = BodyCheck(contract: self, options: options, subject: subject, document: document).findings(
        body, headers, operation.body?.content ?? MediaTypes(nil), isRequired: true,
        at: operation.body?.place ?? operation.place)
      // Not joined where one is enough: to copy findings costs as much as to make them.
      return findings.isEmpty ? found : findings + found
    } catch {
      return [Finding(.unverifiable, subject, "the description leads nowhere: \(error.text)", contract: error.place)]
    }
  }
}
