import Files
import HTTPModel
import Hashing
import JSONModel

/// Reads one interaction's JSON: a file, or a line of one.
struct InteractionReader {
  /// The cassette's, where side files are looked for.
  let folder: Folder
  /// Names of the APIs that its manifest names.
  let apis: Set<String>
  private let sideFiles = SideFiles()

  init(folder: Folder, apis: Set<String>) { (self.folder, self.apis) = (folder, apis) }

  private struct Failure: Error {
    let kind: CassetteError.Kind
    let place: SourcePlace
  }

  /// A file's. A `name` of nil stands in the JSON.
  func interaction(_ bytes: [UInt8], name: String?, file: String) throws(CassetteError) -> Interaction {
    let root = try CassetteError.document(bytes, file: file).root
    do throws(Failure) {
      return try interaction(root, name: name)
    } catch {
      throw CassetteError(error.kind, at: error.place)
    }
  }

  /// A line's, which holds its name. `number` is the line's in its file, from 1; offsets are those in the line.
  func interaction(line bytes: [UInt8], number: Int, file: String) throws(CassetteError) -> Interaction {
    do throws(CassetteError) {
      return try interaction(bytes, name: nil, file: file)
    } catch {
      let offset = error.place.position?.offset ?? 0
      let position = TextPosition(line: number, column: offset + 1, offset: offset)
      throw CassetteError(error.kind, at: SourcePlace(error.place.source, position, pointer: error.place.pointer))
    }
  }

  private func interaction(_ root: JSONCursor, name: String?) throws(Failure) -> Interaction {
    do {
      var members = try JSONMembers(root)
      let ownName = try name ?? self.name(members.required("name"))
      let api = try members.required("api")
      guard apis.contains(try api.requireString()) else {
        throw ShapeError(
          place: api.place,
          text: "the API \"\(try api.requireString())\" is not among those in \(Manifest.fileName)")
      }
      let operation = try members.string("operation")
      let direction = try members.optional("direction").map { place throws(ShapeError) in
        try place.requireCase(Interaction.Direction.self)
      }
      let request = try self.request(members.required("request"))
      let outcome = try self.outcome(&members)
      let recorded = try self.recorded(members.required("recorded"))
      let afterLast = try members.optional("afterLast").map { place throws(ShapeError) in
        try place.requireCase(AfterLast.self)
      }
      let captures = try members.optional("captures").map { place throws(ShapeError) in
        try self.captures(place, of: request, outcome)
      }
      try members.finish()
      return Interaction(
        name: ownName, api: try api.requireString(), operation: operation, direction: direction ?? .outbound,
        request: request, outcome: outcome, recorded: recorded, afterLast: afterLast,
        captures: captures)
    } catch let error as ShapeError {
      throw Failure(kind: .shape(error.text), place: error.place)
    } catch let error as Failure {
      throw error
    } catch {
      throw Failure(kind: .shape("\(error)"), place: root.place)
    }
  }

  /// It could be the name of a file.
  private func name(_ place: JSONCursor) throws(ShapeError) -> String {
    let name = try place.requireString()
    guard InteractionName.number(of: name) != nil, InteractionName.isName(name.utf8) else {
      throw place.wrong("is no interaction's name: NUMBER-API-METHOD…")
    }
    return name
  }

  private func request(_ place: JSONCursor) throws -> StoredRequest {
    var members = try JSONMembers(place)
    let method = try members.required("method")
    guard try method.requireString().utf8.isToken else { throw method.wrong("is not a valid method") }
    let url = try self.url(members.required("url"), isOptions: method.string == "OPTIONS")
    let request = StoredRequest(
      method: HTTPMethod(rawValue: try method.requireString()), url: url,
      headers: try HeaderText.fields(members.optional("headers")),
      body: try body(members.optional("body"), heldUpTo: StoredRequest.maxComparedBytes))
    try members.finish()
    return request
  }

  /// `{"base64": …}` where the target's bytes are not UTF-8. `OPTIONS` of an origin alone is `OPTIONS *` (RFC 9112
  /// section 3.2.4).
  private func url(_ place: JSONCursor, isOptions: Bool) throws -> AbsoluteURL {
    let bytes: [UInt8]
    if place.kind == .object {
      var members = try JSONMembers(place)
      let coded = try members.required("base64")
      guard let decoded = Base64.decode(try coded.requireString()) else { throw coded.wrong("is not valid Base64") }
      try members.finish()
      bytes = decoded
    } else {
      bytes = Array(try place.requireString().utf8)
    }
    guard let url = AbsoluteURL(bytes), bytes.allSatisfy({ $0 > 32 && $0 != 127 }),
      !bytes.contains(UInt8(ascii: "#"))
    else { throw place.wrong("is not an absolute http or https URL") }
    if isOptions, Array(url.origin.description.utf8) == bytes {
      return AbsoluteURL(origin: url.origin, target: Target("*"))
    }
    return url
  }

  private func outcome(_ members: inout JSONMembers) throws -> StoredOutcome {
    let response = members.optional("response")
    let failure = members.optional("failure")
    switch (response, failure) {
    case (let response?, nil): return .response(try self.response(response))
    case (nil, let failure?): return .failure(try self.failure(failure))
    default:
      throw members.place.wrong("must hold either a \"response\" or a \"failure\"")
    }
  }

  private func response(_ place: JSONCursor) throws -> StoredResponse {
    var members = try JSONMembers(place)
    let interim = try members.optional("interim")?.list { element throws(ShapeError) in
      var members = try JSONMembers(element)
      let status = try members.required("status").requireInt(in: 100...199)
      let interim = Response.Interim(
        status: status, reason: try reason(members.optional("reason")),
        headers: try HeaderText.fields(members.optional("headers")))
      try members.finish()
      return interim
    }
    let response = StoredResponse(
      status: try members.required("status").requireInt(in: 100...999), reason: try reason(members.optional("reason")),
      headers: try HeaderText.fields(members.optional("headers")), body: try body(members.optional("body")),
      interim: interim ?? [], trailers: try HeaderText.fields(members.optional("trailers")))
    try members.finish()
    return response
  }

  private func reason(_ place: JSONCursor?) throws(ShapeError) -> String {
    guard let place else { return "" }
    let text = try place.requireString()
    guard text.utf8.isFieldText else { throw place.wrong("has a control character") }
    return text
  }

  private func failure(_ place: JSONCursor) throws -> StoredFailure {
    var members = try JSONMembers(place)
    let kind = try members.required("kind")
    guard let known = TransportFailure.Kind(rawValue: try kind.requireString()), known != .cancelled else {
      let kinds = TransportFailure.Kind.allCases.filter { $0 != .cancelled }.map(\.rawValue)
      throw kind.wrong("must be one of \(kinds.joined(separator: ", "))")
    }
    let failure = StoredFailure(
      kind: known, afterBytes: try members.optional("afterBytes")?.requireInt(in: 0...Int.max),
      partial: try members.optional("partial").map { place in try response(place) })
    try members.finish()
    return failure
  }

  /// A side file of up to `heldUpTo` bytes is read.
  private func body(_ place: JSONCursor?, heldUpTo limit: Int = 0) throws -> StoredBody? {
    guard let place else { return nil }
    var members = try JSONMembers(place)
    let coding = members.optional("coding")
    if let coding, !StoredBody.codings.contains(try coding.requireString()) {
      throw coding.wrong("must be one of \(StoredBody.codings.joined(separator: ", "))")
    }
    let json = members.optional("json"), style = members.optional("style"), text = members.optional("text")
    let base64 = members.optional("base64"), file = members.optional("file")
    try members.finish()
    if let style, json == nil { throw style.wrong("is only allowed beside \"json\"") }
    let content: Content, form: StoredBody.Form
    switch (json, text, base64, file) {
    case (let json?, nil, nil, nil):
      let name = try style?.requireString() ?? JSONStyle.compact.name
      guard let style = JSONStyle(named: name) else { throw place.wrong("unknown style \"\(name)\"") }
      (content, form) = (.json(json, style), .json(style: name))
    case (nil, let text?, nil, nil): (content, form) = (.bytes(Array(try text.requireString().utf8)), .text)
    case (nil, nil, let base64?, nil):
      guard let bytes = Base64.decode(try base64.requireString()) else { throw base64.wrong("is not valid Base64") }
      (content, form) = (.bytes(bytes), .base64)
    case (nil, nil, nil, let file?):
      (content, form) = (try sideFile(file, heldUpTo: limit), .file(try file.requireString()))
    default: throw place.wrong("must hold one of \"json\", \"text\", \"base64\" and \"file\"")
    }
    return StoredBody(content: content, form: form, coding: coding?.string)
  }

  private func sideFile(_ place: JSONCursor, heldUpTo limit: Int) throws -> Content {
    let path = try place.requireString()
    let parts = path.utf8.split(separator: UInt8(ascii: "/"))
    guard (2...8).contains(parts.count), parts[0].elementsEqual("bodies".utf8) else {
      throw Failure(kind: .sideFileOutside(path), place: place.place)
    }
    do throws(FileError) {
      guard let file = try folder.file(path) else {
        throw FileError(.missing, path: path)
      }
      if file.length <= limit { return .bytes(try sideFiles.bytes(of: file, at: path, limit: limit)) }
      return .file(SideFile(folder: folder, path: path, length: file.length, reads: sideFiles))
    } catch {
      let kind: CassetteError.Kind =
        switch error.kind {
        case .missing: .sideFileMissing(path)
        case .notRegular: .sideFileOutside(path)
        default: .file(error.kind)
        }
      throw Failure(kind: kind, place: place.place)
    }
  }
}
