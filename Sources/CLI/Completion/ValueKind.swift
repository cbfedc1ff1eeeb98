import Findings
import PurchaseWorkflow
import Reporting

/// What may stand where a help page has a placeholder, as far as completion can tell.
enum ValueKind: Hashable, Sendable {
  case file, folder
  /// A cassette's name, or its folder.
  case cassette
  /// An interaction of the cassette before it.
  case interaction
  /// The name of an API that has a profile, and what is written behind it.
  case api(suffix: String)
  /// One of these.
  case words([String])
  /// One of these with an equals sign, and a file behind it.
  case filesBehind([String])

  /// Of an option's value; nil where nothing can be told of it.
  init?(of option: OptionDeclaration) {
    if !option.choices.isEmpty {
      self = .words(option.choices)
      return
    }
    switch option.value {
    case "FILE", "FILE[#PLACE]", "[API=]FILE", "[URI=]FILE": self = .file
    case "DIR": self = .folder
    case "C": self = .cassette
    case "API": self = .api(suffix: "")
    case "API=PORT": self = .api(suffix: "=")
    case "FORMAT=FILE": self = .filesBehind(FindingsReport.Format.allCases.map(\.rawValue))
    default: return nil
    }
  }

  /// Of a command's operand, by its placeholder without brackets and dots; `run|stop` is one of two words.
  init?(operand: String) {
    switch operand {
    case "FILE", "PATH": self = .file
    case "CASSETTE": self = .cassette
    case "INTERACTION": self = .interaction
    case "WORKFLOW": self = .words(Workflow.all.map(\.name))
    case "RULE": self = .words(FindingRule.all.map(\.id))
    default:
      guard operand.utf8.contains(UInt8(ascii: "|")) else { return nil }
      self = .words(operand.split(separator: "|").map(String.init))
    }
  }
}

extension CommandDeclaration {
  /// The placeholders of its operands, without brackets and dots. The last stands for all that follow it.
  var operandPlaceholders: [String] {
    operands.split(separator: " ").map { word in
      let name = word.filter { $0 != "[" && $0 != "]" }
      return name.hasSuffix("...") ? String(name.dropLast(3)) : String(name)
    }
  }

  /// What the operand at this position may be.
  func operandKind(at position: Int) -> ValueKind? {
    guard position < operandCount.upperBound else { return nil }
    let placeholders = operandPlaceholders
    return placeholders[..<min(placeholders.count, position + 1)].last.flatMap { ValueKind(operand: $0) }
  }
}
