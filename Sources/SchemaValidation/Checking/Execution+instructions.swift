import JSONModel

extension Execution {
  /// Whether a value passes one check. The check is for its kind.
  @inline(never) mutating func check(_ check: UnsafePointer<Instruction>, _ node: Int, _ frame: Int) -> Bool {
    let a = check.pointee.a, size = Int(check.pointee.a)
    switch check.pointee.operation {
    case .maximum, .minimum, .exclusiveMaximum, .exclusiveMinimum, .multipleOf, .numberFormat:
      return number(check, node)
    case .minLength: return result(length(node, isAtLeast: size), check, node)
    case .maxLength: return result(!length(node, isAtLeast: size + 1), check, node)
    case .pattern: return result(search(size, node), check, node)
    case .format: return check.pointee.isAnnotation ? noteFormat(check, node) : result(format(check, node), check, node)
    case .content:
      return check.pointee.isAnnotation ? noteContent(check, node) : result(content(check, node), check, node)
    case .minItems, .minProperties: return result(nodes[node].size >= size, check, node)
    case .maxItems, .maxProperties: return result(nodes[node].size <= size, check, node)
    case .uniqueItems: return hasUniqueItems(check, node)
    case .prefixItems: return prefixItems(check, node, frame)
    case .items: return items(check, node, frame)
    case .contains: return contains(check, node, frame)
    case .members: return members(program.members + size, node, frame)
    case .dependencies: return dependencies(check, node, frame)
    case .choice: return result(choice(program.choices + size, node), check, node)
    case .reference: return run(a, node, frame, via: check.pointee.place)
    case .dynamicReference: return run(target(program.dynamics + size), node, frame, via: check.pointee.place)
    case .allOf: return allOf(check, node, frame)
    case .anyOf, .oneOf: return alternatives(check, node, frame)
    case .discriminated: return discriminated(program.discriminated + size, node, frame)
    case .not: return not(check, node, frame)
    case .branch: return branch(check, node, frame)
    case .unevaluatedItems, .unevaluatedProperties: return unevaluated(check, node, frame)
    case .annotation:
      if Mode.records { recorder.say(check.pointee.place, node, .value) }
      return true
    case .noted:
      if Mode.describes { described.note(check.pointee.place, node) }
      return true
    case .unresolved:
      unresolved += 1
      return result(false, check, node)
    }
  }

  /// The branch that the text of one member chooses; a value that chooses none fits none.
  private mutating func discriminated(
    _ rule: UnsafePointer<DiscriminatedRule>, _ node: Int, _ frame: Int
  ) -> Bool {
    guard spend(nodes[node].size) else { return false }
    var chosen: Int32 = -1
    var key = node + 1
    for _ in 0..<nodes[node].size {
      let value = key + 1
      if slot(rule.pointee.name, key) != nil {
        // Of one that stands several times each must fit.
        guard nodes[value].packed & 7 == UInt32(JSONKind.string.rawValue), let slot = slot(rule.pointee.texts, value),
          chosen < 0 || chosen == slot.pointee.value
        else { return false }
        chosen = slot.pointee.value
      }
      key = Int(nodes[value].next)
    }
    return chosen >= 0 && run(UInt32(chosen), node, frame)
  }
}
