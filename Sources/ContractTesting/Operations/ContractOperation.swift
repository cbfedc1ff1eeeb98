import HTTPModel
import JSONModel

/// What a contract says of one method of one path, or of a webhook.
struct ContractOperation: Sendable {
  /// `GET /customers/{customer_id}`, or `webhook transaction.completed`.
  let name: String
  let place: ContractPlace
  /// What stands behind `?` in the path, which no version of OpenAPI has and published documents do: requests must have
  /// these items.
  private(set) var pathQuery: [QueryItem] = []
  private(set) var parameters: [Parameter] = []
  private(set) var body: RequestBody?
  private(set) var responses: [(status: String, response: ContractResponse)] = []
  /// Parts of it that are references to nothing: what they say cannot be verified.
  private(set) var broken: [BrokenReference] = []
  /// Nil where no credentials are needed.
  private(set) var security: SecurityRequirements?
  /// Names that carry credentials anywhere in the API, by where; those of headers in lower case.
  private(set) var credentials: [Parameter.Location: Set<String>] = [:]
  /// Of headers that the operation describes or that carry credentials, in lower case.
  private(set) var headerNames: Set<String> = []

  struct RequestBody: Sendable {
    let isRequired: Bool
    let content: MediaTypes
    let place: ContractPlace
  }

  /// `isWebhook`: the provider sends it, with other credentials than those that the document asks of its clients.
  init(
    _ name: String, _ place: ContractPlace, of items: [ContractPlace], isWebhook: Bool, _ files: ContractFiles
  ) {
    (self.name, self.place) = (name, place)
    if !isWebhook, let mark = name.utf8.firstIndex(of: UInt8(ascii: "?")) {
      pathQuery = QueryItem.items(name.utf8[mark...].dropFirst().prefix { $0 != UInt8(ascii: "#") })
    }
    readParameters(place["parameters"], files)
    for item in items { readParameters(item["parameters"], files) }
    readBody(files)
    readResponses(files)
    readSecurity(files, isWebhook: isWebhook)
    headerNames = Set(parameters.filter { $0.location == .header }.map(\.fieldName))
      .union(credentials[.header] ?? [])
  }

  /// An operation's parameters come first, a path's only where these have none of the name.
  private mutating func readParameters(_ list: ContractPlace?, _ files: ContractFiles) {
    for element in list?.elements ?? [] {
      guard let place = resolved(element, files), let parameter = Parameter(place, files) else { continue }
      let isKnown = parameters.contains { other in
        guard other.location == parameter.location else { return false }
        return parameter.location == .header ? other.fieldName == parameter.fieldName : other.name == parameter.name
      }
      if !isKnown { parameters.append(parameter) }
    }
  }

  private mutating func readBody(_ files: ContractFiles) {
    guard let place = place["requestBody"].flatMap({ resolved($0, files) }), place.value.kind == .object else { return }
    body = RequestBody(
      isRequired: place.value["required"]?.bool ?? false, content: MediaTypes(place["content"]), place: place)
  }

  private mutating func readResponses(_ files: ContractFiles) {
    for (status, element) in place["responses"]?.fields ?? [] {
      do throws(BrokenReference) {
        responses.append((status, ContractResponse(try files.resolved(element), nil, files)))
      } catch {
        // Only what has this status runs through it.
        responses.append((status, ContractResponse(element, error, files)))
      }
    }
  }

  private mutating func readSecurity(_ files: ContractFiles, isWebhook: Bool) {
    let root = ContractPlace(file: 0, value: files.files[0].document.root)
    var schemes: [String: SecurityScheme] = [:]
    for (name, element) in root["components"]?["securitySchemes"]?.members ?? [] {
      guard let place = try? files.resolved(element), let scheme = SecurityScheme(place) else { continue }
      schemes[name] = scheme
      for parameter in scheme.parameters { credentials[parameter.location, default: []].insert(parameter.name) }
    }
    security = (place["security"] ?? (isWebhook ? nil : root["security"])).flatMap {
      SecurityRequirements($0, schemes)
    }
  }

  private mutating func resolved(_ place: ContractPlace, _ files: ContractFiles) -> ContractPlace? {
    do throws(BrokenReference) {
      return try files.resolved(place)
    } catch {
      broken.append(error)
      return nil
    }
  }

  /// The number of the item in a request's query that is one of the path's.
  func index(of item: QueryItem, in query: [QueryItem]) -> Int? {
    query.firstIndex {
      $0.decodedName == item.decodedName && (item.value == nil || $0.decodedValue == item.decodedValue)
    }
  }

  /// By the exact status, else its class (`4XX`), else `default`.
  func response(for status: Int) -> (status: String, response: ContractResponse)? {
    let names = ["\(status)", "\(status / 100)xx", "default"]
    for name in names { if let found = responses.first(where: { $0.status.lowercased() == name }) { return found } }
    return nil
  }
}

/// What a contract says of the responses with one status.
struct ContractResponse: Sendable {
  let place: ContractPlace
  /// It is a reference to nothing.
  let broken: BrokenReference?
  let content: MediaTypes
  let headers: [Parameter]
  /// Of these, in lower case.
  let headerNames: Set<String>
  /// Headers that are references to nothing.
  let brokenHeaders: [BrokenReference]

  init(_ place: ContractPlace, _ broken: BrokenReference?, _ files: ContractFiles) {
    (self.place, self.broken) = (place, broken)
    content = MediaTypes(broken == nil ? place["content"] : nil)
    var headers: [Parameter] = [], brokenHeaders: [BrokenReference] = []
    for (name, element) in broken == nil ? place["headers"]?.members ?? [] : [] {
      do throws(BrokenReference) {
        headers.append(Parameter(header: name, try files.resolved(element), files))
      } catch {
        brokenHeaders.append(error)
      }
    }
    (self.headers, self.brokenHeaders) = (headers, brokenHeaders)
    headerNames = Set(headers.map(\.fieldName))
  }
}
