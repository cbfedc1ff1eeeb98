extension CaptureFormat {
  /// What a client may send in the place of a value that `text` stands for.
  ///
  /// A test's client sends any credential, so one is not told from another. A path segment and personal data have their
  /// format: `/users/{uuid}` is not `/users/me`.
  init(of value: [UInt8], at place: String, isPersonal: Bool, _ text: [UInt8]) {
    let isSegment = place.hasPrefix("/url/path/")
    guard isSegment || isPersonal else {
      self = .any
      return
    }
    let fallback: CaptureFormat = isSegment ? .token : .any
    let isText = value.contains { !(48...57).contains($0) }
    let likely: [CaptureFormat] = [
      .uuid, .jwt, .email, isText ? .hex(value.count...value.count) : .digits(Self.anyLength),
    ]
    self =
      likely.first { $0.fits(value) && $0.fits(text) }
      ?? (fallback.fits(value) && fallback.fits(text) ? fallback : .any)
  }
}
