/// UUIDs made from a name: the same name gives the same one (RFC 9562 section 5.5, version 5).
public enum NameBasedUUID {
  /// Lower case, with hyphens. `namespace` keeps the names of one purpose apart from those of another; it may be any
  /// text, not only a UUID.
  public static func text(namespace: String, name: String) -> String {
    var bytes = Digest.sha1.hash(Digest.sha1.hash(namespace.utf8).prefix(16) + Array(name.utf8)).prefix(16)
    bytes[6] = bytes[6] & 0x0f | 0x50
    bytes[8] = bytes[8] & 0x3f | 0x80
    let ends = [0, 4, 6, 8, 10, 16]
    return zip(ends, ends.dropFirst()).map { Hexadecimal.encode(bytes[$0..<$1]) }.joined(separator: "-")
  }
}
