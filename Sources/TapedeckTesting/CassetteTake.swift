import HTTPModel
import RecordReplay

/// One test's use of a cassette, from its beginning to what is to be said at its end.
struct CassetteTake: Sendable {
  let use: CassetteUse
  let settings: TestSettings
  let session: CassetteSession
  let name: SessionName
  let server: TestServer
  /// Nil where the test records.
  let replayer: Replayer?
  let recording: TestRecording?
  /// What makes one doubt the cassette, whatever the test does.
  var doubts: [String] = []

  struct Finding: Hashable, Sendable {
    let text: String
    /// Else it is only a warning.
    let isFailure: Bool
  }

  /// Ends the session. A test that has thrown says nothing of what it did not ask for any more.
  func end(hasThrown: Bool) async -> [Finding] {
    server.entrance.close(name.text)
    _ = try? server.sessions.end(name)
    var findings = doubts.map { Finding(text: $0, isFailure: settings.isStrict) }
    if let replayer { findings += missed(replayer) + (hasThrown ? [] : unused(replayer)) }
    if let recording {
      findings += recording.finish(isWhole: !hasThrown).map { Finding(text: $0, isFailure: true) }
      await RecordingTurns.all.give(recording.folder)
    }
    return findings
  }

  private func missed(_ replayer: Replayer) -> [Finding] {
    let kept = replayer.misses
    let rest = replayer.missCount - kept.count
    let hint = settings.isStrict ? "" : "\n  or by this test: TAPEDECK_MODE=new_episodes swift test"
    return kept.map { Finding(text: "miss: \(MissReport($0).text)\(hint)", isFailure: true) }
      + (rest > 0 ? [Finding(text: "\(rest) further misses", isFailure: true)] : [])
  }

  private func unused(_ replayer: Replayer) -> [Finding] {
    let names = replayer.unused
    if names.isEmpty || use.unused == .ignore { return [] }
    let text = """
      unused: \(names.joined(separator: ", "))
        the test did not ask for \(names.count) of \(replayer.cassette.count) interactions in \(replayer.cassette.path)
        if that is meant: .cassette("\(use.cassette)", unused: .ignore)
      """
    return [Finding(text: text, isFailure: true)]
  }

  static func doubts(about cassette: Cassette) -> [String] {
    var doubts: [String] = []
    if !cassette.manifest.complete {
      doubts.append("\(cassette.path) is incomplete: its recording was cut off, or left something out")
    }
    if let line = cassette.tornLine {
      doubts.append("\(cassette.path)/interactions.jsonl:\(line): the last line is incomplete and is left out")
    }
    let edited = (0..<min(cassette.count, CassetteTake.checkedInteractions)).filter { position in
      guard let interaction = try? cassette.interaction(at: position), interaction.recorded.origin != .edited else {
        return false
      }
      return ((try? interaction.origin) ?? .edited) == .edited
    }
    if !edited.isEmpty {
      let names = edited.map { cassette.name(at: $0) }.joined(separator: ", ")
      doubts.append("edited since they were recorded (their digests no longer fit): \(names)")
    }
    return doubts
  }

  /// Of so many the digests are checked for each test.
  private static let checkedInteractions = 100
}
