/// Finds credentials in values by their names, their places, their structure and their shapes.
///
/// It knows no vendor's API: what a profile or a user adds is decided elsewhere. All of it takes time that is linear in
/// the size of the value.
public struct SecretDetector: Sendable {
  /// In sources and configuration `{{x}}` is to be filled in. In what passed over a wire it was not filled in, or is a
  /// secret of that shape: under a name that says secret it is one.
  private let readsTemplates: Bool

  public init(readsTemplates: Bool = true) { self.readsTemplates = readsTemplates }

  /// Of one decoded value, in order, none over another. A name that says secret takes the whole value (of
  /// Authorization the credentials after the scheme, of a cookie all but harmless ones), shapes take their part.
  public func detections(in value: [UInt8], _ context: ValueContext) -> [Detection] {
    if value.isEmpty { return [] }
    switch context.role {
    case .cookie: return filledIn(value, context) ?? cookie(value, context)
    case .path: return PathRules.detections(in: value, context) ?? detections(inText: value)
    case .header, .trailer:
      if let found = HeaderRules.detections(in: value, name: context.names.last ?? "") { return found }
    case .member:
      if SecretDetector.isCookie(context.names) { return filledIn(value, context) ?? cookie(value, context) }
    default: break
    }
    if let found = named(value, context) { return found }
    if let found = SecretStructure.detections(in: value, context) { return found }
    return detections(inText: value)
  }

  /// Whether the name alone says that all strings and numbers inside an object or array under it are secret (unless
  /// that is a resource: has `id` and `type`, or is plainly about the secret).
  public func isSecretContainer(_ context: ValueContext) -> Bool {
    guard let name = SecretDetector.ownName(context.names), let verdict = SecretNames.verdict(name) else {
      return false
    }
    // `credentials` hold users, addresses and kinds as well: each is judged by its own name.
    if verdict.name == "credentials" || Sentence.isExpected(under: context.names.dropLast()) { return false }
    return verdict.strength != .random && verdict.strength != .pair && verdict.strength != .phrase
  }

  /// Credentials in any text (source, log, mail, `.env`, manifest, minified code, HTML, prose): shapes anywhere, user
  /// info of URLs and DSNs, bearer and basic in prose, `name=value` and `name: value` lines and quoted members by their
  /// names, connection strings, `curl -u`, PEM, secret query items of URLs inside it.
  public func detections(inText text: [UInt8]) -> [Detection] {
    if text.withUnsafeBufferPointer({ findsNothing(in: $0) }) { return [] }
    var search = TextSearch(text)
    return search.detections()
  }

  /// Of an object or a list that is called so.
  private static func isCookie(_ names: [String]) -> Bool {
    let outer = names.dropLast().last { !$0.isEmpty && $0 != "value" && Int($0) == nil }
    return outer.map { $0.utf8.count <= 16 && NameWords($0).last == "cookies" } ?? false
  }

  private func cookie(_ value: [UInt8], _ context: ValueContext) -> [Detection] {
    let name = context.names.last ?? ""
    if let found = CookieRules.detection(name: name, value: value) { return [found] }
    return CookieRules.isHarmless(name: name) ? [] : detections(inText: value)
  }

  /// `{{x}}` where a secret is expected and nobody fills it in; nil for all else.
  private func filledIn(_ value: [UInt8], _ context: ValueContext) -> [Detection]? {
    guard !readsTemplates, value.count > 4, value.starts(with: "{{".utf8), value.suffix(2).elementsEqual("}}".utf8),
      !value[2..<value.count - 2].contains(where: ByteSet("{}").contains),
      let name = SecretDetector.ownName(context.names)
    else { return nil }
    if context.role == .cookie {
      return CookieRules.isSession(name)
        ? [Detection(range: value.indices, rule: "place:cookie", name: "cookie", confidence: .medium)] : nil
    }
    guard let verdict = SecretNames.verdict(name), verdict.strength == .strong || verdict.strength == .opaque else {
      return nil
    }
    return [
      Detection(range: value.indices, rule: "name:\(verdict.evidence)", name: verdict.name, confidence: .medium)
    ]
  }

  /// The last name that is not the index of an array.
  static func ownName(_ names: [String]) -> String? {
    names.last { $0.isEmpty || $0.utf8.contains { $0 < 48 || $0 > 57 } }
  }

  private func named(_ value: [UInt8], _ context: ValueContext) -> [Detection]? {
    guard let name = SecretDetector.ownName(context.names), let verdict = SecretNames.verdict(name) else {
      return nil
    }
    // A word such as `scheme`, of a member that tells what is done with the field.
    if verdict.evidence == "authorization", value.count < 16, value.isAll(.letters) { return nil }
    if verdict.evidence == "authorization", NamedValue.fits(value, verdict, names: context.names) {
      return AuthorizationRules.detections(in: value)
    }
    if let found = NamedValue.detection(of: value, context) { return [found] }
    if let found = filledIn(value, context) { return found }
    return Placeholders.isOne(value) ? [] : nil
  }
}
