import CCurl
import HTTPModel

/// The lines of one request's head as libcurl takes them: a list of which all nodes are in one place, and all text.
struct CurlFields: ~Copyable {
  private let nodes: UnsafeMutableBufferPointer<curl_slist>
  private let text: UnsafeMutableBufferPointer<CChar>
  private var count = 0
  private var used = 0

  /// Room for the fields and `more` lines of up to 32 bytes.
  init(_ fields: HeaderFields, more: Int) {
    nodes = .allocate(capacity: fields.count + more)
    // A colon, a blank and the end of each.
    let bytes = fields.indices.reduce(more * 35) { $0 + fields.name(at: $1).count + fields.value(at: $1).count + 3 }
    text = .allocate(capacity: bytes)
  }

  deinit {
    nodes.deallocate()
    text.deallocate()
  }

  /// Nil where there is none.
  var pointer: UnsafeMutablePointer<curl_slist>? { count == 0 ? nil : nodes.baseAddress }

  /// Appends a line of the parts.
  mutating func append(_ name: some Collection<UInt8>, _ mark: StaticString, _ value: some Collection<UInt8>) {
    let start = used
    write(name)
    write(UnsafeBufferPointer(start: mark.utf8Start, count: mark.utf8CodeUnitCount))
    write(value)
    write(CollectionOfOne(0))
    guard let base = text.baseAddress, let node = nodes.baseAddress.map({ $0 + count }) else { return }
    node.initialize(to: curl_slist(data: base + start, next: nil))
    if count > 0 { (node - 1).pointee.next = node }
    count += 1
  }

  private mutating func write(_ bytes: some Collection<UInt8>) {
    let room = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(text)[used...])
    room.copyBytes(from: bytes)
    used += bytes.count
  }
}
