import JSONModel

/// References, and schemas that apply to the same value.
extension SchemaCompiler {
  mutating func referenceChecks(_ keywords: SchemaKeywords) throws(SchemaProblem) -> [Instruction] {
    var checks: [Instruction] = []
    for keyword in [Keyword.ref, .dynamicRef, .recursiveRef] {
      guard let text = try keywords.text(keyword), let value = keywords[keyword] else { continue }
      guard let target = try target(of: text, keywords, value) else {
        checks.append(Instruction(operation: .unresolved, place: place(keyword, of: keywords)))
        continue
      }
      let block = try block(SchemaLocation(document: target.document, node: target.node))
      let place = place(keyword, of: keywords)
      if let name = dynamicName(keyword, target) {
        let rule = dynamicRule(name, block)
        checks.append(Instruction(operation: .dynamicReference, a: rule, place: place))
      } else {
        checks.append(Instruction(operation: .reference, a: block, place: place))
      }
    }
    return checks
  }

  /// Nil where it leads to nothing and that may be.
  private mutating func target(
    of text: String, _ keywords: SchemaKeywords, _ value: JSONCursor
  ) throws(SchemaProblem) -> SchemaIndex.Target? {
    do throws(SchemaProblem) {
      let target = try index.target(of: text, from: keywords.resource, at: value.place)
      let schema = index.cursor(target.document, target.node)
      guard schema.kind == .object || schema.kind == .bool else {
        throw SchemaProblem(.notASchema(schema.kind), at: value.place)
      }
      return target
    } catch {
      if options.references == .mayLeadNowhere { return nil }
      throw error
    }
  }

  /// The anchor to look for on the way; nil where the reference leads to one place only. `$recursiveAnchor` has no name.
  private func dynamicName(_ keyword: Keyword, _ target: SchemaIndex.Target) -> String? {
    switch keyword {
    case .dynamicRef:
      target.anchor.flatMap { index.resources[target.resource].anchors[$0]?.isDynamic == true ? $0 : nil }
    case .recursiveRef: index.resources[target.resource].isRecursive ? "" : nil
    default: nil
    }
  }

  private mutating func dynamicRule(_ name: String, _ fallback: UInt32) -> UInt32 {
    let key = DynamicKey(name: name, fallback: fallback)
    if let number = dynamicNumbers[key] { return number }
    let number = UInt32(program.dynamics.count)
    dynamicNumbers[key] = number
    program.dynamics.append(DynamicRule(name: name, fallback: fallback))
    return number
  }

  /// Looks up the dynamic anchors of the resources that there are by now. Whether there were new ones.
  mutating func addDynamicTargets() throws(SchemaProblem) -> Bool {
    var isNew = false
    for rule in program.dynamics.indices {
      let known = program.dynamics[rule].targets.count
      if known < resources.count { isNew = true }
      guard program.dynamics.count * resources.count <= options.maxParts else {
        throw SchemaProblem(.tooLarge(limit: options.maxParts), at: index.documents[0].root.place)
      }
      for number in known..<resources.count {
        let resource = index.resources[resources[number]]
        let name = program.dynamics[rule].name
        var target: Int32 = -1
        if name.isEmpty, resource.isRecursive {
          target = Int32(try block(SchemaLocation(document: resource.document, node: resource.node)))
        } else if let anchor = resource.anchors[name], anchor.isDynamic {
          target = Int32(try block(SchemaLocation(document: resource.document, node: anchor.node)))
        }
        program.dynamics[rule].targets.append(target)
      }
    }
    return isNew
  }

  mutating func combinationChecks(_ keywords: SchemaKeywords) throws(SchemaProblem) -> [Instruction] {
    var checks: [Instruction] = []
    for (keyword, operation) in [
      (Keyword.allOf, Instruction.Operation.allOf), (.anyOf, .anyOf), (.oneOf, .oneOf),
    ] {
      guard let list = try blocks(keyword, of: keywords) else { continue }
      checks.append(
        Instruction(operation: operation, a: list.from, b: list.to, place: place(keyword, of: keywords)))
    }
    if let value = keywords[.not] {
      let block = try block(value, in: .not, of: keywords)
      checks.append(Instruction(operation: .not, a: block, place: place(.not, of: keywords)))
    }
    if let value = keywords[.if] {
      let condition = try block(value, in: .if, of: keywords)
      var branches: [UInt32] = []
      for keyword in [Keyword.then, .else] {
        if let schema = keywords[keyword] {
          branches += [try block(schema, in: keyword, of: keywords), place(keyword, of: keywords)]
        } else {
          branches += [.max, 0]
        }
      }
      program.lists += branches
      checks.append(
        Instruction(
          operation: .branch, a: condition, b: UInt32(program.lists.count - branches.count),
          place: place(.if, of: keywords)))
    }
    return checks
  }

  /// Keywords that only say something about the value.
  mutating func annotations(_ keywords: SchemaKeywords) -> [Instruction] {
    var said: [Instruction] = []
    for keyword in keywords.order {
      switch keyword {
      case .readOnly where options.direction == .write && keywords[.readOnly]?.bool == true,
        .writeOnly where options.direction == .read && keywords[.writeOnly]?.bool == true:
        said.append(Instruction(operation: .noted, place: place(keyword, of: keywords)))
      case .title, .description, .default, .examples, .deprecated, .readOnly, .writeOnly, .discriminator, .xml,
        .externalDocs, .example, .format:
        said.append(Instruction(operation: .annotation, place: place(keyword, of: keywords)))
      default: continue
      }
    }
    guard keywords.dialect.unknownKeywordsAnnotate else { return said }
    return said
      + keywords.unknown.map { Instruction(operation: .annotation, place: place($0.value, keywords.document)) }
  }

  /// The same of strings only.
  mutating func contentAnnotations(_ keywords: SchemaKeywords) -> [Instruction] {
    var said: [Keyword] = [.contentEncoding, .contentMediaType].filter { keywords[$0] != nil }
    if keywords[.contentSchema] != nil, keywords[.contentMediaType] != nil { said.append(.contentSchema) }
    return said.map { Instruction(operation: .annotation, place: place($0, of: keywords)) }
  }
}
