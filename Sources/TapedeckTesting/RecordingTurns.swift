/// Tests that record into one cassette do so one after another.
actor RecordingTurns {
  /// By the cassette's folder: those who wait for whoever has it.
  private var waiting: [String: [CheckedContinuation<Void, Never>]] = [:]

  /// One for the process, as there is one disk.
  static let all = RecordingTurns()

  func take(_ folder: String) async {
    if waiting[folder] == nil {
      waiting[folder] = []
    } else {
      await withCheckedContinuation { waiting[folder]?.append($0) }
    }
  }

  func give(_ folder: String) {
    guard let first = waiting[folder]?.first else {
      waiting[folder] = nil
      return
    }
    waiting[folder]?.removeFirst()
    first.resume()
  }
}
