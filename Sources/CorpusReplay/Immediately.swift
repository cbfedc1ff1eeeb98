#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Runs what never waits for anything, without a thread of its own; ends the process where it waits after all.
public func immediately<Value: Sendable>(_ body: @escaping @Sendable () async -> Value) -> Value {
  let box = Box<Value>()
  Task.immediate { box.value = await body() }
  guard let value = box.value else {
    CorpusFiles.complain("does not hold: it waited\n")
    abort()
  }
  return value
}

/// Confined to the thread of `immediately`: whoever were to leave it would end the process.
private final class Box<Value: Sendable>: @unchecked Sendable {
  var value: Value?
}
