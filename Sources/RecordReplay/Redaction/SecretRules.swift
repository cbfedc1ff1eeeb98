import JSONModel
import SecretDetection

/// Where a value is that is looked at.
struct NamedPlace {
  /// The names that lead to it.
  let names: [String]
  /// Its place in a JSON body, which counts where `depth` is 0.
  let way: [String]
  let depth: Int
  /// Of the exchange's URL.
  let path: String
  /// What a webhook's body says that happened.
  let event: String?
}

/// Places that a profile names.
private struct NamedPlaces: Sendable {
  /// Lower case.
  private let headers: Set<String>
  /// Normal form, see `SecretRules.normal`.
  private let query: Set<String>, members: Set<String>
  private let places: [JSONPointer]
  private let byPath: [(template: [String], places: [JSONPointer])]
  private let byEvent: [Profile.EventPlaces]
  /// What places end with; nil where some end with any token, or an element's.
  private let ends: Set<String>?

  init(_ places: Profile.Places) {
    headers = Set(places.headers)
    query = Set((places.query + places.members).map { SecretRules.normal($0.utf8) })
    members = Set(places.members.map { SecretRules.normal($0.utf8) })
    self.places = places.places
    byPath = places.byPath.map { ($0.template.split(separator: "/").map(String.init), $0.places) }
    byEvent = places.byEvent
    let ends = (places.places + places.byPath.flatMap(\.places) + byEvent.flatMap(\.places)).compactMap(\.tokens.last)
    self.ends = ends.contains { $0 == "*" || Int($0) != nil } ? nil : Set(ends)
  }

  /// False where no member of this name, and no element of its array, is one of the places.
  func mayName(member: String) -> Bool {
    guard let ends, !ends.contains(member) else { return true }
    return !members.isEmpty && members.contains(SecretRules.normal(member.utf8))
  }

  func mayName(field: String) -> Bool { !headers.isEmpty && headers.contains(field.lowercased()) }

  private func names(_ way: [String], path: String, event: String?) -> Bool {
    if places.contains(where: { $0.covers(way) }) { return true }
    if let event, byEvent.contains(where: { $0.isOf(event) && $0.places.contains { $0.covers(way) } }) { return true }
    guard byPath.contains(where: { $0.places.contains { $0.covers(way) } }) else { return false }
    let segments = path.split(separator: "/").map { Array($0.utf8) }
    return byPath.contains { template, places in
      template.count <= segments.count && places.contains { $0.covers(way) }
        && zip(template, segments.suffix(template.count)).allSatisfy { SecretRules.fits($0, $1) }
    }
  }

  func name(of role: ValueRole, _ at: NamedPlace) -> String? {
    let names = at.names
    guard let last = names.last else { return nil }
    switch role {
    case .header, .trailer: return !headers.isEmpty && headers.contains(last.lowercased()) ? last : nil
    case .query, .form, .part:
      if query.isEmpty { return nil }
      let name = SecretRules.normal(last.utf8)
      return query.contains(name) ? name : nil
    case .member, .element, .attribute, .text:
      if role == .member, at.depth == 0, self.names(at.way, path: at.path, event: at.event) {
        return names.last { Int($0) == nil } ?? "secret"
      }
      guard !members.isEmpty, let name = names.last(where: { Int($0) == nil }) else { return nil }
      let plain = SecretRules.normal(name.utf8.first == UInt8(ascii: "@") ? name.utf8.dropFirst() : name.utf8[...])
      return members.contains(plain) ? plain : nil
    case .cookie, .path, .line: return nil
    }
  }
}

/// What is secret in the messages of one API: the profile's word, and what is secret everywhere.
final class SecretRules: Sendable {
  let api: String
  let detector: SecretDetector
  private let profile: Profile?
  private let secret: NamedPlaces, personal: NamedPlaces, kept: NamedPlaces
  private let paths: [[String]]
  /// Where a body says what happened, where that decides what is secret or personal.
  let eventType: JSONPointer?

  /// `personal` are further names of personal data.
  init(api: API, personal: [String] = [], detector: SecretDetector = SecretDetector(readsTemplates: false)) {
    self.api = api.name
    self.detector = detector
    profile = api.profile
    secret = NamedPlaces(api.profile?.secret ?? Profile.Places())
    kept = NamedPlaces(api.profile?.keep ?? Profile.Places())
    var places = api.profile?.personal ?? Profile.Places()
    places.members += personal
    self.personal = NamedPlaces(places)
    let isByEvent = [places, api.profile?.secret, api.profile?.keep].contains { $0?.byEvent.isEmpty == false }
    eventType = isByEvent ? api.profile?.eventType : nil
    paths = (api.profile?.secret.paths ?? []).map { $0.split(separator: "/").map(String.init) }
  }

  /// Lower case, without hyphens and underscores; of `user[password]` what is in the last brackets, without the empty
  /// ones of a list.
  static func normal(_ name: some Sequence<UInt8>) -> String {
    var bytes = name.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") }
    if bytes.suffix(2).elementsEqual("[]".utf8) { bytes.removeLast(2) }
    if bytes.last == UInt8(ascii: "]"), let open = bytes.lastIndex(of: UInt8(ascii: "[")), open + 2 < bytes.count {
      bytes = Array(bytes[(open + 1)...].dropLast())
    }
    return String(decoding: bytes, as: UTF8.self).lowercased()
  }

  /// What the profile calls this secret; nil where it says nothing of it.
  func name(of role: ValueRole, _ place: NamedPlace) -> String? { secret.name(of: role, place) }

  /// The same for personal data.
  func personalName(of role: ValueRole, _ place: NamedPlace) -> String? { personal.name(of: role, place) }

  /// False where the profile says nothing of any member of this name, nor of the elements of its array.
  func mayName(member: String) -> Bool {
    secret.mayName(member: member) || personal.mayName(member: member) || kept.mayName(member: member)
  }

  /// False where the profile says nothing of a header field of this name.
  func mayName(field: String) -> Bool {
    secret.mayName(field: field) || personal.mayName(field: field) || kept.mayName(field: field)
  }

  /// Whether the profile has templates of paths.
  var namesSegments: Bool { !paths.isEmpty }

  /// The parts of path segments that a template of the profile names `{secret}`, by the segments' indices.
  func secretSegments(of segments: [[UInt8]]) -> [Int: Range<Int>] {
    for template in paths where template.count <= segments.count {
      var found: [Int: Range<Int>] = [:]
      let start = segments.count - template.count
      for offset in [0, start] {
        found = [:]
        let isMatch = template.enumerated().allSatisfy { index, piece in
          SecretRules.match(piece, segments[offset + index], at: offset + index, &found)
        }
        if isMatch, !found.isEmpty { return found }
      }
    }
    return [:]
  }

  fileprivate static func fits(_ piece: String, _ segment: [UInt8]) -> Bool {
    var found: [Int: Range<Int>] = [:]
    return match(piece, segment, at: 0, &found)
  }

  private static func match(_ piece: String, _ segment: [UInt8], at index: Int, _ found: inout [Int: Range<Int>])
    -> Bool
  {
    guard let open = piece.firstIndex(of: "{"), let close = piece.lastIndex(of: "}") else {
      return segment.elementsEqual(piece.utf8)
    }
    let before = piece[..<open].utf8, after = piece[piece.index(after: close)...].utf8
    guard segment.count > before.count + after.count, segment.starts(with: before),
      segment.suffix(after.count).elementsEqual(after)
    else { return false }
    if piece[open...close] == "{secret}" { found[index] = before.count..<(segment.count - after.count) }
    return true
  }

  /// Whether credentials of this scheme are data as well.
  func isData(scheme: String) -> Bool { profile?.dataSchemes.contains(scheme.lowercased()) ?? false }

  /// Whether the profile says that what this rule finds stays.
  func keeps(_ rule: String) -> Bool { profile?.keptRules.contains(rule) ?? false }

  /// Whether the profile says that what is there stays.
  func keeps(_ role: ValueRole, _ place: NamedPlace) -> Bool { kept.name(of: role, place) != nil }
}
