/// What a test's cassette is for.
public enum CassetteMode: String, CaseIterable, Sendable {
  /// It answers; nothing reaches the network.
  case none
  /// A cassette that is not there yet is recorded; one that is answers.
  case once
  /// It answers what it holds; the rest is asked and recorded.
  case newEpisodes = "new_episodes"
  /// All that the test asks for is asked and recorded again, in the place of what the cassette holds; the rest of it
  /// stays.
  case all
}
