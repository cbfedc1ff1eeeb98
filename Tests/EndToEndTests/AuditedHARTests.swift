import Hashing
import JSONModel
import TestSupport
import Testing

/// The small HAR files of the security audit through the built program: nothing of a secret reaches a file or what is
/// printed, and what was imported answers.
@Suite(.enabled(if: SharedFiles.available), .timeLimit(.minutes(10))) struct AuditedHARTests {
  private static let secrets: [(files: [String], texts: [String])] = [
    (["cross-later", "cross-earlier"], ["XentrySecret0123456789abc"]),
    (["pct-lower", "pct-upper", "pct-part"], ["aB3+xYz/9Qk=LmTtWw"]),
    (["json-u002b"], ["aB3+xYz/9Q&kLm<7>Tt=="]), (["json-u00e9"], ["aB3xYz9QkLm7TtéÜ9"]),
    (["form-plus"], ["correct horse battery"]), (["cookie-decoded"], ["Sess10nValue99"]),
    (["token-wrapped"], ["TokTokTok12346"]), (["basic-user-key"], ["FreshKey123456789"]),
    (["gzip-kept", "deflate-kept"], (0..<60).map { "PlantedSecretValue00\($0 < 10 ? "0" : "")\($0)" }),
    (["string-deep"], ["DeepInString0001"]), (["string-ndjson"], ["NdInString0001"]),
    (["string-form"], ["FormInString01"]), (["secret-object"], ["ObjInSecret00001"]), (["braces"], ["MySecretPw99"]),
    (["sts-xml"], ["PlantedPlantedPlantedPlantedPlantedSecre", "PlantedSessionToken", "ASIAEXAMPLEEXAMPLE00"]),
    (["multipart-lf"], ["LfMultipart00001"]), (["profile-otp"], ["OtpOtpOtp0001"]),
  ]

  @Test func `no secret of them is written or printed`() throws {
    let place = try Workplace()
    let made = try Subprocess.run(
      "python3", ["\(SharedFiles.folder)/cases/security/small_hars.py", "\(place.folder.path)/h"])
    try #require(made.status == 0, "\(made.error)")
    let files = try place.folder.files().keys.filter { $0.hasSuffix(".har") }
    #expect(files.count == Self.secrets.reduce(0) { $0 + $1.files.count })
    for (names, texts) in Self.secrets {
      for name in names {
        let imported = try place.run(
          "import", "h/\(name).har", "-c", name, "--api", "demo=https://api.demo.test")
        #expect(imported.status == 0, "\(name): \(imported.error)")
        let shown = try place.run("show", name, "1")
        #expect(shown.status == 0)
        let written = try place.folder.files().filter { $0.key.hasPrefix("Cassettes/\(name)/") }
        #expect(written.count >= 2)
        let all = written.values.flatMap { $0 } + imported.outputBytes + imported.errorBytes + shown.outputBytes
        let found = SecretTraces(of: texts).found(in: String(decoding: all, as: UTF8.self))
        #expect(found.isEmpty, "\(name): \(found)")
      }
    }
  }
}
