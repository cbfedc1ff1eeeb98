extension Format {
  /// What a value in this format is, to follow "is not": `a date as in 2026-01-31 (RFC 3339)`.
  public var expectation: String {
    switch self {
    case .dateTime: "a date and time with an offset as in 2026-01-31T09:30:00Z (RFC 3339)"
    case .date: "a date as in 2026-01-31 (RFC 3339)"
    case .time: "a time with an offset as in 09:30:00Z or 09:30:00+01:00 (RFC 3339)"
    case .localTime: "a time as in 09:30:00"
    case .duration: "a duration as in P3DT12H or P2W (RFC 3339, appendix A)"
    case .email: "an e-mail address (RFC 5321)"
    case .idnEmail: "an e-mail address, international ones included (RFC 6531)"
    case .hostname: "a host name (RFC 1123)"
    case .idnHostname: "a host name, international ones included (RFC 5890)"
    case .ipv4: "an IPv4 address as in 192.0.2.1"
    case .ipv6: "an IPv6 address as in 2001:db8::1 (RFC 4291)"
    case .uri: "a URI with its scheme (RFC 3986)"
    case .uriReference: "a URI or a relative reference (RFC 3986)"
    case .iri: "an IRI with its scheme (RFC 3987)"
    case .iriReference: "an IRI or a relative reference (RFC 3987)"
    case .uriTemplate: "a URI template as in /users/{id} (RFC 6570)"
    case .uuid: "a UUID as in f81d4fae-7dec-11d0-a765-00a0c91e6bf6 (RFC 4122)"
    case .jsonPointer: "a JSON pointer as in /items/0 (RFC 6901)"
    case .relativeJSONPointer: "a relative JSON pointer as in 1/name or 0#"
    case .regex: "a regular expression in ECMA-262's syntax"
    case .color: "a colour of CSS 2.1 as in #cc8899 or fuchsia"
    case .base64: "base64 with its padding (RFC 4648)"
    case .int32: "an integer of 32 bits"
    case .int64: "an integer of 64 bits"
    case .float: "a number that 32-bit floating point can hold"
    case .double: "a number that 64-bit floating point can hold"
    case .number: "a number"
    case .anything: "anything"
    }
  }
}
