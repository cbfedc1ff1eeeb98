public import JSONModel

/// The standard's own forms of a result (JSON Schema 2020-12 core, section 12.4). Of what is listed in one place, only the
/// first thousand are.
public enum SchemaOutput: Hashable, Sendable {
  /// Just `valid`.
  case flag
  /// Every failure, or every annotation, in one list.
  case basic
  /// Failures inside those that they cause.
  case detailed

  fileprivate static let limit = 1_000
}

extension Schema {
  public func output(_ form: SchemaOutput, of value: JSONCursor) -> JSONValue {
    let isValid = isValid(value)
    if form == .flag { return ["valid": .bool(isValid)] }
    let (recorder, stop) = record(value, annotations: isValid)
    let explanation = Explanation(self, recorder, value)
    let entry = traced.program.blocks[Int(self.entry)].place
    var root = explanation.unit(isValid, entry, step: 0, value.ordinal)
    if isValid {
      root["annotations"] = .array(recorder.annotations.prefix(SchemaOutput.limit).map { explanation.unit($0) })
    } else if let stop {
      root["error"] = .string(violation(stop, value).reason)
    } else if form == .basic {
      root["errors"] = .array(
        recorder.failures.indices.prefix(SchemaOutput.limit).map { explanation.unit(failure: $0, isNested: false) })
    } else {
      root["errors"] = .array(explanation.units(0, recorder.failures.count))
    }
    return root
  }
}

extension Explanation {
  fileprivate func unit(_ isValid: Bool, _ place: UInt32, step: Int32, _ node: Int) -> JSONValue {
    let way = way(to: place, from: step)
    var unit: JSONValue = ["valid": .bool(isValid), "keywordLocation": .string("\(way)")]
    let isReferred = way.tokens.contains { $0 == "$ref" || $0 == "$dynamicRef" || $0 == "$recursiveRef" }
    if let absolute = schema.absoluteLocation(of: place, isReferred: isReferred, ways) {
      unit["absoluteKeywordLocation"] = .string(absolute)
    }
    unit["instanceLocation"] = .string(
      "\(JSONPointer(tokens: ways.tokens(from: value, to: value.other(node), in: WayMemo.instance)))")
    return unit
  }

  fileprivate func unit(_ said: Recorder.Annotation) -> JSONValue {
    var unit = unit(true, said.place, step: said.step, Int(said.node))
    unit["annotation"] = annotation(said).value
    return unit
  }

  fileprivate func unit(failure number: Int, isNested: Bool, level: Int = 0) -> JSONValue {
    let failure = recorder.failures[number]
    var unit: JSONValue
    if failure.kind == .branch {
      // The schema that failed, as its first cause's step leads to it.
      let inner = recorder.failures[Int(failure.first)]
      unit = self.unit(false, branchPlace(failure), step: branchStep(failure, inner), Int(failure.node))
      unit["error"] = "does not fit"
    } else {
      unit = self.unit(false, failure.place, step: failure.step, Int(failure.node))
      unit["error"] = .string(violation(number).reason)
    }
    let isDeeper = isNested && failure.kind != .leaf && level < Explanation.deepest
    let nested = isDeeper ? units(Int(failure.first), number, level + 1) : []
    if !nested.isEmpty {
      unit["error"] = nil
      unit["errors"] = .array(nested)
    }
    return unit
  }

  private func branchPlace(_ failure: Recorder.Failure) -> UInt32 {
    schema.traced.program.blocks[Int(UInt32(bitPattern: failure.detail))].place
  }

  /// The step into the alternative: on the way from its first cause up to the step that the alternatives are in.
  private func branchStep(_ failure: Recorder.Failure, _ inner: Recorder.Failure) -> Int32 {
    var step = inner.step
    while step > 0, recorder.steps[Int(step)].parent != failure.step { step = recorder.steps[Int(step)].parent }
    return step
  }

  /// A failure with a single cause is left out for that.
  fileprivate func units(_ start: Int, _ end: Int, _ level: Int = 0) -> [JSONValue] {
    Explanation.outermost(recorder.failures, start, end).reversed().prefix(SchemaOutput.limit).flatMap {
      number -> [JSONValue] in
      let failure = recorder.failures[number]
      guard failure.kind != .leaf else { return [unit(failure: number, isNested: true)] }
      let causes = Explanation.outermost(recorder.failures, Int(failure.first), number)
      let isOnly = causes.count == 1 && failure.kind == .branch && level < Explanation.deepest
      return isOnly
        ? units(Int(failure.first), number, level + 1) : [unit(failure: number, isNested: true, level: level)]
    }
  }
}

extension Schema {
  /// The URI of the schema resource with the way from there. Nil where nobody named it, unless references are on the way,
  /// which the standard wants it for.
  func absoluteLocation(of place: UInt32, isReferred: Bool, _ ways: WayMemo) -> String? {
    let place = traced.program.places[Int(place)]
    let resource = index.resources[index.resource(of: Int(place.node), in: Int(place.document))]
    if resource.isAnonymous, !isReferred { return nil }
    let root = index.cursor(resource.document, resource.node)
    let tokens = ways.tokens(
      from: root, to: index.cursor(Int(place.document), Int(place.node)), in: resource.document)
    return resource.uri.document.text + "#" + URIReference.encoded("\(JSONPointer(tokens: tokens))")
  }
}
