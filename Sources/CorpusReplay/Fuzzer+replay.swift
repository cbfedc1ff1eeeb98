import Files

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Fuzzer {
  /// Checks every input: the corpus, the seeds, ../shared, the large ones. Prints how many there were and which took
  /// longest; a large one that takes too long ends the process with 1. With paths of files as arguments it checks those.
  public func replay(_ arguments: [String] = Array(CommandLine.arguments.dropFirst())) {
    if !arguments.isEmpty {
      for path in arguments {
        guard let bytes = CorpusFiles.bytes(path) else { fail("\(path) cannot be read") }
        check(bytes)
        print("\(path): \(bytes.count) bytes, nothing found")
      }
      return
    }
    let inputs = small()
    for input in inputs { check(input) }
    print("\(name): \(inputs.count) inputs, nothing found")
    for input in large {
      let bytes = input.bytes()
      let start = clock()
      fflush(nil)
      check(bytes)
      let milliseconds = (clock() - start) / (CLOCKS_PER_SEC / 1000)
      print("\(name): \(input.name), \(bytes.count) bytes: \(milliseconds) ms")
      if milliseconds > (Fuzzer.isOptimised ? 3_000 : 120_000) { fail("\(input.name) takes too long") }
    }
  }

  /// Writes the small inputs into a folder, as libFuzzer wants them.
  public func writeCorpus(to folder: String) {
    mkdir(folder, 0o755)
    for (number, input) in small().enumerated() {
      if (try? Folder(folder).write(input, to: "seed-\(number)")) == nil { fail("\(folder) cannot be written") }
    }
  }

  /// libFuzzer calls this before it reads its corpus, whose folder `.ci/fuzz` names in the environment.
  public func initialize() {
    if let folder = getenv("TAPEDECK_FUZZ_CORPUS") { writeCorpus(to: String(cString: folder)) }
  }

  private func small() -> [[UInt8]] {
    let own = CorpusFiles.folder(of: file)
    var inputs = CorpusFiles.paths(in: own + "/Corpus").compactMap(CorpusFiles.bytes)
    inputs += seeds
    if let shared {
      for folder in shared.folders {
        let paths = CorpusFiles.paths(in: own + "/../../../shared/" + folder)
        for path in paths where shared.endings.contains(where: path.hasSuffix) {
          guard let bytes = CorpusFiles.bytes(path), bytes.count <= shared.maxBytes else { continue }
          inputs.append(shared.input(bytes))
        }
      }
    }
    return inputs
  }

  private func fail(_ reason: String) -> Never {
    CorpusFiles.complain("\(name): \(reason)\n")
    exit(1)
  }
}

/// Ends the process, as a crash that libFuzzer keeps the input of, where something does not hold.
public func require(_ condition: Bool, _ reason: @autoclosure () -> String) {
  if condition { return }
  CorpusFiles.complain("does not hold: \(reason())\n")
  abort()
}
