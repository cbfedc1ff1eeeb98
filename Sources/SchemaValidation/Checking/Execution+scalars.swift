import JSONModel

extension Execution {
  mutating func isInteger(_ node: Int, _ integers: Block.Integers) -> Bool {
    let text = source(node)
    if ExactNumber.int(text) != nil { return true }
    guard spend(text.count &>> 5) else { return false }
    if integers == .written { return text.allSatisfy { $0 >= 48 && $0 <= 57 || $0 == UInt8(ascii: "-") } }
    return ExactNumber(text).isWhole
  }

  mutating func number(_ check: UnsafePointer<Instruction>, _ node: Int) -> Bool {
    let text = source(node)
    if check.pointee.operation == .numberFormat {
      if check.pointee.isAnnotation {
        if Mode.describes, !program.formats[Int(check.pointee.a)].accepts(number: text) {
          described.note(check.pointee.place, node)
        }
        return true
      }
      return result(program.formats[Int(check.pointee.a)].accepts(number: text), check, node)
    }
    let limit = program.numbers + Int(check.pointee.a)
    if let int = ExactNumber.int(text), let bound = limit.pointee.int {
      switch check.pointee.operation {
      case .maximum: return result(int <= bound, check, node)
      case .minimum: return result(int >= bound, check, node)
      case .exclusiveMaximum: return result(int < bound, check, node)
      case .exclusiveMinimum: return result(int > bound, check, node)
      default: return result(int % bound == 0, check, node)
      }
    }
    guard spend(text.count &>> 5) else { return false }
    let number = ExactNumber(text)
    if check.pointee.operation == .multipleOf {
      guard spend(number.work(dividingBy: limit.pointee) &>> 4), let isMultiple = number.isMultiple(of: limit.pointee)
      else {
        giveUp(.tooMuchWork)
        return false
      }
      return result(isMultiple, check, node)
    }
    let order = ExactNumber.order(number, limit.pointee)
    switch check.pointee.operation {
    case .maximum: return result(order <= 0, check, node)
    case .minimum: return result(order >= 0, check, node)
    case .exclusiveMaximum: return result(order < 0, check, node)
    default: return result(order > 0, check, node)
    }
  }

  /// Keeps a failure.
  @inline(__always) mutating func result(
    _ isValid: Bool, _ check: UnsafePointer<Instruction>, _ node: Int, detail: Int32 = -1
  ) -> Bool {
    if Mode.records, !isValid { recorder.fail(check.pointee.place, node, detail: detail) }
    return isValid
  }

  mutating func format(_ check: UnsafePointer<Instruction>, _ node: Int) -> Bool {
    let format = program.formats[Int(check.pointee.a)]
    // To read an expression costs more than to go through a text.
    guard spend(nodes[node].length &>> (format == .regex ? 0 : 5)) else { return false }
    if nodes[node].isEscaped { return unescaped(node).withUnsafeBufferPointer { format.accepts($0) } }
    return format.accepts(source(node))
  }

  /// A format that is only said, but whoever asks is told where it does not fit.
  @inline(never) mutating func noteFormat(_ check: UnsafePointer<Instruction>, _ node: Int) -> Bool {
    if Mode.describes, !format(check, node) { described.note(check.pointee.place, node) }
    return true
  }

  mutating func content(_ check: UnsafePointer<Instruction>, _ node: Int) -> Bool {
    let content = program.contents + Int(check.pointee.a)
    guard spend(nodes[node].length &>> 2) else { return false }
    if nodes[node].isEscaped { return unescaped(node).withUnsafeBufferPointer { content.pointee.accepts($0) } }
    return content.pointee.accepts(source(node))
  }

  @inline(never) mutating func noteContent(_ check: UnsafePointer<Instruction>, _ node: Int) -> Bool {
    if Mode.describes, !content(check, node) { described.note(check.pointee.place, node) }
    return true
  }

  /// In characters of Unicode.
  @inline(__always) mutating func length(_ node: Int, isAtLeast least: Int) -> Bool {
    guard spend(nodes[node].length &>> 6) else { return false }
    if nodes[node].isEscaped { return unescaped(node).withUnsafeBufferPointer { $0.hasCharacters(least) } }
    return source(node).hasCharacters(least)
  }

  mutating func choice(_ rule: UnsafePointer<ChoiceRule>, _ node: Int) -> Bool {
    let kind = nodes[node].packed & 7
    if rule.pointee.kinds &>> kind & 1 == 0 { return false }
    switch JSONKind(rawValue: UInt8(kind)) {
    case .null: return rule.pointee.literals & 1 != 0
    case .bool: return rule.pointee.literals & (source(node).count == 4 ? 4 : 2) != 0
    case .string: return rule.pointee.texts >= 0 && slot(rule.pointee.texts, node) != nil
    case .number:
      let text = source(node)
      guard spend(text.count &>> 5) else { return false }
      var value: [UInt8] = []
      JSONNumber.appendValue(of: text, to: &value)
      return has(rule.pointee.numbers, value)
    default:
      guard spend(1 &+ nodes[node].length &>> 4) else { return false }
      var value: [UInt8] = []
      CanonicalJSON.append(node, nodes, bytes, to: &value)
      return has(rule.pointee.composites, value)
    }
  }

  private mutating func has(_ table: Int, _ text: [UInt8]) -> Bool {
    let keys = keys
    return table >= 0 && text.withUnsafeBufferPointer { keys.slot(table, $0) } != nil
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether a text has so many characters of Unicode, or more.
  @inline(__always) fileprivate func hasCharacters(_ least: Int) -> Bool {
    if count < least { return false }
    // None has more than four bytes.
    if count >= 4 &* least { return true }
    var found = 0
    for byte in self where byte & 0xC0 != 0x80 { found &+= 1 }
    return found >= least
  }
}
