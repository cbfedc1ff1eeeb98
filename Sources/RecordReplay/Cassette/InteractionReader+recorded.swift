import Clocks
import HTTPModel
import JSONModel

extension InteractionReader {
  func recorded(_ place: JSONCursor) throws(ShapeError) -> Provenance {
    var members = try JSONMembers(place)
    let origin = try members.required("origin")
    let from = members.optional("from")
    let at = members.optional("at"), duration = members.optional("duration")
    var recorded = Provenance(
      try self.origin(origin, from: from),
      protocol: try members.optional("protocol").map { place throws(ShapeError) in
        try place.requireCase(HTTPVersion.self)
      })
    if let at {
      guard let instant = Instant(try at.requireString()) else { throw at.wrong("is not an RFC 3339 date-time") }
      recorded.at = instant
    }
    if let duration {
      guard let value = Duration(text: try duration.requireString()) else {
        throw duration.wrong("is not a duration such as \"84ms\"")
      }
      recorded.duration = value
    }
    if let digest = members.optional("digest") {
      var digests = try JSONMembers(digest)
      recorded.digests = Provenance.Digests(
        request: try digests.string("request"), response: try digests.string("response"))
      try digests.finish()
    }
    try members.finish()
    return recorded
  }

  private func missing(_ place: JSONCursor?) throws(ShapeError) -> Provenance.Missing {
    guard let place else { return Provenance.Missing() }
    var members = try JSONMembers(place)
    let missing = Provenance.Missing(request: try members.string("request"), response: try members.string("response"))
    try members.finish()
    return missing
  }

  private func origin(_ place: JSONCursor, from: JSONCursor?) throws(ShapeError) -> Provenance.Origin {
    let name = try place.requireString()
    if let from, name != "imported" { throw from.wrong("is only allowed where the origin is \"imported\"") }
    switch name {
    case "recorded": return .recorded
    case "documented": return .documented
    case "edited": return .edited
    case "imported":
      guard let from else { throw place.wrong("is \"imported\", so a member \"from\" must say from what") }
      var members = try JSONMembers(from)
      let source = Provenance.Source(
        tool: try members.required("tool").requireString(), file: try members.required("file").requireString(),
        lost: try members.strings("lost"), missing: try missing(members.optional("missing")))
      try members.finish()
      return .imported(source)
    default: throw place.wrong("must be one of recorded, imported, documented, edited")
    }
  }
}
