/// How large a message may be before it is refused. All are counted on the bytes as they come.
public struct MessageLimits: Hashable, Sendable {
  /// First line, fields and the blank line together, also of a trailer section.
  public var maxHeadBytes = 64 << 10
  public var maxFields = 256
  public var maxTargetBytes = 16 << 10
  /// Content, without the framing of chunks. Nil sets no limit.
  public var maxBodyBytes: Int?
  /// A chunk's size line, extensions included.
  public var maxChunkLineBytes = 4 << 10
  /// The extensions of all chunks of one message together.
  public var maxExtensionBytes = 16 << 10

  public init() {}
}
