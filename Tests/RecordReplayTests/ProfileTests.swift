import JSONModel
import RecordReplay
import TestSupport
import Testing

struct ProfileTests {
  static func read(_ text: String) throws(ProfileError) -> Profile {
    try Profile(parsing: Array(text.utf8), file: "profile.json")
  }

  @Test func `a profile says what matters and what is secret`() throws {
    let profile = try Self.read(
      """
      { "profile": 1, "hosts": ["https://a.test/v1", "http://b.test:81"],
        "match": { "headers": { "Accept": "value", "Content-Type": "type", "Authorization": "scheme" },
          "defaults": { "ACCEPT": "a/b" } },
        "secret": { "headers": ["X-Key"], "query": ["q"], "members": ["m"], "places": ["/a/*/b"], "dataSchemes": ["License"] },
        "personal": { "$comment": "who it is", "members": ["email"], "byPath": { "/people/{id}": ["/name"] },
          "byEvent": { "person.*": ["/data/name"] } },
        "volatile": { "query": ["nonce"], "paths": ["/v1/orders/{order}"] },
        "contract": { "undocumentedHeaders": ["Server", "X-Trace"] },
        "event": { "type": "/event_type" } }
      """)
    #expect(profile.hosts.map(\.description) == ["https://a.test/v1", "http://b.test:81"])
    #expect(profile.headers == ["accept": .value, "content-type": .type, "authorization": .scheme])
    #expect(profile.headerDefaults == ["accept": "a/b"])
    #expect(profile.secret.headers == ["x-key"])
    #expect(profile.secret.places == [JSONPointer(tokens: ["a", "*", "b"])])
    #expect(profile.personal.byPath.map(\.template) == ["/people/{id}"])
    #expect(profile.personal.byEvent.map(\.type) == ["person.*"])
    #expect(profile.dataSchemes == ["license"])
    #expect(profile.volatile.paths == ["/v1/orders/{order}"])
    #expect(profile.undocumentedHeaders == ["server", "x-trace"])
    #expect(profile.eventType == JSONPointer(tokens: ["event_type"]))
  }

  static let start = #"{"profile": 1, "hosts": ["https://a.test"], "#

  @Test(arguments: [
    ("", "1:1: the JSON text is empty"), ("{", "1:2: the JSON text ends too early"),
    ("[]", "1:1: the file is an array, it must be an object"),
    (#"{"hosts": []}"#, #"1:1: the file is missing the member "profile""#),
    (#"{"profile": 2, "new": 1}"#, "1:13: /profile is not a supported format; the only one is 1"),
    (#"{"profile": 1}"#, #"1:1: the file is missing the member "hosts""#),
    (#"{"profile": 1, "hosts": []}"#, "1:25: /hosts names no host"),
    (#"{"profile": 1, "hosts": ["a.test"]}"#, "1:26: /hosts/0 is not a base URL such as https://api.example.com"),
    (#"{"profile": 1, "hosts": ["https://a.test/?x"]}"#, "1:26: /hosts/0 is not a base URL"),
    (start + #""secrets": {}}"#, #"1:45: the file has no member "secrets""#),
    (start + #""secret": {"header": []}}"#, #"1:56: /secret has no member "header""#),
    (start + #""secret": {"headers": ["A B"]}}"#, "1:68: /secret/headers/0 is not a valid header field name"),
    (start + #""secret": {"members": "pin"}}"#, "1:67: /secret/members is a string, it must be an array"),
    (start + #""secret": {"places": ["a/b"]}}"#, "1:67: /secret/places/0 is not a JSON pointer such as /data/id"),
    (start + #""secret": {"byPath": {"a": []}}}"#, #"1:67: "a" is not a path template such as /v1/orders/{order}"#),
    (start + #""keep": {"byPath": {"/a": ["b"]}}}"#, "1:72: /keep/byPath/~1a/0 is not a JSON pointer"),
    (start + #""volatile": {"byPath": {}}}"#, #"1:58: /volatile has no member "byPath""#),
    (start + #""keep": {"byEvent": {"a": []}}}"#, #"1:65: /keep/byEvent needs "event", the place"#),
    (
      start + #""event": {"type": "/t"}, "secret": {"byEvent": {"*.a": []}}}"#,
      #"1:93: "*.a" is not an event's type such as customer.created or customer.*"#
    ),
    (start + #""secret": {"$comment": 7}}"#, "1:68: /secret/$comment is a number, it must be a string"),
    (start + #""secret": {"places": ["/~2"]}}"#, "1:67: /secret/places/0 is not a JSON pointer"),
    (
      start + #""match": {"headers": {"Accept": "values"}}}"#,
      #"1:77: /match/headers/Accept is "values", it must be one of value, type, scheme"#
    ),
    (start + #""match": {"headers": {"Accept": "value", "accept": "type"}}}"#, #"1:86: "accept" is duplicated"#),
    (
      start + #""match": {"headers": {"Accept": "type"}, "defaults": {"Accept": "a/b"}}}"#,
      #"1:99: "Accept" is duplicated or is not a header that "headers" compares by "value""#
    ),
    (start + #""match": {"headers": []}}"#, "1:66: /match/headers is an array, it must be an object"),
    (start + #""volatile": {"paths": ["orders/{id}"]}}"#, "1:68: /volatile/paths/0 is not a path template"),
    (start + #""contract": {"undocumentedHeaders": ["A B"]}}"#, "1:82: /contract/undocumentedHeaders/0 is not a valid"),
    (start + #""event": {}}"#, #"1:54: /event is missing the member "type""#),
    (start + #""event": {"type": "/a"}, "event": {}}"#, #"1:70: the member "event" is duplicated"#),
  ])
  func `a profile that is none is an error with its place`(text: String, reason: String) {
    let error = #expect(throws: ProfileError.self) { try Self.read(text) }
    #expect(error?.description.hasPrefix("profile.json:\(reason)") ?? false, "\(error?.description ?? "")")
  }

  @Test func `the profiles of the project are read`() throws {
    let apis = try Locations(roots: [SharedFiles.root]).allAPIs()
    #expect(apis.map(\.name) == ["keygen", "paddle", "ses"])
    #expect(apis.allSatisfy { $0.profile != nil && !$0.hosts.isEmpty })
  }

  @Test func `a cassette whose API has neither hosts nor a profile is an error`() throws {
    let written = try WrittenCassette([:], manifest: #"{ "tapedeck": 1, "complete": true, "apis": { "nobody": {} } }"#)
    let cassette = try written.load()
    let error = #expect(throws: ProfileError.self) { try Locations(roots: [SharedFiles.root]).apis(of: cassette) }
    #expect(
      error?.description.contains(#"the API "nobody" has neither hosts here nor a profile Schemas/nobody/profile.json"#)
        ?? false)
  }
}
