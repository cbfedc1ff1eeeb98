import CorpusReplay
import HTTPModel
import JSONModel
import RecordReplay

/// The cassette loader: what it takes is the same when it is saved and loaded again, and answers its own requests.
///
/// An input is the manifest and the files of interactions, with a record separator (0x1E) between two; an empty manifest
/// stands for a good one. Beside them lies a side file, `bodies/a`, and a link out of the folder, `bodies/link`.
enum FuzzCassette {
  static let fuzzer = Fuzzer("FuzzCassette", seeds: CassetteSeeds.all, large: CassetteSeeds.large, check: check)

  private static let folder = ScratchFolder("cassette"), again = ScratchFolder("cassette-again")

  static func check(_ bytes: [UInt8]) {
    let files = bytes.split(separator: 0x1E, maxSplits: 20, omittingEmptySubsequences: false)
    folder.empty()
    let manifest = files[0].isEmpty ? CassetteSeeds.manifest : Array(files[0])
    folder.write(manifest, to: "cassette.json")
    folder.write([0, 255, 10], to: "bodies/a")
    folder.link("/etc/hostname", at: "bodies/link")
    for (number, file) in files.dropFirst().enumerated() {
      folder.write(Array(file), to: "\(number < 9 ? "00" : "0")\(number + 1)-demo-GET.json")
    }
    let cassette: Cassette, interactions: [Interaction]
    do throws(CassetteError) {
      cassette = try Cassette(loading: folder.path)
      interactions = try cassette.interactions
    } catch {
      if let position = error.place.position {
        require(position.offset <= bytes.count + 100, "\(error) lies behind the end")
      }
      require(!error.description.isEmpty, "an error says nothing")
      return
    }
    require(interactions.count == files.count - 1, "an interaction is lost")
    save(cassette, interactions)
    pack(manifest, Array(files.dropFirst()), interactions)
    replay(cassette, interactions)
  }

  private static func save(_ cassette: Cassette, _ interactions: [Interaction]) {
    again.empty()
    var copy = Cassette(newAt: again.path, manifest: cassette.manifest)
    let unknown = API(name: "demo", hosts: [])
    for interaction in interactions {
      copy.append(interaction, api: API(name: interaction.api, hosts: unknown.hosts))
    }
    do throws(CassetteError) {
      try copy.save()
      let loaded = try Cassette(loading: again.path)
      require(try loaded.interactions == copy.interactions, "an interaction is loaded as another")
      require(loaded.manifest == cassette.manifest, "the manifest is loaded as another")
    } catch {
      require(false, "what was loaded cannot be saved and loaded: \(error)")
    }
  }

  /// The same interactions, one a line.
  private static func pack(_ manifest: [UInt8], _ files: [ArraySlice<UInt8>], _ interactions: [Interaction]) {
    var lines: [UInt8] = []
    for (file, interaction) in zip(files, interactions) {
      guard var json = try? JSONValue(parsing: Array(file)) else { return require(false, "it is no longer JSON") }
      json["name"] = .string(interaction.name)
      lines += json.bytes() + [10]
    }
    again.empty()
    again.write([0, 255, 10], to: "bodies/a")
    again.write(manifest, to: "cassette.json")
    again.write(lines, to: "interactions.jsonl")
    do throws(CassetteError) {
      require(try Cassette(loading: again.path).interactions == interactions, "a line is loaded as another")
    } catch {
      require(false, "what was loaded cannot be loaded packed: \(error)")
    }
  }

  private static func replay(_ cassette: Cassette, _ interactions: [Interaction]) {
    let apis = cassette.manifest.apis.map { API(name: $0.name, hosts: $0.hosts) }
    let replayer = Replayer(cassette: cassette, apis: apis)
    for interaction in interactions where interaction.direction == .outbound {
      let stored = interaction.request
      let request = Request(
        stored.method, stored.url.origin, stored.url.target, headers: stored.headers,
        body: .bytes((try? stored.body?.bytes) ?? []))
      let outcome = immediately { await replayer.respond(to: request).outcome }
      // Another API of the manifest may have the host, and a coding that is named may not be there.
      let isPlain = apis.api(for: stored.url)?.name == interaction.api && !stored.headers.contains("content-encoding")
      if isPlain, case .miss(let miss) = outcome { require(false, "an interaction's own request is a miss: \(miss)") }
      missing(request, replayer)
    }
  }

  /// A request that nothing fits is told the closest one.
  private static func missing(_ known: Request, _ replayer: Replayer) {
    var body: [UInt8] = []
    if case .bytes(let bytes) = known.body { body = Array(bytes.dropLast()) + [UInt8(ascii: " ")] }
    let request = Request(
      HTTPMethod(rawValue: "NEVER"), known.origin, known.target, headers: known.headers, body: .bytes(body))
    guard case .miss = immediately({ await replayer.respond(to: request).outcome }) else {
      return require(false, "what nobody recorded is answered")
    }
  }
}
