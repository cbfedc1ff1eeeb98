import CPCRE2

/// A pattern compiled by PCRE2, to machine code where the system allows that.
final class PCRE2Program: @unchecked Sendable {  // both pointers are written to in `init` only; threads may share them
  private let code: OpaquePointer
  /// The limits of a search.
  private let context: OpaquePointer?
  private let isCompiledToMachineCode: Bool
  private let countsSteps: Bool
  private let limits: PatternLimits

  /// One that is not for searches only shows that PCRE2 knows what is in it.
  init(
    _ pattern: PatternWriter.Output, limits: PatternLimits, isForSearches: Bool = true
  ) throws(PatternSyntaxError) {
    var problem: Int32 = 0, place = 0
    let context = pcre2_compile_context_create_8(nil)
    defer { pcre2_compile_context_free_8(context) }
    pcre2_set_compile_extra_options_8(context, UInt32(PCRE2_EXTRA_ALLOW_SURROGATE_ESCAPES))
    pcre2_set_parens_nest_limit_8(context, 1_000)
    let options = UInt32(PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C)
    guard
      let code = pcre2_compile_8(pattern.text, pattern.text.count, options, &problem, &place, context)
    else {
      throw PCRE2Program.error(problem, at: place, in: pattern)
    }
    self.code = code
    (self.limits, countsSteps) = (limits, pattern.countsSteps)
    self.context = pcre2_match_context_create_8(nil)
    pcre2_set_match_limit_8(self.context, UInt32(clamping: 16 * limits.maxSteps))
    pcre2_set_depth_limit_8(self.context, UInt32(clamping: 16 * limits.maxSteps))
    pcre2_set_heap_limit_8(self.context, UInt32(clamping: limits.maxMemory >> 10))
    isCompiledToMachineCode = isForSearches && pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE)) == 0
  }

  deinit {
    pcre2_code_free_8(code)
    pcre2_match_context_free_8(context)
  }

  private static func error(_ problem: Int32, at place: Int, in pattern: PatternWriter.Output) -> PatternSyntaxError {
    if problem == PCRE2_ERROR_UNKNOWN_UNICODE_PROPERTY || problem == PCRE2_ERROR_MALFORMED_UNICODE_PROPERTY,
      let mark = pattern.marks.last(where: { $0.offset <= place })
    {
      return PatternSyntaxError("there is no such Unicode property, or it is not supported", at: mark.source)
    }
    var message = [UInt8](repeating: 0, count: 256)
    pcre2_get_error_message_8(problem, &message, message.count)
    let text = String(decoding: message.prefix { $0 != 0 }, as: UTF8.self)
    return PatternSyntaxError("the pattern cannot be compiled: \(text)", at: 0, isSyntax: false)
  }

  /// Whether PCRE2 knows all properties: the rest of the syntax is checked without it.
  static func checkProperties(in node: PatternNode) throws(PatternSyntaxError) {
    var known: Set<PatternProperty> = []
    for (property, offset) in node.properties where known.insert(property).inserted {
      let set = PatternSet(items: [.property(property, negated: false, offset: offset)])
      let output = try PatternWriter.write(.set(set))
      _ = try PCRE2Program(output, limits: PatternLimits(), isForSearches: false)
    }
  }

  /// What it takes of memory, in bytes.
  var size: Int {
    var (code, machineCode) = (0, 0)
    pcre2_pattern_info_8(self.code, UInt32(PCRE2_INFO_SIZE), &code)
    pcre2_pattern_info_8(self.code, UInt32(PCRE2_INFO_JITSIZE), &machineCode)
    return code + machineCode
  }

  /// `text` is UTF-8. Adds to `taken` the steps that it took, where they are counted.
  func search(_ text: UnsafeBufferPointer<UInt8>, steps taken: inout Int) -> PatternSearch {
    guard countsSteps else {
      let result = run(text, context)
      return result == PCRE2_ERROR_JIT_STACKLIMIT ? searchWithMoreStack(text, context) : verdict(result)
    }
    let all = limits.steps(forLength: text.count)
    var steps = PatternSteps(left: all)
    defer { taken += all - steps.left }
    return withUnsafeMutablePointer(to: &steps) { steps in
      let counting = pcre2_match_context_copy_8(context)
      defer { pcre2_match_context_free_8(counting) }
      pcre2_set_callout_8(
        counting,
        { block, steps in
          guard let block, let steps = steps?.assumingMemoryBound(to: PatternSteps.self) else { return 0 }
          return steps.pointee.advance(to: block.pointee.current_position) ? 0 : PCRE2_ERROR_CALLOUT
        }, steps)
      let result = run(text, counting)
      return result == PCRE2_ERROR_JIT_STACKLIMIT ? searchWithMoreStack(text, counting) : verdict(result)
    }
  }

  /// The same of a program that need not be counted.
  func finds(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var steps = 0
    return search(text, steps: &steps) == .found
  }

  /// Compiled code has 32 KiB of the thread's stack; this one search gets more.
  private func searchWithMoreStack(_ text: UnsafeBufferPointer<UInt8>, _ context: OpaquePointer?) -> PatternSearch {
    guard let stack = pcre2_jit_stack_create_8(64 << 10, limits.maxMemory, nil) else { return .exceededLimit }
    defer { pcre2_jit_stack_free_8(stack) }
    let context = pcre2_match_context_copy_8(context)
    defer { pcre2_match_context_free_8(context) }
    pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
    return verdict(run(text, context))
  }

  private func run(_ text: UnsafeBufferPointer<UInt8>, _ context: OpaquePointer?) -> Int32 {
    let result = pcre2_match_data_create_8(1, nil)
    defer { pcre2_match_data_free_8(result) }
    // Compiled code wants an address even of no bytes.
    var empty: UInt8 = 0
    return withUnsafePointer(to: &empty) { empty in
      let base = text.baseAddress ?? empty
      return isCompiledToMachineCode
        ? pcre2_jit_match_8(code, base, text.count, 0, 0, result, context)
        : pcre2_match_8(code, base, text.count, 0, UInt32(PCRE2_NO_UTF_CHECK), result, context)
    }
  }

  private func verdict(_ result: Int32) -> PatternSearch {
    if result >= 0 { return .found }
    return result == PCRE2_ERROR_NOMATCH ? .notFound : .exceededLimit
  }
}

/// The steps that a search may still take.
private struct PatternSteps {
  private(set) var left: Int
  private var position = 0

  init(left: Int) { self.left = left }

  /// Counts one step and the distance from the place of the last one; false where none are left.
  mutating func advance(to position: Int) -> Bool {
    left -= 1 + abs(position - self.position)
    self.position = position
    return left >= 0
  }
}

extension PatternNode {
  /// The Unicode properties in it and where they are.
  fileprivate var properties: [(PatternProperty, Int)] {
    switch self {
    case .set(let set):
      set.items.compactMap { item in
        if case .property(let property, _, let offset) = item { (property, offset) } else { nil }
      }
    case .group(let body, _), .look(let body, _, _, _), .repeated(let body, _, _, _, _): body.properties
    case .sequence(let parts), .alternatives(let parts): parts.flatMap(\.properties)
    case .character, .any, .start, .end, .wordBoundary, .backreference: []
    }
  }
}
