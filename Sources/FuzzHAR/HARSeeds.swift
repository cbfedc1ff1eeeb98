import CorpusReplay

enum HARSeeds {
  static func har(_ entries: String) -> String {
    "{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"t\",\"version\":\"1\"},\"entries\":[\(entries)]}}"
  }

  static func entry(_ request: String, _ response: String, _ more: String = "") -> String {
    "{\"startedDateTime\":\"2026-01-01T00:00:00.5+01:00\",\"time\":12.25,\"request\":{\(request)},"
      + "\"response\":{\(response)}\(more)}"
  }

  static let get = #""method":"GET","url":"https://a.test/x?b=c&b=%20","httpVersion":"HTTP/1.1","headers":[]"#
  static let ok = #""status":200,"statusText":"OK","httpVersion":"h2","headers":[],"content":{"size":0}"#

  static let texts = [
    har(""), har(entry(get, ok)), har(entry(get, ok) + "," + entry(get, #""status":500,"content":{"text":"x"}"#)),
    har(
      entry(
        #""method":"POST","url":"http://a.test:81","headers":[{"name":"Content-Type","value":"application/json"},"#
          + #"{"name":"Authorization","value":"Bearer secret-token-1"},{"name":":authority","value":"a"}],"#
          + #""postData":{"mimeType":"application/json","text":"{\"password\":\"hunter-22\",\"a\":[1.0]}"}"#,
        #""status":201,"statusText":"","headers":[{"name":"Set-Cookie","value":"a=b\nc=d"}],"#
          + #""content":{"size":9,"mimeType":"application/json","text":"{ \"a\": 1 }\n"}"#)),
    har(
      entry(
        #""method":"POST","url":"https://[::1]/","headers":[{"name":"content-type","#
          + #""value":"application/x-www-form-urlencoded"}],"postData":{"mimeType":"application/x-www-form-urlencoded","#
          + #""params":[{"name":"a b","value":"ü&="},{"name":"token","value":"abcdefgh"}]}"#,
        #""status":200,"headers":[{"name":"Content-Encoding","value":"gzip"}],"#
          + #""content":{"size":4,"encoding":"base64","text":"AP8B\r\n/w=="}"#)),
    har(entry(get, #""status":0,"_error":"net::ERR_CONNECTION_RESET""#)),
    har(entry(get, #""status":304,"headers":[{"name":"ETag","value":"\"x\""}],"content":{"size":-1}"#, ",\"x\":1")),
    har(entry(#""method":"HEAD","url":"https://a.test/","postData":null"#, #""status":204,"content":null"#)),
    "{\"log\":{\"entries\":{}}}", "{\"log\":1}", "\u{feff}" + har(""), "[",
  ]

  static let all = texts.map { Array($0.utf8) }

  static let large: [Fuzzer.Large] = [
    Fuzzer.Large("entries") { har(Fuzzer.repeated(entry(get, ok) + ",", 1 << 19) + entry(get, ok)) },
    Fuzzer.Large("bad entries") {
      har(Fuzzer.repeated(entry(#""method":"GET","url":"wss:""#, ok) + ",") + entry(get, ok))
    },
    Fuzzer.Large("fields") {
      har(
        entry(
          get,
          #""status":200,"headers":["# + Fuzzer.repeated(#"{"name":"a","value":"b"},"#) + #"{"name":"a","value":""}]"#))
    },
    Fuzzer.Large("a value") {
      har(entry(get, #""status":200,"headers":[{"name":"set-cookie","value":""# + Fuzzer.repeated("a=b\\n") + #""}]"#))
    },
    Fuzzer.Large("cookies") {
      har(
        entry(
          #""method":"GET","url":"https://a.test/","headers":[{"name":"cookie","value":""#
            + Fuzzer.repeated("a=bcdefghi; ")
            + #""}]"#, ok))
    },
    Fuzzer.Large("a query") {
      har(entry(#""method":"GET","url":"https://a.test/?"# + Fuzzer.repeated("token=abcdefgh&") + #"""#, ok))
    },
    Fuzzer.Large("different secrets") {
      har(
        entry(
          #""method":"POST","url":"https://a.test/","postData":{"mimeType":"application/json","text":"["#
            + (0..<Fuzzer.scaled(20_000)).map { "{\\\"password\\\":\\\"secret-\($0)\\\"}" }.joined(separator: ",")
            + "]\"}", ok))
    },
    Fuzzer.Large("a deep body") {
      har(
        entry(
          get,
          #""status":200,"content":{"text":""# + Fuzzer.repeated("[", 500) + Fuzzer.repeated("0,", 1 << 19) + "0"
            + Fuzzer.repeated("]", 500) + #""}"#))
    },
    Fuzzer.Large("form fields") {
      har(
        entry(
          #""method":"POST","url":"https://a.test/","postData":{"mimeType":"application/x-www-form-urlencoded","params":["#
            + Fuzzer.repeated(#"{"name":"a","value":"b"},"#) + "{}]}", ok))
    },
    Fuzzer.Large("base64") {
      har(entry(get, #""status":200,"content":{"encoding":"base64","text":""# + Fuzzer.repeated("AAAA") + #""}"#))
    },
  ]
}
