import CorpusReplay

enum CassetteSeeds {
  static let manifest = Array(
    #"{"tapedeck":1,"complete":true,"apis":{"demo":{"hosts":["https://a.test"]},"other":{"hosts":["http://b.test/v1"]}}}"#
      .utf8)

  static func interaction(_ request: String, _ outcome: String, _ recorded: String = #""origin":"documented""#)
    -> String
  {
    #"{"api":"demo","direction":"outbound","request":{\#(request)},\#(outcome),"recorded":{\#(recorded)}}"#
  }

  static let get = #""method":"GET","url":"https://a.test/x?a=b","headers":["Accept: */*"]"#
  static let ok = #""response":{"status":200,"reason":"OK","headers":[],"body":{"json":{"a":[1.0,{}]}}}"#

  static let texts = [
    "", "\u{1e}" + interaction(get, ok), "{\"tapedeck\":2}", "{\"tapedeck\":1,\"complete\":false,\"apis\":{}}",
    "\u{1e}" + interaction(get, ok) + "\u{1e}" + interaction(get, #""response":{"status":599}"#),
    "\u{1e}" + interaction(get, #""response":{"status":200,"body":{"file":"bodies/a"}}"#),
    "\u{1e}" + interaction(get, #""response":{"status":200,"body":{"file":"bodies/link"}}"#),
    "\u{1e}" + interaction(get, #""response":{"status":200,"body":{"file":"../../etc/passwd"}}"#),
    "\u{1e}"
      + interaction(get, #""failure":{"kind":"reset","afterBytes":5,"partial":{"status":200,"body":{"text":"x"}}}"#),
    "\u{1e}"
      + interaction(
        #""method":"POST","url":"https://a.test/","headers":["Content-Type: application/json",{"name":"X","base64":"/w=="}],"#
          + #""body":{"json":{"b":2,"a":"{{demo.token}}"},"style":"indent-2+newline","coding":"gzip"}"#,
        #""response":{"status":201,"reason":"","interim":[{"status":103,"headers":["Link: x"]}],"trailers":["T: v"],"#
          + #""body":{"base64":"AP8=","coding":"br"}}"#,
        #""origin":"imported","from":{"tool":"t","file":"f","lost":["x"]},"at":"2026-01-01T00:00:00Z","duration":"84ms","#
          + #""protocol":"HTTP/1.1","digest":{"request":"sha-256=x","response":"sha-256=y"}"#),
    "\u{1e}" + interaction(#""method":"OPTIONS","url":"https://a.test","body":{"text":"a=b&a=c"}"#, ok),
    "\u{1e}"
      + interaction(#""method":"GET","url":{"base64":"aHR0cHM6Ly9hLnRlc3Qv/w=="}"#, ok + #","afterLast":"loop""#),
    "\u{1e}"
      + interaction(
        #""method":"POST","url":"https://a.test/k/{{demo.k}}","headers":["Cookie: a={{demo.c}}"],"body":{"json":{"p":"x {{demo.p}}"}}"#,
        #""response":{"status":200,"reason":"OK","headers":["Location: /K"],"body":{"json":{"a":"K","n":12}}}"#,
        #""origin":"edited"},"captures":{"request":[{"place":"/url/path/1","text":"{{demo.k}}","name":"k","format":"token"},"#
          + #"{"place":"/headers/cookie","text":"{{demo.c}}","name":"c","format":"hex:8"},"#
          + #"{"place":"/body/json/p","text":"{{demo.p}}","name":"p","format":"digits:2-4"}],"response":["#
          + #"{"place":"/body/json/a","text":"K","name":"k","format":"any"},"#
          + #"{"place":"/body/json/n","text":"12","name":"p","format":"any"},"#
          + #"{"place":"/headers/location","text":"K","name":"k","format":"any"}]"#),
    "\u{1e}" + interaction(get, ok, #""origin":"edited","at":"2026-01-01""#), "\u{1e}{}", "\u{1e}", "\u{1e}\u{1e}[]",
  ]

  static let all = texts.map { Array($0.utf8) }

  static let large: [Fuzzer.Large] = [
    Fuzzer.Large("members that nobody knows") {
      "\u{1e}{" + (0..<Fuzzer.scaled(60_000)).map { "\"member-\($0)\":1" }.joined(separator: ",") + "}"
    },
    Fuzzer.Large("APIs") {
      "{\"tapedeck\":1,\"complete\":true,\"apis\":{"
        + (0..<Fuzzer.scaled(20_000)).map { "\"a\($0)\":{}" }.joined(separator: ",")
        + "}}"
    },
    Fuzzer.Large("header fields") {
      "\u{1e}"
        + interaction(
          #""method":"GET","url":"https://a.test/","headers":["# + Fuzzer.repeated(#""a: b","#) + #""a: b"]"#, ok)
    },
    Fuzzer.Large("a query") {
      "\u{1e}" + interaction(#""method":"GET","url":"https://a.test/?"# + Fuzzer.repeated("a=b&") + "\"", ok)
    },
    Fuzzer.Large("a JSON body") {
      "\u{1e}"
        + interaction(#""method":"POST","url":"https://a.test/","body":{"json":["# + Fuzzer.repeated("0,") + "0]}", ok)
    },
    Fuzzer.Large("JSON placeholders") {
      "\u{1e}"
        + interaction(
          #""method":"POST","url":"https://a.test/","body":{"json":["# + Fuzzer.repeated(#""{{demo.x}}","#) + "0]}", ok)
    },
    Fuzzer.Large("form placeholders") {
      "\u{1e}"
        + interaction(
          #""method":"POST","url":"https://a.test/","headers":["Content-Type: application/x-www-form-urlencoded"],"#
            + #""body":{"text":""# + Fuzzer.repeated("a={{demo.x}}&b=1&") + "\"}", ok)
    },
    Fuzzer.Large("placeholders") {
      "\u{1e}"
        + interaction(
          #""method":"POST","url":"https://a.test/","body":{"text":""# + Fuzzer.repeated("{{demo.x}}") + "\"}", ok)
    },
    Fuzzer.Large("a deep body") {
      "\u{1e}"
        + interaction(
          #""method":"POST","url":"https://a.test/","body":{"json":"# + Fuzzer.repeated("{\"a\":", 2_400) + "["
            + Fuzzer.repeated("0,", 1 << 19) + "0]" + Fuzzer.repeated("}", 480) + "}", ok)
    },
  ]
}
