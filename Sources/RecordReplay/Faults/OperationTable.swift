import HTTPModel

/// Which requests are which operations, as the interactions of a cassette say, and the contracts of its APIs.
struct OperationTable: Sendable {
  private struct Name: Hashable { let api: String, operation: String }

  private struct Place: Hashable {
    let method: HTTPMethod
    /// Behind the API's base path, unescaped.
    let path: [[UInt8]]
  }

  private var places: [Name: Set<Place>] = [:]
  /// By the names of APIs.
  let contracts: [String: NamedOperations]

  /// Reads all outbound interactions that name an operation.
  init(of cassette: Cassette?, apis: [API], contracts: [String: NamedOperations]) throws(CassetteError) {
    self.contracts = contracts
    guard let cassette else { return }
    let finder = APIFinder(apis)
    for interaction in try cassette.interactions where interaction.direction == .outbound {
      let request = interaction.request
      guard let operation = interaction.operation, let found = finder.find(request.url.origin, request.url.target)
      else { continue }
      let place = Place(method: request.method, path: OperationTable.path(found.rest))
      places[Name(api: apis[found.index].name, operation: operation), default: []].insert(place)
    }
  }

  /// `rest` is what stands behind the API's base path.
  func has(_ operation: String, of api: String, _ request: Request, _ rest: ArraySlice<UInt8>) -> Bool {
    let places = places[Name(api: api, operation: operation)] ?? []
    return places.contains(Place(method: request.method, path: OperationTable.path(rest)))
      || contracts[api]?.has(operation, request) ?? false
  }

  /// The names of an API's operations, in order.
  func names(of api: String) -> [String] {
    Set(places.keys.filter { $0.api == api }.map(\.operation) + (contracts[api]?.names ?? [])).sorted()
  }

  private static func path(_ target: ArraySlice<UInt8>) -> [[UInt8]] {
    FaultRule.segments(target.prefix { $0 != UInt8(ascii: "?") })
  }
}
