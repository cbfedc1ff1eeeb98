import SchemaValidation
import Testing

/// What the official suite does not ask, from the texts of the RFCs.
struct FormatTests {
  struct Row: CustomStringConvertible {
    let format: Format, good: [String], bad: [String]
    var description: String { "\(format)" }

    init(_ format: Format, good: [String], bad: [String]) { (self.format, self.good, self.bad) = (format, good, bad) }
  }

  static let rows = [
    Row(
      .dateTime,
      good: [
        "1985-04-12T23:20:50.52Z", "1996-12-19T16:39:57-08:00", "1990-12-31T23:59:60Z", "1937-01-01T12:00:27.87+00:20",
      ],
      bad: ["1985-04-12 23:20:50Z", "1985-04-12T23:20Z", "1985-04-12T23:20:50.Z", "1985-04-12T23:20:50", "T", ""]),
    Row(
      .date, good: ["0000-01-01", "9999-12-31", "2000-02-29"],
      bad: ["1900-02-29", "2026-04-31", "2026-1-1", "２０２６-01-01"]),
    Row(
      .time, good: ["00:00:00Z", "00:29:60-23:30", "23:59:60.999Z"],
      bad: ["23:59:61Z", "00:00:60Z", "00:00:00+0000", "00:00:00+01", "00:00:00 Z", "00:00Z"]),
    Row(.localTime, good: ["00:00:00", "23:59:60"], bad: ["24:00:00", "1:00:00", "00:00:00Z", "00:00:00.1"]),
    Row(
      .duration, good: ["P1Y2M3DT4H5M6S", "PT0S", "P9W"],
      bad: ["P1YT", "PT1S2M", "P1W1D", "P1D1D", "PT1H1H", "P1S", "p1D", "P1YT2S3H"]),
    Row(
      .email,
      good: [
        "a@b", "!#$%&'*+-/=?^_`{|}~@example.com", "\"a\\\"b\"@example.com", "\"\"@x", "a@[192.0.2.1]",
        "a@[IPv6:2001:db8::1]", "a@[ipv6:::]",
      ],
      bad: [
        "a", "@b", "a@", "a@b..c", "a@-b", "a@b-", "a@b_c", "a@@b", "a b@c", "a@[1.2.3]", "a@[IPv6:1]", "a@[x:y]",
        "a@[IPv\u{16}:2001:db8::1]",
        "a@[]", "\"a@b",
        "\"a\"b@c", "é@b", "a@é", "a@b\n", "(a)b@c",
      ]),
    Row(
      .idnEmail, good: ["é@b", "a@é.example", "\"é\"@b", "実@例え.テスト"], bad: ["é", "@é", "é@", "é@-é", "é..a@b", "é@b c"]),
    Row(
      .hostname, good: ["a", "A-1.b", "1", "127.0.0.1", "xn--bcher-kva.example", "XN--BCHER-KVA"],
      bad: ["a.", ".a", "a..b", "a_b", "-", "é", "xn--", "xn--a-ecp.ru-", " a"]),
    Row(
      .idnHostname, good: ["bücher.example", "faß.de", "例え。テスト", "xn--bcher-kva", "א.example", "a.b"],
      bad: ["", "a.", "b\u{FC}cher..x", "Bücher", "a\u{0}b", "☃", "a b", "א1a", "\u{200D}", "xn--bcher-kv"]),
    Row(
      .ipv4, good: ["0.0.0.0", "255.255.255.255"],
      bad: ["1.2.3", "1.2.3.4.", "01.2.3.4", "1.2.3.256", "1.2.3.1000", "1..2.3", "٣.1.1.1"]),
    Row(
      .ipv6,
      good: [
        "::", "1::", "::1", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "1:2:3:4:5:6:1.2.3.4", "::1.2.3.4", "1::2:3.4.5.6",
        "ABCD:EF01::",
      ],
      bad: [
        "", ":", ":::", "1:2:3:4:5:6:7:8::", "1:2:3:4:5:6:7:8:9", "::1::", "12345::", "1:2:3:4:5:6:7:1.2.3.4",
        "1.2.3.4::", "::1.2.3", "1:", "::g", "::1%0", "1:2:3:4:5:6:7:8:",
      ]),
    Row(
      .uri,
      good: [
        "a:", "a:/", "a://", "a:b", "a:?#", "a:#", "http://[::1]:80/", "http://a@b:/", "http://[v1.a:b]/", "urn:a:b",
        "http://a//b", "a+b-c.d:e", "http://%41/", "a:%C3%A9",
      ],
      bad: [
        "", ":", "1a:", "a b:", "http://a b", "http://[::1", "http://::1]", "http://[::1]a", "a:%", "a:%4", "a:%4g",
        "a:[", "a:#a#b", "a:é", "http://a:b:c", "a:\\", "http://[]", "http://[v.a]", "a:\u{0}",
      ]),
    Row(
      .uriReference, good: ["", "a", "/", "//", "?", "#", "./a:b", "a/b:c", "?a:b", "../", "//a@b:1/"],
      bad: [":", "a b", "1:", "//[", "//a:b:c", "%", "a%2", "é", "^"]),
    Row(
      .iri, good: ["a:é", "http://é.example/é?é#é", "a:?\u{E000}", "http://é@é"],
      bad: ["é", "é:a", "a:\u{E000}", "a:#\u{E000}", "a:\u{FFFE}", "a:\u{7F}", "a: "]),
    Row(.iriReference, good: ["é", "//é", "#é", "?\u{F0000}"], bad: ["é:é", "é b", "#\u{F0000}", "<é>"]),
    Row(
      .uriTemplate,
      good: [
        "{+path:6}/here", "{?x,y,empty}", "{/var,x}/here", "{;hello:5}", "{&keys*}", "{=a}", "{%C3%A9}", "é", "{a_b.c}",
      ],
      bad: [
        "{", "}", "{a", "a}", "{a{b}}", "{ a}", "{a:}", "{a:1*}", "{a**}", "{.}", "{a.}", "%4", "<", "a|b", "{é}",
        "\u{85}",
      ]),
    Row(
      .uuid, good: ["F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6"],
      bad: [
        "{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}", "f81d4fae-7dec-11d0-a765-00a0c91e6bf",
        "f81d4fae7dec11d0a76500a0c91e6bf6", "g81d4fae-7dec-11d0-a765-00a0c91e6bf6",
      ]),
    Row(.jsonPointer, good: ["", "/", "//", "/~0~1", "/é"], bad: ["a", "/~", "/~2", "~0", "/a~/"]),
    Row(.relativeJSONPointer, good: ["0", "10/a", "0#", "1/"], bad: ["", "00", "-1", "#", "0a", "0##", "0#/", "1 "]),
    Row(.regex, good: ["a", "(?<=a+)b"], bad: ["(", "\\a", "\\-"]),
    Row(
      .color, good: ["red", "Orange", "#FFF", "#00ff00", "rgb(1,2,3)", "rgb( 1% , 2% , 3% )", "rgb(-1,300,0)"],
      bad: ["", "#ff", "#ffff", "puce", "rgb(1,2)", "rgb(1,2%,3)", "rgb(1,2,3,4)", "rgb(,,)", "rgb(1,2,3"]),
    Row(
      .base64, good: ["", "YQ==", "YWI=", "YWJj", "+/+/"],
      bad: ["Y", "YQ", "YQ=", "=", "====", "Y===", "YQ==YQ==", "YW-_", "YWJj\n"]),
    Row(.anything, good: ["", "\u{0}"], bad: []),
  ]

  @Test(arguments: rows)
  func `good texts are accepted and bad ones are not`(row: Row) {
    for text in row.good { #expect(row.format.accepts(text), "\(text.debugDescription) is good") }
    for text in row.bad { #expect(!row.format.accepts(text), "\(text.debugDescription) is bad") }
  }

  @Test(arguments: [(64, true), (65, false)])
  func `a local part has 64 octets at most`(count: Int, isGood: Bool) {
    #expect(Format.email.accepts(String(repeating: "a", count: count) + "@b") == isGood)
  }

  @Test func `every format for strings has a row`() {
    #expect(Set(Self.rows.map(\.format)) == Set(Format.allCases.filter { !$0.isForNumbers }))
  }

  @Test(
    arguments: [
      (Format.int32, "2147483647", true), (.int32, "-2147483648", true), (.int32, "2147483648", false),
      (.int32, "1.0", true), (.int32, "1e9", true), (.int32, "1e10", false), (.int32, "0.5", false),
      (.int32, "-0", true),
      (.int64, "9223372036854775807", true), (.int64, "-9223372036854775808", true),
      (.int64, "9223372036854775808", false), (.int64, "9.223372036854775807e18", true),
      (.int64, "1e999999999999", false),
      (.int64, "0e999999999999", true), (.int64, "1e-1", false), (.float, "3.5e38", false), (.float, "19.99", true),
      (.double, "1e309", false), (.double, "1e308", true), (.number, "1e999", true), (.date, "1", true),
    ])
  func `numbers are checked by their text`(format: Format, text: String, isGood: Bool) {
    #expect(format.accepts(number: text) == isGood)
  }

  @Test(
    arguments: [
      (FormatVocabulary.draft3, "ip-address", Format.ipv4), (.draft3, "hostname", nil), (.draft3, "time", .localTime),
      (.draft4, "hostname", .hostname), (.draft4, "date", nil), (.draft6, "uri-template", .uriTemplate),
      (.draft6, "iri", nil), (.draft7, "time", .time), (.draft7, "uuid", nil), (.draft201909, "duration", .duration),
      (.draft202012, "uuid", .uuid), (.draft202012, "int32", nil), (.openAPI30, "byte", .base64),
      (.openAPI30, "date", .date), (.openAPI31, "password", .anything), (.openAPI31, "idn-email", .idnEmail),
      (.draft202012, "unknown", nil),
    ] as [(FormatVocabulary, String, Format?)])
  func `each draft has its own names`(vocabulary: FormatVocabulary, name: String, format: Format?) {
    #expect(Format(name, in: vocabulary) == format)
  }

  @Test func `a surrogate of three bytes is in no format that has an alphabet`() {
    let bytes: [UInt8] = [0x61, 0x3A, 0xED, 0xA0, 0x80]
    bytes.withUnsafeBufferPointer { text in
      #expect(!Format.iri.accepts(text))
      #expect(!Format.idnHostname.accepts(text))
      #expect(!Format.uriTemplate.accepts(text))
      #expect(!Format.date.accepts(text))
    }
  }

  @Test(.timeLimit(.minutes(1)), arguments: Format.allCases)
  func `a long text takes a moment`(format: Format) {
    let pieces = ["a", "1", ":", "/", "é", "{a}", "a.", "%41", "(", "\\", "@"]
    let elapsed = ContinuousClock().measure {
      for piece in pieces {
        for start in ["", "a:", "a@", "/"] {
          _ = format.accepts(start + String(repeating: piece, count: (16 << 10) / piece.utf8.count))
        }
      }
    }
    // Twice the square of the length would take minutes.
    #expect(elapsed < .seconds(20))
  }
}
