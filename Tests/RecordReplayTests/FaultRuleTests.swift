import HTTPModel
import Testing

@testable import RecordReplay

/// What `--fault` says: which requests, and what happens to them.
struct FaultRuleTests {
  private static func fits(_ text: String, _ method: HTTPMethod, _ api: String?, _ target: String) throws -> Bool {
    try FaultRule(parsing: text).fits(method, api: api, target: Array(target.utf8)[...])
  }

  @Test(arguments: [
    ("keygen:reset", Fault(.failure(.reset))), ("keygen:reset@120", Fault(.cut(.reset, afterBytes: 120))),
    ("keygen:reset@0", Fault(.cut(.reset, afterBytes: 0))), ("keygen:timeout", Fault(.failure(.timeout))),
    ("keygen:timeout@7", Fault(.cut(.timeout, afterBytes: 7))), ("keygen:refused", Fault(.failure(.refused))),
    ("keygen:truncated@9", Fault(.cut(.truncated, afterBytes: 9))),
    ("keygen:latency=300ms", Fault(delay: .milliseconds(300))),
    ("keygen:status=503", Fault(.status(503, retryAfter: nil))),
    ("keygen:status=429,retry-after=2", Fault(.status(429, retryAfter: 2))),
    ("keygen:latency=2s,status=429,retry-after=2", Fault(delay: .seconds(2), .status(429, retryAfter: 2))),
    ("keygen:reset@1,latency=1ms", Fault(delay: .milliseconds(1), .cut(.reset, afterBytes: 1))),
  ])
  func `a fault is what its text says`(text: String, fault: Fault) throws {
    let rule = try FaultRule(parsing: text)
    #expect(rule.fault == fault)
    #expect(rule.api == "keygen")
    #expect(rule.text == text)
  }

  @Test(arguments: [
    ("*:reset", "GET", "other", "/", true), ("*:reset", "GET", nil, "/", true),
    ("demo:reset", "GET", "demo", "/x?y", true), ("demo:reset", "GET", "other", "/x", false),
    ("demo:reset", "GET", nil, "/x", false), ("demo/POST:reset", "POST", "demo", "/x", true),
    ("demo/POST:reset", "GET", "demo", "/x", false), ("demo/*/x:reset", "PUT", "demo", "/x", true),
    ("demo/GET/v1/{id}/things:reset", "GET", "demo", "/v1/abc/things?limit=1", true),
    ("demo/GET/v1/{id}/things:reset", "GET", "demo", "/v1/abc/def/things", false),
    ("demo/GET/v1/{id}/things:reset", "GET", "demo", "/v1/abc/thing", false),
    ("demo/GET/v1:reset", "GET", "demo", "/v1/abc", false), ("demo/GET/:reset", "GET", "demo", "/", true),
    ("demo/POST/v1/things:publish:reset", "POST", "demo", "/v1/things:publish", true),
    ("demo/GET/a b:reset", "GET", "demo", "/a%20b", true),
  ])
  func `API, method and path template choose the requests`(
    text: String, method: String, api: String?, target: String, fits: Bool
  ) throws {
    #expect(try Self.fits(text, HTTPMethod(rawValue: method), api, target) == fits)
  }

  @Test(arguments: [
    ("demo:reset", [1, 2, 99]), ("demo#2:reset", [2]), ("demo#2-3:reset", [2, 3]), ("demo/GET/x#99-:reset", [99]),
  ])
  func `an occurrence is one request, some, or all from one on`(text: String, chosen: [Int]) throws {
    let rule = try FaultRule(parsing: text)
    #expect([1, 2, 3, 4, 99].filter(rule.occurrences.contains) == (text == "demo:reset" ? [1, 2, 3, 4, 99] : chosen))
  }

  @Test(arguments: [
    ("keygen", 7, "':' and a fault are missing"), ("", 1, "':' and a fault are missing"),
    ("keygen:", 8, "'' is not a fault; one of reset[@BYTES]"),
    ("keygen:reest", 8, "'reest' is not a fault; one of"), ("keygen:reest", 8, "; did you mean reset?"),
    ("keygen:reset@", 14, "'' is not a number of bytes"), ("keygen:reset@x", 14, "'x' is not a number of bytes"),
    ("keygen:truncated", 8, "'truncated' is not a fault"), ("keygen:refused@1", 8, "'refused@1' is not a fault"),
    ("keygen:reset@99999999999999999999", 14, "exceeds the limit of 1000000000"),
    ("keygen:status=42", 15, "42 is not from 200 to 599"), ("keygen:status=", 15, "is not a status"),
    ("keygen:latency=300", 16, "'300' is not a time up to a day, like 300ms"),
    ("keygen:latency=2000000s", 16, "is not a time up to a day"),
    ("keygen:latency=0s", 16, "is not a time up to a day"),
    ("keygen:retry-after=2", 8, "retry-after follows a status"),
    ("keygen:status=429,retry-after=2,retry-after=2", 33, "retry-after follows a status, once"),
    ("keygen:reset,timeout", 14, "a request can have one of these only"), ("keygen:reset,", 14, "'' is not a fault"),
    ("keygen:latency=1s,latency=1s", 19, "latency is given more than once"),
    ("keygen#:reset", 8, "'' is not a number from 1"), ("keygen#0:reset", 8, "requests are counted from 1"),
    ("keygen#3-2:reset", 10, "2 comes before 3"), ("keygen#2-x:reset", 10, "'x' is not a number"),
    ("Key gen:reset", 1, "'Key gen' is not the name of an API, or *"), (":reset", 1, "'' is not the name of an API"),
    ("keygen/create license:reset", 8, "'create license' is not a method in upper case"),
    ("keygen/createLicense/x:reset", 8, "'createLicense' is not a method in upper case"),
    ("*/createLicense:reset", 3, "'createLicense' is not a method in upper case"),
    ("keygen//x:reset", 8, "'' is not a method"), ("keygen/GET/x?a=1:reset", 13, "a path has no query here"),
  ])
  func `a mistake has its column and says what is wanted`(text: String, column: Int, reason: String) {
    let error = #expect(throws: FaultSyntaxError.self) { try FaultRule(parsing: text) }
    #expect(error?.column == column)
    #expect(error?.reason.contains(reason) ?? false, "\(error?.reason ?? "-")")
    #expect(error?.description.hasPrefix("'\(text)', column \(column): ") ?? false)
  }

  @Test func `no text crashes the parser`() {
    let pieces = ["", "keygen", "/", "*", "GET", "#", "-", "1", ":", "@", "=", ",", "reset", "é", "{a}", "?"]
    for first in pieces {
      for second in pieces {
        for third in pieces { _ = try? FaultRule(parsing: first + second + third + ":latency=1s") }
      }
    }
  }
}
