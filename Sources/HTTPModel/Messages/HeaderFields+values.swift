extension HeaderFields {
  /// The bytes of the first value with this name, whatever its case; nil where there is none. Copies nothing.
  public func firstValue(_ name: String) -> ArraySlice<UInt8>? {
    for span in spans where hasName(span, name) { return bytes[span.value] }
    return nil
  }
}
