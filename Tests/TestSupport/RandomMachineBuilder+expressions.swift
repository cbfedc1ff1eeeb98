import JSONModel

extension RandomMachineBuilder {
  /// A path, most of the time one that the input has.
  mutating func path(isReference: Bool = false) -> String {
    let plain = ["$.n", "$.s", "$.t", "$.b", "$.z", "$.f", "$.list", "$.items", "$.o", "$.o.k", "$.o.p.q"]
    let missing = [
      "$.list[0]", "$.items[0].v", "$.r", "$.r.s", "$['a b']", "$.r.ResponseBody.o.k", "$.StatusCode", "$.no", "$[0]",
      "$.items[-1]",
    ]
    if random.oneIn(10) { return random.pick(missing) }
    let others = [
      "$", "$..k", "$.items[*].v", "$.items[?(@.k > 0)]", "$.items[?(@.v =~ /v[01]/ || !@.k)].k", "$.list[1:]",
      "$.list[-2:]", "$.list[0,1]", "$.list[(@.length-1)]", "$.items[?(@.k != $.n)]", "$.o['k','p']", "$.list.max()",
      "$..items[0]", "$.*", "$$.Execution.Id", "$$.Execution.Input.n", "$$.State.Name", "$$", "$$..Name",
    ]
    return isReference || !random.oneIn(3) ? random.pick(plain) : random.pick(others)
  }

  /// What may stand behind a name that ends in `.$`.
  mutating func expression() -> String { random.oneIn(3) ? call(depth: 2) : path() }

  mutating func template(depth: Int) -> JSONValue {
    var object = JSONObject()
    for name in ["a", "b", "k", "n", "o", "list"] where random.oneIn(3) {
      switch random.below(depth > 0 ? 5 : 3) {
      case 0, 1: object["\(name).$"] = .string(expression())
      case 2: object[name] = value(depth: 1)
      case 3: object[name] = .array([template(depth: depth - 1), value(depth: 1)])
      default: object[name] = template(depth: depth - 1)
      }
    }
    return .object(object)
  }

  /// A call of one of the 18 functions, with arguments of the kinds that it takes, most of the time.
  mutating func call(depth: Int) -> String {
    switch random.below(18) {
    case 0:
      "States.Format('\(random.pick(["{}", "a {} b\\n", "\\{{}\\}", "é{}'".replacing("'", with: "\\'")]))', \(argument(depth)))"
    case 1: "States.StringToJson(\(random.pick(["$.j", "$.s", "'[1]'", text(depth)])))"
    case 2: "States.JsonToString(\(argument(depth)))"
    case 3: "States.Array(\((0..<random.below(4)).map { _ in argument(depth) }.joined(separator: ", ")))"
    case 4: "States.ArrayPartition(\(list(depth)), \(number(depth)))"
    case 5: "States.ArrayContains(\(list(depth)), \(argument(depth)))"
    case 6: "States.ArrayRange(\(number(depth)), \(number(depth)), \(number(depth)))"
    case 7: "States.ArrayGetItem(\(list(depth)), \(number(depth)))"
    case 8: "States.ArrayLength(\(list(depth)))"
    case 9: "States.ArrayUnique(\(list(depth)))"
    case 10: "States.Base64Encode(\(text(depth)))"
    case 11: "States.Base64Decode(\(random.pick(["'YQ=='", "'YWI'", text(depth)])))"
    case 12: "States.Hash(\(text(depth)), '\(random.pick(["MD5", "SHA-1", "SHA-256", "SHA-512", "no"]))')"
    case 13: "States.JsonMerge($.o, \(random.pick(["$.o.p", "$.o", "$"])), false)"
    case 14: "States.MathRandom(\(number(depth)), \(number(depth)))"
    case 15: "States.MathAdd(\(number(depth)), \(number(depth)))"
    case 16: "States.StringSplit(\(text(depth)), ',;')"
    default: "States.UUID()"
    }
  }

  private mutating func argument(_ depth: Int) -> String {
    depth > 0 && random.oneIn(3)
      ? call(depth: depth - 1) : random.pick(["null", "true", "1", "-2.5", "'x'", path(isReference: true)])
  }

  private mutating func number(_ depth: Int) -> String {
    random.oneIn(8) ? argument(depth) : random.pick(["0", "1", "2", "-3", "2.5", "$.n", "$.f", "$.o.p.q"])
  }

  private mutating func text(_ depth: Int) -> String {
    random.oneIn(8) ? argument(depth) : random.pick(["'a,b'", "''", "$.s", "$.o.k", "$.t"])
  }

  private mutating func list(_ depth: Int) -> String {
    random.oneIn(8) ? argument(depth) : random.pick(["$.list", "$.items", "$.items[*].k", "States.Array(1, 'a', 1)"])
  }
}
