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

  static func check(_ bytes: [UInt8]) {
    let har: ForeignRecording
    do throws(RecordingError) {
      har = try RecordingReader.read(bytes, file: "a.har")
    } catch {
      // Of what is compressed, or UTF-16, places are those of the text.
      if let position = error.place.position, let first = bytes.first, (32..<127).contains(first) {
        require(position.offset <= bytes.count, "\(error) lies behind the end")
      }
      return
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
      return
    }
    require(cassette.count + refused == har.entries.count, "an entry is lost")
    if har.entries.count < 100 { save(cassette) }
    if refused == 0 { replay(har, cassette, apis) }
  }

  private static func save(_ cassette: Cassette) {
    folder.empty()
    do throws(CassetteError) {
      try cassette.save()
      let loaded = try Cassette(loading: cassette.path)
      require(try loaded.interactions == cassette.interactions, "an interaction is loaded as another")
      require(loaded.manifest == cassette.manifest, "the manifest is loaded as another")
    } catch {
      require(false, "what was imported cannot be saved and loaded: \(error)")
    }
  }

  /// Each request in its turn gets an answer, and gets its own.
  private static func replay(_ har: ForeignRecording, _ cassette: Cassette, _ apis: [API]) {
    let replayer = Replayer(cassette: cassette, apis: apis)
    for entry in har.entries.prefix(50) {
      switch immediately({ await replayer.respond(to: entry.exchange.request).outcome }) {
      case .miss(let miss): require(false, "\(miss.method) \(miss.url) was imported and is a miss: \(miss)")
      case .failure, .response: break
      }
    }
  }
}
