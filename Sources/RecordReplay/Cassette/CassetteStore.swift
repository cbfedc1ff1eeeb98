/// Where a cassette keeps interactions. It keeps none in memory: each is read whenever it is asked for.
protocol CassetteStore: Sendable {
  /// How many there are.
  var count: Int { get }
  /// Reads and checks the one at `index`, from 0; its name begins with a number.
  func interaction(at index: Int) throws(CassetteError) -> Interaction
  /// What is wrong with the one at `index`, with its place.
  func error(_ reason: String, at index: Int) -> CassetteError
}
