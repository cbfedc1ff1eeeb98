import HTTPModel
import JSONModel

extension Matcher {
  /// Why a request does not fit a recorded one with captures; empty exactly where it does. `shown` is the request as it
  /// may be printed, its secrets replaced. The number is that of all mismatches but those of method and path.
  func mismatches(
    _ recorded: StoredRequest, _ captures: [Capture], to received: ReceivedRequest, shown: ReceivedRequest,
    _ rules: MatchRules
  ) -> (details: Int, all: [Mismatch]) {
    let holes = RequestHole.list(recorded, captures, rules)
    let values = received.values(at: holes), shownValues = shown.values(at: holes)
    // A place that is there is explained here, whether it fits or not, and nowhere else.
    let mask = PlaceMask(anythingAt: zip(holes, values).filter { $1 != nil }.map(\.0.place), isExact: true)
    let unfit = zip(holes, zip(values, shownValues)).compactMap { hole, values -> Mismatch? in
      guard let value = values.0, !hole.fits(value) else { return nil }
      return Mismatch(pointer: hole.label, recorded: hole.shown, received: (values.1 ?? value).shown(at: hole.place))
    }
    let mine = RequestFacts(recorded, rules, mask: mask), theirs = shown.facts(mask)
    let details = unfit + mine.detailMismatches(to: theirs)
    let all = unfit + mine.mismatches(to: theirs)
    return (details.count, Array(all.prefix(RequestFacts.maxMismatches)))
  }
}

extension RequestHole {
  /// Its text and what fits there: `{{keygen.token}} (digits:6)`.
  fileprivate var shown: String {
    "\(RequestFacts.shown(text)) (\(pattern.holes.prefix(5).map { "\($0.format)" }.joined(separator: ", ")))"
  }
}

extension CaptureSource.Value {
  fileprivate func shown(at place: RequestPlace) -> String {
    switch (self, place) {
    case (.text(let text), .json):
      RequestFacts.shown(JSONValue.string(String(decoding: text, as: UTF8.self)).bytes())
    case (.text(let text), _), (.number(let text), _): RequestFacts.shown(text)
    case (.other(let kind), _): "\(kind)"
    }
  }
}
