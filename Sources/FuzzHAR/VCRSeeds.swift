import CorpusReplay

enum VCRSeeds {
  static func vcr(_ interactions: String) -> String { "http_interactions:\n\(interactions)recorded_with: VCR 6.4.1\n" }

  static func interaction(_ request: String, _ response: String, uri: String = "https://a.test/x?b=c") -> String {
    "- request: {method: get, uri: '\(uri)', \(request)}\n"
      + "  response: {status: {code: 200, message: OK}, \(response)}\n"
      + "  recorded_at: Mon, 23 Nov 2026 17:46:04 GMT\n"
  }

  static let ok = "headers: {}, body: {encoding: UTF-8, string: x}"

  static let texts = [
    vcr(""), vcr(interaction("headers: {}", ok)), "http_interactions: []\n",
    vcr(interaction("headers: {A: [b, 'c']}, body: {encoding: US-ASCII, string: ''}", ok)),
    vcr(interaction("body: {encoding: ISO-8859-1, string: é}", "headers: {B: !binary 6Q==}, body: ~")),
    vcr(
      interaction(
        "headers: {Authorization: [Bearer secret-token-1]}",
        "headers: {Content-Encoding: [gzip], Content-Length: ['9']}, body: {encoding: ASCII-8BIT, "
          + "base64_string: \"H4sIAAAAAAAAA8vIBACsKpPYAgAAAA==\\n\"}")),
    vcr(
      interaction("body: {string: '<%= a %>'}", "body: {encoding: KLINGON, string: x}", uri: "http://me:pw@a.test:81/")),
    "interactions:\n- request: {body: null, headers: {A: [b], a: [b]}, method: GET, uri: 'http://a.test/'}\n"
      + "  response: {body: {string: !!binary AP8=}, headers: {}, status: {code: 200, message: OK}}\nversion: 1\n",
    "interactions:\n- request: {body: a=b, headers: {}, method: POST, uri: 'http://a.test/'}\n"
      + "  response: {content: é, headers: {}, http_version: HTTP/1.1, status_code: 204}\nversion: 1\n",
    #"{"http_interactions":[{"request":{"method":"GET","uri":"https://a.test/","headers":{},"body":{"string":""}},"#
      + #""response":{"status":{"code":200,"message":"OK"},"headers":{"A":["b"]},"body":{"encoding":"utf-8","#
      + #""base64_string":"eA=="}},"recorded_at":"2026-11-23T17:52:39"}],"recorded_with":"betamax/0.8.1"}"#,
  ]

  static let all = texts.map { Array($0.utf8) }

  static let large: [Fuzzer.Large] = [
    Fuzzer.Large("interactions") { vcr(Fuzzer.repeated(interaction("headers: {}", ok), 1 << 19)) },
    Fuzzer.Large("fields of a cassette") { vcr(interaction("headers: {A: [" + Fuzzer.repeated("b,") + "b]}", ok)) },
    Fuzzer.Large("a body of a cassette") {
      vcr(interaction("headers: {}", "body: {encoding: ISO-8859-1, string: '" + Fuzzer.repeated("é") + "'}"))
    },
    Fuzzer.Large("templates") {
      vcr(interaction("headers: {}", "body: {encoding: UTF-8, string: '" + Fuzzer.repeated("<%") + "'}"))
    },
  ]
}
