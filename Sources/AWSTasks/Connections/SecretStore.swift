public import JSONModel

/// Where secrets come from: a local file of them, environment variables, files. It reads nothing by itself; what it was
/// given does.
public struct SecretStore: Sendable {
  private let secrets: [String: JSONValue]
  private let environment: @Sendable (String) -> String?
  private let file: @Sendable (String) -> [UInt8]?

  /// `secrets` is the content of a `--secrets` file: `{name: string or object}`; a string may be `env:NAME` or
  /// `file:PATH` in turn. Members of another kind are not taken: see `problems(in:)`.
  public init(
    secrets: JSONValue = .object(JSONObject()), environment: @escaping @Sendable (String) -> String? = { _ in nil },
    file: @escaping @Sendable (String) -> [UInt8]? = { _ in nil }
  ) {
    let members = (secrets.object ?? JSONObject()).filter { $0.value.text != nil || $0.value.object != nil }
    self.secrets = Dictionary(members.map { ($0.key.text, $0.value) }) { $1 }
    self.environment = environment
    self.file = file
  }

  /// What is wrong with the content of a `--secrets` file: a place, and a sentence that shows no value.
  public static func problems(in secrets: JSONValue) -> [(pointer: JSONPointer, text: String)] {
    guard let object = secrets.object else {
      return [(JSONPointer(), "an object {name: string or object} is expected, not \(secrets.kind)")]
    }
    return object.filter { $0.value.text == nil && $0.value.object == nil }.map {
      let pointer = JSONPointer(tokens: [$0.key.text])
      return (pointer, "the secret \($0.key.text) must be a string or an object, not \($0.value.kind)")
    }
  }

  /// The files that the content of a `--secrets` file refers to, and where.
  public static func files(in secrets: JSONValue) -> [(pointer: JSONPointer, path: String)] {
    (secrets.object ?? JSONObject()).compactMap { member in
      guard let text = member.value.text, case .file(let path) = SecretReference(whole: text), path != "-" else {
        return nil
      }
      return (JSONPointer(tokens: [member.key.text]), path)
    }
  }

  /// Nil where the secret is not there.
  public func value(of reference: SecretReference) -> Secret? {
    switch reference {
    case .environment(let name): return environment(name).map { Secret($0) }
    case .file(let path):
      guard var bytes = file(path), UTF8.isValid(bytes) else { return nil }
      if bytes.last == 10 { bytes.removeLast() }
      if bytes.last == 13 { bytes.removeLast() }
      return Secret(String(decoding: bytes, as: UTF8.self))
    case .secretsManager(let name, let key):
      guard let stored = stored(name) else { return nil }
      guard let key else { return stored.text.flatMap(whole) ?? (stored.object != nil ? Secret(stored.text()) : nil) }
      let object =
        stored.object != nil ? stored : stored.text.flatMap(whole).flatMap { try? JSONValue(parsing: $0.exposed) }
      return object?[key].map { Secret($0.text ?? $0.text()) }
    }
  }

  /// A text of the secrets file: itself, or what it refers to.
  private func whole(_ text: String) -> Secret? {
    SecretReference(whole: text).map { value(of: $0) } ?? Secret(text)
  }

  /// By the name as it is written; of an ARN also by the name in it, with and without the six letters that AWS appends.
  private func stored(_ name: String) -> JSONValue? {
    if let value = secrets[name] { return value }
    let parts = name.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 6, omittingEmptySubsequences: false)
    guard parts.count == 7, parts[0].elementsEqual("arn".utf8), parts[5].elementsEqual("secret".utf8) else {
      return nil
    }
    let full = parts[6]
    if let value = secrets[String(decoding: Array(full), as: UTF8.self)] { return value }
    guard full.count > 7, full.dropLast(6).last == UInt8(ascii: "-") else { return nil }
    return secrets[String(decoding: Array(full.dropLast(7)), as: UTF8.self)]
  }
}

extension UTF8 {
  static func isValid(_ bytes: [UInt8]) -> Bool { String(validating: bytes, as: UTF8.self) != nil }
}
