import CorpusReplay

enum DefinitionSeeds {
  static func machine(_ states: String, start: String = "A") -> String {
    "{\"StartAt\":\"\(start)\",\"States\":{\(states)}}"
  }

  static let texts = [
    machine(#""A":{"Type":"Pass","Result":{"a":[1]},"ResultPath":"$.r","Next":"B"},"B":{"Type":"Succeed"}"#),
    machine(
      #""A":{"Type":"Pass","InputPath":"$.a","Parameters":{"x.$":"States.Format('{}-{}',$.id,$$.State.Name)","#
        + #""y":{"z.$":"States.ArrayRange(1,9,2)"}},"OutputPath":"$","End":true}"#),
    machine(
      #""A":{"Type":"Choice","Choices":[{"And":[{"Variable":"$.id","StringEquals":"x"},{"Not":{"Variable":"$.n","#
        + #""IsPresent":true}}],"Next":"W"},{"Or":[{"Variable":"$.customer","NumericLessThanPath":"$.a[1]"}],"Next":"A"}],"#
        + #""Default":"F"},"W":{"Type":"Wait","TimestampPath":"$.t","Next":"S"},"S":{"Type":"Succeed"},"#
        + #""F":{"Type":"Fail","ErrorPath":"$.id","Cause":"c"}"#),
    machine(
      #""A":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:000000000000:function:f","TimeoutSeconds":5,"#
        + #""HeartbeatSeconds":2,"Retry":[{"ErrorEquals":["States.Timeout"],"IntervalSeconds":1,"MaxAttempts":2,"#
        + #""BackoffRate":1.5,"MaxDelaySeconds":9,"JitterStrategy":"FULL"},{"ErrorEquals":["States.ALL"]}],"#
        + #""Catch":[{"ErrorEquals":["States.ALL"],"ResultPath":"$.error","Next":"B"}],"#
        + #""ResultSelector":{"k.$":"States.StringToJson($.ResponseBody)"},"Next":"B"},"B":{"Type":"Wait","Seconds":3,"End":true}"#
    ),
    machine(
      #""A":{"Type":"Parallel","Branches":[{"StartAt":"X","States":{"X":{"Type":"Wait","SecondsPath":"$.customer","End":true}}},"#
        + #"{"StartAt":"Y","States":{"Y":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","Parameters":{"#
        + #""ApiEndpoint":"https://a.test","Method":"GET"},"End":true}}}],"Catch":[{"ErrorEquals":["x"],"Next":"B"}],"#
        + #""ResultPath":null,"End":true},"B":{"Type":"Succeed","OutputPath":null}"#),
    machine(
      #""A":{"Type":"Pass","Parameters":{"a.$":"States.Array(States.UUID(),States.MathRandom(1,9),States.Hash('x','SHA-256'))","#
        + #""b.$":"States.ArrayPartition($.a,2)","c.$":"States.JsonMerge($,$.a[2],false)","d.$":"States.Base64Encode('x')","#
        + #""e.$":"States.StringSplit('a,b',',')","f.$":"States.JsonToString($$)"},"End":true}"#),
    machine(#""A":{"Type":"Pass","Next":"A"}"#), machine(#""A":{"Type":"Map","ItemsPath":"$.a","End":true}"#),
    machine(#""A":{"Type":"Pass","Next":"B"}"#), machine("", start: "x"), "[]", "{}", "{\"StartAt\":1}",
    "{\"Comment\":\"c\",\"Version\":\"1.0\",\"QueryLanguage\":\"JSONata\",\"TimeoutSeconds\":3,"
      + machine("").dropFirst(),
    machine(#""A":{"Type":"Pass","End":true}"#) + "\u{1e}[1,{\"a\":2}]",
  ]

  static let all = texts.map { Array($0.utf8) }

  static func pass(_ fields: String) -> String { machine("\"A\":{\"Type\":\"Pass\",\(fields),\"End\":true}") }

  /// A state `A` that goes on with `C`, for ever.
  static func loop(_ state: String) -> String {
    machine(
      state + #","C":{"Type":"Choice","Choices":[{"Variable":"$.never","IsPresent":true,"Next":"Z"}],"Default":"A"},"#
        + #""Z":{"Type":"Succeed"}"#)
  }

  /// A choice with these rules, and an end.
  static func choice(_ rules: String) -> String {
    machine(#""A":{"Type":"Choice","Choices":["# + rules + #"],"Default":"Z"},"Z":{"Type":"Succeed"}"#)
  }

  static let large: [Fuzzer.Large] = [
    Fuzzer.Large("states in a row") {
      machine(
        (0..<Fuzzer.scaled(20_000)).map { "\"S\($0)\":{\"Type\":\"Pass\",\"Next\":\"S\($0 + 1)\"}" }.joined(
          separator: ","),
        start: "S0")
    },
    Fuzzer.Large("states that nobody reaches") {
      machine(
        (0..<Fuzzer.scaled(25_000)).map { "\"S\($0)\":{\"Type\":\"Pass\",\"End\":true}" }.joined(separator: ","),
        start: "S0")
    },
    Fuzzer.Large("fields that nobody knows") {
      machine(
        "\"A\":{\"Type\":\"Pass\"," + (0..<Fuzzer.scaled(60_000)).map { "\"f\($0)\":1" }.joined(separator: ",") + "}")
    },
    Fuzzer.Large("one state again and again") {
      machine(Fuzzer.repeated(#""A":{"Type":"Succeed"},"#) + #""A":{"Type":"Succeed"}"#)
    },
    Fuzzer.Large("names that are nearly one") {
      machine(
        (0..<Fuzzer.scaled(10_000)).map { "\"S\($0)\":{\"Type\":\"Pass\",\"Next\":\"T\($0)\"}" }.joined(separator: ","),
        start: "S0")
    },
    Fuzzer.Large("an end without an end") { loop(#""A":{"Type":"Pass","ResultPath":"$.a","Next":"C"}"#) },
    Fuzzer.Large("an array that doubles") {
      loop(#""A":{"Type":"Pass","Parameters":{"a.$":"States.Array($.a,$.a)"},"Next":"C"}"#)
    },
    Fuzzer.Large("a text that doubles") {
      loop(#""A":{"Type":"Pass","Parameters":{"id.$":"States.Format('{}{}',$.id,$.id)"},"Next":"C"}"#)
    },
    Fuzzer.Large("branches") {
      machine(
        #""A":{"Type":"Parallel","End":true,"Branches":["#
          + (0..<Fuzzer.scaled(12_000)).map {
            "{\"StartAt\":\"B\($0)\",\"States\":{\"B\($0)\":{\"Type\":\"Pass\",\"End\":true}}}"
          }
          .joined(separator: ",") + "]}")
    },
    Fuzzer.Large("branches in branches") {
      let open = (0..<120).map {
        "{\"StartAt\":\"P\($0)\",\"States\":{\"P\($0)\":{\"Type\":\"Parallel\",\"End\":true,\"Branches\":["
      }
      return open.joined() + "{\"StartAt\":\"X\",\"States\":{\"X\":{\"Type\":\"Succeed\"}}}"
        + Fuzzer.repeated("]}}}", 480)
    },
    Fuzzer.Large("a choice in a choice") {
      choice(
        #"{"Next":"Z","# + Fuzzer.repeated("\"Not\":{", 240 * 7) + #""Variable":"$.a","IsNull":true"#
          + Fuzzer.repeated("}", 240)
          + "}")
    },
    Fuzzer.Large("choices") {
      choice(
        Fuzzer.repeated(#"{"Variable":"$.a[0:]","StringMatches":"*a*a*a*b","Next":"Z"},"#)
          + #"{"Variable":"$.id","IsPresent":true,"Next":"Z"}"#)
    },
    Fuzzer.Large("a template") { pass("\"Parameters\":{" + Fuzzer.repeated("\"a\":{\"b.$\":\"$.a\"},") + "\"c\":1}") },
    Fuzzer.Large("calls in a call") {
      pass(
        "\"Parameters\":{\"a.$\":\"" + Fuzzer.repeated("States.Array(", 13 * 400) + "1" + Fuzzer.repeated(")", 400)
          + "\"}")
    },
    Fuzzer.Large("a wildcard match") {
      choice(#"{"Variable":"$","StringMatches":""# + Fuzzer.repeated("*a", 1 << 17) + #"b","Next":"Z"}"#)
        + "\u{1e}\"" + Fuzzer.repeated("a", 1 << 17) + "\""
    },
    Fuzzer.Large("an answer over and over") {
      loop(
        #""A":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","ResultPath":"$.r","Next":"C","#
          + #""Retry":[{"ErrorEquals":["States.ALL"],"MaxAttempts":99999}]}"#)
    },
    Fuzzer.Large("a long input round and round") {
      loop(#""A":{"Type":"Pass","Next":"C"}"#) + "\u{1e}[" + Fuzzer.repeated("0,", 20_000) + "0]"
    },
    Fuzzer.Large("a search in each round") {
      loop(#""A":{"Type":"Pass","Parameters":{"a.$":"$..[?(@.x)]","b.$":"$"},"ResultPath":"$.r","Next":"C"}"#)
    },
    Fuzzer.Large("a long input") { pass("\"Result\":1") + "\u{1e}[" + Fuzzer.repeated("0,") + "0]" },
  ]
}
