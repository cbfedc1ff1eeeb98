import JSONModel
import QueryLanguages

/// Notes what an execution reads of its responses, each place once. A value: a copy goes on by itself.
struct ReadNotes {
  /// A read of a response, by the response's number.
  struct Note: Hashable {
    let read: Read
    let response: Int
  }

  private var seen: Set<Note> = []
  private var untold: [Note] = []

  /// A machine that reads more different places than this is told no more of them.
  private static let most = 100_000

  mutating func note(_ origin: ReadOrigin, _ use: Read.Use, state: String, field: String?) {
    for part in origin.parts where seen.count < ReadNotes.most {
      let note = Note(
        read: Read(pointer: part.pointer, state: state, field: field, use: use), response: part.response)
      if seen.insert(note).inserted { untold.append(note) }
    }
  }

  /// What was noted since this was last asked.
  mutating func takeNew() -> [Note] {
    defer { untold = [] }
    return untold
  }
}
