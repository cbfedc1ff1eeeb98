import CorpusReplay
import ForeignFormats
import HTTPModel
import JSONModel
import RecordReplay

/// The readers of HAR files and of the cassettes of VCR's form: what they take can be stored, is the same when it is loaded
/// again, and answers the requests that it holds.
enum FuzzHAR {
  static let fuzzer = Fuzzer(
    "FuzzHAR", seeds: HARSeeds.all + VCRSeeds.all,
    shared: SharedInputs(["recordings"], endingIn: [".har", ".yml", ".yaml"], upTo: 64 << 10),
    large: HARSeeds.large + VCRSeeds.large, check: check)

  private static let folder = ScratchFolder("har")

  static func check(_ bytes: [UInt8]) { _ = imported(bytes) }

  /// Checks files that are made by chance; says how many of them gave interactions.
  static func generated(_ count: UInt64, from first: UInt64) {
    var files = 0, interactions = 0
    for seed in first..<(first + count) {
      var generator = HARGenerator(seed: seed)
      let number = imported(generator.next())
      files += number > 0 ? 1 : 0
      interactions += number
    }
    print("FuzzHAR: \(count) files, \(files) of them with \(interactions) interactions, nothing found")
  }

  /// How many interactions came of it.
  private static func imported(_ bytes: [UInt8]) -> Int {
    let har: ForeignRecording
    do throws(RecordingError) {
      har = try RecordingReader.read(bytes, file: "a.har")
    } catch {
      // Of what is compressed, or UTF-16, places are those of the text.
      if let position = error.place.position, let first = bytes.first, (32..<127).contains(first) {
        require(position.offset <= bytes.count, "\(error) lies behind the end")
      }
      return 0
    }
    // An API of its own for each of a few origins; the rest is refused.
    var apis: [API] = []
    for entry in har.entries.prefix(20) {
      let url = entry.exchange.request.url
      if apis.api(for: url) == nil, let base = BaseURL(url.origin.description) {
        apis.append(API(name: "api-\(apis.count)", hosts: [base]))
      }
    }
    var cassette = Cassette(newAt: "\(folder.path)/cassette")
    let refused: Int
    do throws(RecordingError) {
      refused = try RecordingImport.add(har, file: "a.har", apis: apis, to: &cassette).refused.count
    } catch {
      return 0
    }
    require(cassette.count + refused == har.count, "an entry is lost")
    let loaded = har.entries.count < 100 ? saved(cassette) : cassette
    if refused == har.refused.count { replay(har, loaded, apis) }
    return cassette.count
  }

  private static func saved(_ cassette: Cassette) -> Cassette {
    folder.empty()
    do throws(CassetteError) {
      try cassette.save()
      let loaded = try Cassette(loading: cassette.path)
      require(try loaded.interactions == cassette.interactions, "an interaction is loaded as another")
      require(loaded.manifest == cassette.manifest, "the manifest is loaded as another")
      return loaded
    } catch {
      require(false, "what was imported cannot be saved and loaded: \(error)")
      return cassette
    }
  }

  /// Each request in its turn gets an answer, its own; or hears that the file did not hold it.
  private static func replay(_ har: ForeignRecording, _ cassette: Cassette, _ apis: [API]) {
    let replayer = Replayer(cassette: cassette, apis: apis)
    for (index, entry) in har.entries.prefix(50).enumerated() {
      let name = cassette.name(at: index)
      switch immediately({ await replayer.respond(to: entry.exchange.request).outcome }) {
      case .miss(let miss):
        let isMissing = miss.reason == .bodyMissing && entry.missing.response != nil
        require(isMissing, "\(miss.method) \(miss.url) was imported and is a miss: \(miss)")
        require(miss.closest?.interaction == name, "\(name) misses the body of another interaction")
      case .failure(let failure): require(failure.replayedFrom == name, "\(name) is answered by another interaction")
      case .response(let response):
        require(response.replayedFrom == name, "\(name) is answered by another interaction")
        require(entry.missing.response == nil, "\(name) has no body, and is answered")
      }
    }
  }
}
