import JSONModel

/// Which webhook a body is of.
extension Contract {
  /// Members that name an event, the likeliest first.
  static let eventMembers = ["event_type", "type", "event", "eventType", "event_name", "eventName", "topic"]

  /// A text in a body that may name the event.
  struct EventName {
    /// The names of the members that lead to it.
    let way: [String]
    let text: String
  }

  private static let mostObjects = 64

  private static func eventNames(_ object: JSONCursor, _ way: [String]) -> [EventName] {
    eventMembers.compactMap { member in object[member]?.string.map { EventName(way: way + [member], text: $0) } }
  }

  /// Those in the body's objects, and in the objects in these.
  private static func innerEventNames(_ document: JSONDocument) -> [EventName] {
    var found: [EventName] = [], objects: [(way: [String], value: JSONCursor)] = [([], document.root)]
    var next = 0
    while next < objects.count {
      let (way, object) = objects[next]
      next += 1
      if !way.isEmpty { found += eventNames(object, way) }
      guard way.count < 2 else { continue }
      for member in object.members where member.value.kind == .object && objects.count < mostObjects {
        objects.append((way + [member.key.text], member.value))
      }
    }
    return found
  }

  /// What stands for the event in a body that is of no webhook.
  func eventName(_ document: JSONDocument) -> String? {
    let outer = Contract.eventNames(document.root, [])
    let inner = areShared(outer) ? Contract.innerEventNames(document) : []
    return (inner + outer).first?.text
  }

  func webhook(_ event: String?, _ document: JSONDocument?) -> ContractPaths.Path? {
    let webhooks = storage.paths.webhooks
    let outer = document.map { Contract.eventNames($0.root, []) } ?? []
    if let event { return webhooks.first { $0.name == event } ?? allowing(outer) }
    guard let document else { return webhooks.count == 1 ? webhooks[0] : nil }
    if let found = named(outer) ?? allowing(outer) { return found }
    if webhooks.count > 1, areShared(outer) {
      let inner = Contract.innerEventNames(document)
      if let found = named(inner) ?? allowing(inner) { return found }
    }
    // One that says what it is, and isn't the contract's one, is none of its.
    guard webhooks.count == 1, outer.allSatisfy({ texts(webhooks[0], $0.way).isEmpty }) else { return nil }
    return webhooks[0]
  }

  private func named(_ names: [EventName]) -> ContractPaths.Path? {
    names.lazy.compactMap { name in storage.paths.webhooks.first { $0.name == name.text } }.first
  }

  /// The one webhook whose schema lists the event's type.
  private func allowing(_ names: [EventName]) -> ContractPaths.Path? {
    for name in names {
      let fitting = storage.paths.webhooks.filter { texts($0, name.way).contains(name.text) }
      if fitting.count == 1 { return fitting[0] }
    }
    return nil
  }

  /// Whether what the body says at its top is known and tells no webhook from others: `{"type": "event", "data": {…}}`.
  private func areShared(_ names: [EventName]) -> Bool {
    names.allSatisfy { name in storage.paths.webhooks.contains { texts($0, name.way).contains(name.text) } }
  }

  /// What a webhook's schema allows a member to be, where it lists that.
  func texts(_ webhook: ContractPaths.Path, _ way: [String]) -> [String] {
    guard let place = webhook.operations.first?.place,
      let operation = try? storage.operations.operation(
        "webhook \(webhook.name)", place, of: webhook.items, isWebhook: true, storage.files),
      let schema = operation.body?.content.entries.first?.schema, let member = way.last
    else { return [] }
    let outer = way.dropLast().reduce(SchemaShape(schema, storage.files)) { $0.inner($1, storage.files) }
    return outer.texts(of: member)
  }
}
