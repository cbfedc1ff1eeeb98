import SecretDetection
import TestSupport
import Testing

struct StandInTests {
  private func made(_ value: String, _ number: Int = 1) -> String {
    String(decoding: StandIn.make(for: Array(value.utf8), number: number), as: UTF8.self)
  }

  private func isOne(_ text: String) -> Bool { StandIn.isOne(Array(text.utf8)) }

  @Test(arguments: [
    ("prod-" + String(repeating: "9a", count: 32) + "v3", "prod-" + String(repeating: "0", count: 64) + "v3"),
    ("1A2B3C-4D5E6F-1A2B3C-4D5E6F-1A2B3C-V3", "000000-000000-000000-000000-000000-V3"),
    ("sk_live_abcDEF123ghi", "sk_live_redACT000edr"), ("12345678", "00000000"), ("hunter2x", "redact0e"),
    ("01234567-89ab-4cde-8f01-23456789abcd", "00000000-0000-4000-8000-000000000001"),
    ("correct horse", "redacte dreda"), ("acme_Xy12Zw34Qp56", "acme_Re00Da00Ct00"),
  ])
  func `it has the length, the marks and the kinds of letters`(value: String, standIn: String) {
    #expect(made(value) == standIn)
  }

  @Test func `another one of the kind has its number`() {
    #expect(made("1A2B3C-4D5E6F-V3", 2) == "000000-000002-V3")
    #expect(made("sk_live_abcdefghij", 31) == "sk_live_redacted31")
    #expect(made("01234567-89ab-4cde-8f01-23456789abcd", 12) == "00000000-0000-4000-8000-000000000012")
  }

  @Test(arguments: [
    ("correct horse battery staple", "redacte dreda ctedred actedr"),
    ("Tulip-Harbor-Candle-Moss", "Redac-Tedred-Actedr-Edac"),
    ("hunter!!!!!!!!", "redact!!!!!!!!"), ("!@#!@#!@#", "REDACTEDR"),
  ])
  func `nothing of a password stays but its signs, and of signs alone not they`(value: String, standIn: String) {
    #expect(made(value) == standIn)
  }

  @Test(arguments: [
    "RE0daCtedRED0aCt00eDRED0A0c0tED2", "redact0e", "redac", "redact2", "sk_live_redacted31", "000000000012",
    "000000-000000-000000-000000-000012-V3", "00000000-0000-4000-8000-000000000012", "REDACTED7", "TEDRED0A2",
    "prod-" + String(repeating: "0", count: 61) + "112v3", "000000",
  ])
  func `one is known, whatever it stands for`(text: String) { #expect(isOne(text)) }

  @Test(arguments: [
    "", "red", "acted", "dacted", "0000", "482913", "12345678", "000482", "reduced", "readable2",
    "00000001-2f3a-4000-8000-000000000012",
    "sk_live_redacted31Xy12", "prod-00000000000000000000000000000000deadbeefv3", "0000000012345678",
    "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiJhZGEifQ.REDACTED",
  ])
  func `these are none`(text: String) { #expect(!isOne(text)) }

  @Test func `a number of JSON is one behind its first digit`() {
    #expect(StandIn.number(of: StandIn.make(for: Array("482913".utf8), number: 2)) == Array("100002".utf8))
    #expect(StandIn.isOne(number: Array("1000000".utf8)))
    #expect(!StandIn.isOne(number: Array("4000000".utf8)) && !StandIn.isOne(number: Array("1482913".utf8)))
  }
}

/// What holds for every secret, whatever it is made of.
struct StandInPropertyTests {
  private static let small = Array("abcdefghijklmnopqrstuvwxyz"), capital = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
  private static let digits = Array("0123456789"), signs = Array("-_./+=~:;,!?@#$%^&*()[]{}<>|\\\"'` ")
  private static let words = ["copper", "lantern", "Velvet", "harbor", "quartz", "Meadow", "orbit", "tulip", "Ember"]
  private static let marks = [
    "sk_live_", "pdl_sdbx_apikey_", "ghp_", "xoxb-", "key/", "prod-", "acme_", "whsec_", "AKIA", "github_pat_", "SG.",
  ]
  /// Other languages' letters, more than a byte each.
  private static let foreign = Array("äöüßéñçдежзийкλμνξ東京語")

  private func secret(_ random: inout SeededGenerator) -> String {
    func drawn(_ letters: [Character], _ lengths: ClosedRange<Int>) -> String {
      let count = Int.random(in: lengths, using: &random)
      return String((0..<count).map { _ in letters[Int.random(in: letters.indices, using: &random)] })
    }
    func chosen(_ texts: [String]) -> String { texts[Int.random(in: texts.indices, using: &random)] }
    let mixed = Self.small + Self.capital + Self.digits, hex = Self.digits + Array("abcdef")
    switch Int.random(in: 0..<15, using: &random) {
    case 0: return drawn(mixed, 8...64)
    case 1: return drawn(hex, 16...128)
    case 2: return drawn(Self.digits, 8...24)
    case 3: return drawn(mixed + Array("+/"), 20...88) + "=="
    case 4: return chosen(Self.marks) + drawn(mixed, 16...48)
    case 5:
      return [
        drawn(hex, 8...8), drawn(hex, 4...4), "4" + drawn(hex, 3...3), "a" + drawn(hex, 3...3), drawn(hex, 12...12),
      ]
      .joined(separator: "-")
    case 6: return "eyJ" + drawn(mixed, 20...60) + ".ey" + drawn(mixed, 20...90) + "." + drawn(mixed, 43...43)
    case 7: return (0..<4).map { _ in chosen(Self.words) }.joined(separator: chosen(["-", " ", ".", "_"]))
    case 8: return chosen(Self.words) + drawn(Self.digits, 2...4) + drawn(Self.signs, 1...3)
    case 9: return drawn(mixed + Self.signs, 10...40)
    case 10: return (0..<5).map { _ in drawn(Array("0123456789ABCDEF"), 6...6) }.joined(separator: "-") + "-V3"
    case 11: return chosen(["admin-", "prod-", "activ-"]) + drawn(hex, 64...64) + "v3"
    case 12: return drawn(Self.foreign + mixed, 8...24)
    case 13: return drawn(mixed + ["-"], 12...40) + "\n" + drawn(mixed, 64...300)
    default: return drawn(mixed, 6...12) + ":" + drawn(mixed, 12...24)
    }
  }

  @Test func `every stand-in is known, no secret is taken for one, and nothing of a secret stays in its stand-in`() {
    var random = SeededGenerator(seed: 12)
    var unknown: [String] = [], mistaken: [String] = [], kept: [String] = []
    for _ in 0..<10_000 {
      let text = secret(&random)
      let number = [1, 2, 9, 10, 31, 100, 4_711][Int.random(in: 0..<7, using: &random)]
      let value = Array(text.utf8), standIn = StandIn.make(for: value, number: number)
      let shown = "\(text) \(number) \(String(decoding: standIn, as: UTF8.self))"
      let evidence = standIn.count { $0 == 48 || "REDACTredact".utf8.contains($0) }
      if !StandIn.isOne(standIn), evidence - String(number).count >= 8 { unknown.append(shown) }
      if StandIn.isOne(value) { mistaken.append(shown) }
      if standIn.count >= 8, standIn == value { kept.append(shown) }
    }
    #expect(unknown == [] && mistaken == [] && kept == [])
  }

  @Test func `one with a letter of its own is none`() {
    var random = SeededGenerator(seed: 7)
    var mistaken: [String] = []
    for _ in 0..<5_000 {
      let value = Array(secret(&random).utf8)
      guard value.count >= 20 else { continue }
      var standIn = StandIn.make(for: value, number: 2)
      // A third of the real one, pasted over the end.
      standIn.replaceSubrange((standIn.count * 2 / 3)..., with: "Qx7zKq9wJm".utf8)
      if StandIn.isOne(standIn) { mistaken.append(String(decoding: standIn, as: UTF8.self)) }
    }
    #expect(mistaken == [])
  }

  @Test func `one that is no text is known`() {
    #expect(StandIn.isOne(StandIn.make(for: [0xFF, 0xFE, 0x80, 1, 2, 3, 4, 5], number: 3)))
  }
}
