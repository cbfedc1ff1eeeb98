import ContractTesting
import HTTPModel
import JSONModel
import Reporting
import Testing

/// How coverage looks.
struct CoverageReportTests {
  private func summary(
    _ contract: String, answer: String = #"{"id": 1}"#, api: String? = "demo"
  ) throws -> CoverageSummary {
    let text = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n\(contract)"
    var coverage = Coverage(try Contract(parsing: Array(text.utf8), api: api))
    let request = Request(.get, Origin(scheme: "https", host: "api.example.com"), Target("/a"))
    let response = Response(
      status: 200, headers: [HeaderField("Content-Type", "application/json")], body: .bytes(Array(answer.utf8)))
    coverage.add(Exchange(request: request, outcome: .response(response)))
    return coverage.summary()
  }

  private static let contract = """
    paths:
      /a:
        get:
          parameters: [{name: q, in: query, required: true, schema: {}}]
          responses:
            '200':
              description: d
              content:
                application/json:
                  schema:
                    properties:
                      id: {}
                      status: {enum: [a, b]}
                      deep: {type: [object, 'null'], properties: {x: {}, y: {enum: [1]}}}
                      kind: {oneOf: [{title: Card, type: string}, {type: integer}]}
            '404': {description: d}
      /b: {get: {responses: {}}}
    webhooks: {done: {post: {}}}
    """

  private func report(
    _ summaries: [CoverageSummary], uncovered: [String] = [], minimum: String? = nil, isWhole: Bool = false
  ) throws -> CoverageReport {
    CoverageReport(
      title: "Cassettes/demo", version: "9", summaries: summaries, uncovered: uncovered,
      minimum: try minimum.map { try CoverageMinimum($0) }, isWhole: isWhole)
  }

  @Test func `text has the numbers of each kind, and what is missing by operation`() throws {
    #expect(
      try report([summary(Self.contract)]).text(.text) == """
        demo: 1 of 2 operations exercised; 21.0 % of what is promised was seen
                             seen  promised      %
          operations            1         2   50.0
          webhooks              0         1    0.0
          statuses              1         2   50.0
          media types           1         1  100.0
          parameters            0         1    0.0
          fields                1         6   16.6
          enum values           0         3    0.0
          nulls                 0         1    0.0
          union branches        0         2    0.0
          in sum                4        19   21.0

          GET /a, not seen:
            statuses: 404
            query parameters: q (required)
            response 200, fields: /status (and 2 in it), /deep (and 4 in it), /kind (and 2 in it)
          operations that nothing exercises: GET /b
          webhooks that never came: done
        """)
  }

  @Test func `what is in a field that is missing is listed where everything is`() throws {
    let text = try report([summary(Self.contract, answer: #"{"status": "a"}"#)], isWhole: true).text(.text)
    #expect(text.contains("\n    response 200, fields: /id, /deep, /kind, /deep/x, /deep/y\n"))
    #expect(text.contains("\n    response 200, enum values: /status \"b\", /deep/y 1\n"))
    #expect(text.contains("\n    response 200, nulls: /deep\n"))
    #expect(text.contains("\n    response 200, union branches: /kind<Card>, /kind<branch 2>\n"))
  }

  @Test func `long lists are cut, with how many more there are`() throws {
    let fields = (1...40).map { "f\($0): {}" }.joined(separator: ", ")
    let contract = """
      paths:
        /a: {get: {responses: {'200': {content: {application/json: {schema: {properties: {\(fields)}}}}}}}}
      """
    let text = try report([summary(contract)]).text(.text)
    #expect(text.contains("response 200, fields: /f1, /f2, /f3, /f4, /f5, /f6 and 34 more"))
    let whole = try report([summary(contract)], isWhole: true).text(.text)
    #expect(whole.contains("/f40"))
    #expect(!whole.contains("more"))
    #expect(whole.split(separator: "\n").allSatisfy { $0.count <= 110 })
  }

  @Test func `JSON has every number and everything that is missing`() throws {
    let document = try JSONDocument(
      parsing: try report([summary(Self.contract)], uncovered: ["other"], minimum: "fields=20").text(.json))
    let root = document.root, api = root["apis"]?[0]
    #expect(api?["kinds"]?["fields"]?.value == ["seen": 1, "promised": 6, "percent": .number(JSONNumber("16.66")!)])
    #expect(api?["kinds"]?["union-branches"]?["promised"]?.int == 2)
    #expect(api?["operations"]?[0]?["missing"]?.count == 13)
    #expect(
      api?["operations"]?[0]?["missing"]?[0]?.value == [
        "kind": "parameters", "part": "query", "name": "q", "required": true,
      ])
    #expect(root["holds"]?.bool == false)
    #expect(root["shortfalls"]?.count == 2)
  }

  @Test func `Markdown shows foreign names as code`() throws {
    let contract = "paths: {'/a': {get: {responses: {'<b>|`': {}}}}}"
    let text = try report([summary(contract)], minimum: "99").text(.markdown)
    #expect(text.contains(#"`` <b>\u{7c}` ``"#))
    #expect(text.contains("**Under the minimum:** `demo, in sum: 50 % is 49 under the minimum of 99 %`"))
    #expect(text.contains("| operations | 1 | 1 | 100.0 |"))
  }

  @Test func `names that steer a terminal do not`() throws {
    let contract = #"paths: {"/a": {get: {responses: {"\e[2J": {}}}}}"#
    #expect(try report([summary(contract)]).text(.text).contains(#"statuses: \u{1b}[2J"#))
  }

  @Test func `nothing at all does not reach a minimum`() throws {
    #expect(try report([]).fails == false)
    #expect(try report([], minimum: "1").fails)
    #expect(
      try report([], uncovered: ["a"], minimum: "1").shortfalls == ["a has no contract: nothing of it is covered"])
  }
}

/// The least that must be covered.
struct CoverageMinimumTests {
  private func summary(_ isExercised: Bool) throws -> CoverageSummary {
    let text = """
      openapi: 3.1.0
      paths: {/a: {get: {responses: {'200': {}, '404': {}, '500': {}}}}}
      """
    var coverage = Coverage(try Contract(parsing: Array(text.utf8), api: "demo"))
    let request = Request(.get, Origin(scheme: "https", host: "api.example.com"), Target("/a"))
    if isExercised { coverage.add(Exchange(request: request, outcome: .response(Response(status: 200)))) }
    return coverage.summary()
  }

  private func told(_ minimum: String, isExercised: Bool = true) throws -> [String] {
    CoverageReport(
      title: "", version: "", summaries: [try summary(isExercised)], minimum: try CoverageMinimum(minimum)
    ).shortfalls
  }

  @Test(arguments: ["0", "50", "50.00", "operations=100,statuses=33.33", "fields=80", "operations=100"])
  func `a minimum that is reached says nothing`(minimum: String) throws {
    #expect(try told(minimum) == [])
  }

  @Test func `one that is not says by how much`() throws {
    #expect(try told("50.01") == ["demo, in sum: 50 % is 0.01 under the minimum of 50.01 %"])
    #expect(
      try told("60,statuses=40.5,operations=100") == [
        "demo, in sum: 50 % is 10 under the minimum of 60 %",
        "demo, statuses: 33.33 % is 7.17 under the minimum of 40.5 %",
      ])
  }

  @Test func `where nothing was seen a kind that nothing is promised of is not reached`() throws {
    #expect(
      try told("fields=10", isExercised: false) == ["demo, fields: 0 % is 10 under the minimum of 10 %"])
  }

  @Test(arguments: [
    ("", "'' is not a percentage from 0 to 100"), ("101", "'101' is not a percentage from 0 to 100"),
    ("100.01", "'100.01' is not a percentage from 0 to 100"), ("-1", "'-1' is not a percentage from 0 to 100"),
    ("1e1", "'1e1' is not a percentage from 0 to 100"), ("5,", "'' is not a percentage from 0 to 100"),
    ("1.234", "'1.234' is not a percentage from 0 to 100"), ("1.", "'1.' is not a percentage from 0 to 100"),
    ("9999999999999999999999", "'9999999999999999999999' is not a percentage from 0 to 100"),
    ("5,5", "the whole is given twice"), ("fields=1,fields=2", "fields is given twice"),
    (
      "feilds=1",
      "unknown kind 'feilds'; one of operations, webhooks, statuses, media-types, parameters, fields, "
        + "enum-values, nulls, union-branches"
    ),
  ])
  func `what is no minimum is said`(text: String, reason: String) throws {
    let mistake = #expect(throws: CoverageMinimum.Mistake.self) { try CoverageMinimum(text) }
    #expect(mistake?.reason == reason)
  }
}
