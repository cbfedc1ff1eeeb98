import JSONModel

/// The tools that write cassettes in VCR's form, each in its own way.
enum VCRDialect {
  /// VCR, in Ruby: `http_interactions`.
  case vcr
  /// Betamax, in Python: the same with a name in `recorded_with`.
  case betamax
  /// Vcrpy, in Python: `interactions`.
  case vcrpy

  /// By what the root holds; nil where that is something else.
  init?(_ root: JSONCursor) {
    if root["http_interactions"] != nil {
      self = root["recorded_with"]?.string?.lowercased().hasPrefix("betamax") ?? false ? .betamax : .vcr
    } else if root["interactions"] != nil, root["metadata"] == nil {
      // A pact has interactions too, and metadata.
      self = .vcrpy
    } else {
      return nil
    }
  }

  var list: String { self == .vcrpy ? "interactions" : "http_interactions" }

  var name: String {
    switch self {
    case .vcr: "VCR"
    case .betamax: "Betamax"
    case .vcrpy: "vcrpy"
    }
  }

  /// Whether the text of a header field is one character a byte, as Python reads fields.
  var hasLatinHeaders: Bool { self != .vcr }

  /// What no file holds.
  var alwaysLost: [String] {
    let all = ["how bodies were framed", "trailers", "1xx responses", "how long answers took"]
    return switch self {
    case .vcr:
      all + ["codings that its hooks undid", "header fields and query as they were spelled, ordered and repeated"]
    case .betamax: all + ["all but the last of equal requests, where it recorded all"]
    case .vcrpy: all + ["codings that it undid", "the order of header fields", "when it recorded"]
    }
  }
}
