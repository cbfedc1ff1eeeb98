import HTTPModel

/// What a cassette has to say to a preflight.
enum PreflightAnswer {
  /// These answer it, in turn.
  case recorded([Int])
  /// None was recorded, but what it asks about was.
  case made(Response)
  /// What comes nearest, where anything does, and what it does not allow.
  case none(Miss.Closest?)
}

extension Replayer {
  /// So many interactions are read again for one preflight.
  private static let maxAccessesRead = 200

  /// First those that were recorded for the same question; then those that allow what is asked; then the answer to the
  /// request that the page means to send, where it allows that. `found` are the interactions that fit as a request does.
  func answer(to preflight: Preflight, _ request: Request, found: [Int], api: Int) -> PreflightAnswer {
    let recorded = read(found.isEmpty ? interactions(request, .options, api: api) : found)
    let same = recorded.filter { Preflight($0.interaction.request.method, $0.interaction.request.headers) == preflight }
    if !same.isEmpty { return .recorded(same.map(\.index)) }
    let allowing = recorded.filter { PageAccess($0.interaction)?.mismatches(to: preflight).isEmpty ?? false }
    if !allowing.isEmpty { return .recorded(allowing.map(\.index)) }
    var closest: Miss.Closest?
    for (index, interaction) in read(interactions(request, preflight.method, api: api)) {
      guard let access = PageAccess(interaction) else { continue }
      let mismatches = access.mismatches(to: preflight), name = cassette.name(at: index)
      if mismatches.isEmpty { return .made(access.response(to: preflight, name: name)) }
      if mismatches.count < closest?.mismatches.count ?? .max {
        closest = Miss.Closest(interaction: name, mismatches: mismatches)
      }
    }
    return found.isEmpty ? .none(closest) : .recorded(found)
  }

  private func interactions(_ request: Request, _ method: HTTPMethod, api: Int) -> [Int] {
    var asked = request
    asked.method = method
    guard let received = received(asked, api: api) else { return [] }
    return matcher.interactions(
      for: redactor.stored(asked, api: apis[api]), received: received, api: api, load: recordedRequest)
  }

  private func read(_ indices: [Int]) -> [(index: Int, interaction: Interaction)] {
    indices.prefix(Replayer.maxAccessesRead).compactMap { index in
      (try? cassette.interaction(at: index)).map { (index, $0) }
    }
  }
}
