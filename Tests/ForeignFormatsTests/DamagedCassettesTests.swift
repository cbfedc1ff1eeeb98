import ForeignFormats
import TestSupport
import Testing

/// Cassettes of VCR, vcrpy and Betamax that are broken, or odd: each is one clear error, or is read.
@Suite(.enabled(if: SharedFiles.available)) struct DamagedCassettesTests {
  static let folder = "recordings/foreign/damaged"

  /// By file: the error, without the file's name; nil where it is read.
  static let expected: [(file: String, error: String?)] = [
    ("vcr/alias-bomb.yml", "7:26: more than 4000000 values, aliases written out"),
    ("vcr/base64-broken.yml", "31:22: not valid Base64"), ("vcr/empty-list.yml", nil),
    ("vcr/empty.yml", " the file is empty"),
    // What ERB would have made is not known; that is said, see VCRReaderTests.
    ("vcr/erb.yml", nil), ("vcr/header-value-scalar.yml", nil),
    ("vcr/interactions-not-a-list.yml", "3:3: \"http_interactions\" is an object, it must be an array"),
    ("vcr/no-body.json", "1:323: the member \"body\" is missing"),
    ("vcr/no-response.yml", "3:3: the member \"response\" is missing"),
    ("vcr/no-uri.yml", "4:5: the member \"uri\" is missing"),
    // Its name says that it is compressed, which it is not; its text is cut short.
    ("vcr/not-zlib.zz", "22:11: ':' was expected after the key on line 22"),
    (
      "vcr/only-header.yml",
      "2:1: not a recording that import knows: a HAR file has \"log\", a cassette of VCR or Betamax "
        + "\"http_interactions\", one of vcrpy \"interactions\""
    ),
    ("vcr/ruby-object.yml", "39:15: the tag !ruby/object:Gem::Requirement has no meaning in JSON"),
    ("vcr/status-code-text.yml", "20:13: \"code\" is a string, it must be a number"),
    ("vcr/truncated-in-string.yml", "39:22: the quoted text that begins on line 39 does not end"),
    ("vcr/truncated.json", "1:749: the JSON text ends too early"),
    ("vcr/truncated.yml", "19:5: the member \"body\" is missing"),
    ("vcr/truncated.zz", " the compressed file cannot be read: the coded body ends too early"),
    ("vcr/unknown-encoding.yml", "38:17: unknown encoding"),
    ("vcr/vcr-1.yml", "2:3: written by VCR 1; convert it with VCR 2's own rake task (vcr:migrate_cassettes)"),
    ("vcrpy/no-response.yaml", "2:3: the member \"response\" is missing"),
    (
      "vcrpy/no-version.yaml",
      "1:1: the member \"version\" is missing: the file was cut short, or vcrpy before 1.0 wrote it"
    ),
    ("vcrpy/python-object.yaml", "19:15: the tag !!python/object/apply:os.getcwd has no meaning in JSON"),
    ("vcrpy/status-number.yaml", "35:13: \"status\" is a number, it must be an object"),
    (
      "vcrpy/truncated.yaml",
      "1:1: the member \"version\" is missing: the file was cut short, or vcrpy before 1.0 wrote it"
    ),
    ("vcrpy/version-2.yaml", "38:10: unknown version; vcrpy has version 1 only"),
    ("betamax/base64-broken.json", "1:394: not valid Base64"),
    ("betamax/response-null.json", "1:346: \"response\" is null, it must be an object"),
    ("betamax/truncated.json", "1:783: the JSON text ends too early"),
  ]

  static let files: [String] = ["vcr", "vcrpy", "betamax"].flatMap { tool in
    let all = (try? SharedFiles.files(under: "\(SharedFiles.folder)/\(folder)/\(tool)", endingIn: [""])) ?? []
    return all.map { "\(tool)/\($0)" }
  }

  @Test func `there are 20 of VCR's, 6 of vcrpy's and 3 of Betamax's`() {
    #expect(Self.files.count == 29)
    #expect(Set(Self.files) == Set(Self.expected.map(\.file)))
  }

  @Test(arguments: expected)
  func `each is one clear error, or is read`(file: String, error: String?) throws {
    let bytes = try SharedFiles.bytes("\(Self.folder)/\(file)")
    var found: String?
    do throws(RecordingError) {
      let recording = try RecordingReader.read(bytes, file: "f")
      if let first = recording.refused.first { throw RecordingError(first.reason, at: first.place) }
    } catch {
      found = String(error.description.dropFirst(2))
    }
    #expect(found == error)
  }
}
