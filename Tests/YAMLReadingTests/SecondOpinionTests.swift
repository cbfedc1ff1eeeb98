import JSONModel
import TestSupport
import Testing
import YAMLReading

/// Two other readers agree on what texts mean, and where in them each value is.
@Suite(.timeLimit(.minutes(10))) struct SecondOpinionTests {
  struct Disagreement: CustomStringConvertible {
    let text: String, reason: String
    var description: String { "\(reason) in \(text.prefix(600))" }
  }

  /// Reads the texts twice. Where one of both takes a text for an error `mayDiffer` says whether that is a fault.
  private static func compare(
    _ texts: [[UInt8]], _ reader: PythonOpinion.Reader, strict: Bool, skipsPlaces: Bool = false
  ) throws -> (agreed: Int, places: Int, ours: Int, theirs: Int, faults: [Disagreement]) {
    let theirs = try PythonOpinion.read(texts, by: reader)
    var result = (agreed: 0, places: 0, ours: 0, theirs: 0, faults: [Disagreement]())
    let options = YAMLOptions(schema: reader == .pyyaml ? .yaml11 : .core)
    for (text, other) in zip(texts, theirs) {
      let shown = String(decoding: text, as: UTF8.self)
      let document: YAMLDocument
      do throws(YAMLError) {
        document = try YAMLDocument(parsing: text, options: options)
      } catch {
        if other.json != nil {
          result.ours += 1
          if strict { result.faults.append(Disagreement(text: shown, reason: "only we say \(error)")) }
        }
        continue
      }
      guard let theirs = other.json else {
        result.theirs += 1
        if strict { result.faults.append(Disagreement(text: shown, reason: "only Python says \(other.error)")) }
        continue
      }
      if isSame(document.json.root.value, theirs) {
        result.agreed += 1
      } else {
        let made = String(decoding: document.json.bytes, as: UTF8.self)
        result.faults.append(Disagreement(text: shown, reason: "\(made) is not \(theirs.text())"))
      }
      // Of a value that is not there libyaml says where it is missing, the others after what.
      guard !other.places.isEmpty, !skipsPlaces else { continue }
      if places(document.json.root) == other.places {
        result.places += 1
      } else {
        result.faults.append(Disagreement(text: shown, reason: "\(places(document.json.root)) is not \(other.places)"))
      }
    }
    return result
  }

  private static func places(_ value: JSONCursor) -> [String] {
    ["\(value.position)"] + value.elements.flatMap(places)
      + value.members.flatMap { ["\($0.keyPosition)"] + places($0.value) }
  }

  /// Python writes floats in its own way.
  private static func isSame(_ left: JSONValue, _ right: JSONValue) -> Bool {
    switch (left, right) {
    case (.number(let one), .number(let other)): one == other || one.double == other.double
    case (.array(let one), .array(let other)): one.count == other.count && zip(one, other).allSatisfy(isSame)
    case (.object(let one), .object(let other)):
      one.count == other.count
        && one.allSatisfy { member in other[member.key.text].map { isSame(member.value, $0) } ?? false }
    default: left == right
    }
  }

  private static let files: [(path: String, text: [UInt8])] = {
    let all = (try? SharedFiles.paths(endingIn: [".yml", ".yaml"])) ?? []
    return all.compactMap { path in
      // Four of the damaged ones are too big a task for Python.
      guard !path.hasSuffix("alias-bomb.yml"), let bytes = try? SharedFiles.bytes(path) else { return nil }
      return (path, bytes)
    }
  }()

  @Test(.enabled(if: SharedFiles.available && PythonOpinion.isThere(.pyyaml), "python3 with PyYAML is needed"))
  func `PyYAML reads every YAML file beside the project as we do`() throws {
    let small = Self.files.filter { $0.text.count < 1 << 19 }
    let result = try Self.compare(small.map(\.text), .pyyaml, strict: false)
    #expect(small.count >= 100)
    #expect(result.faults.isEmpty, "\(result.faults)")
    #expect(result.agreed >= 100)
    #expect(result.places == result.agreed)
  }

  @Test(.enabled(if: PythonOpinion.isThere(.pyyaml), "python3 with PyYAML is needed"))
  func `PyYAML reads what is drawn at random as we do`() throws {
    var generator = SeededGenerator(seed: 14)
    let texts = (0..<800).map { _ in Array(RandomYAML.text(&generator).utf8) }
    let result = try Self.compare(texts, .pyyaml, strict: true)
    #expect(result.faults.isEmpty, "\(result.faults.count): \(result.faults.prefix(5))")
    #expect(result.agreed > 750)
  }

  @Test(.enabled(if: PythonOpinion.isThere(.ruamel), "python3 with ruamel.yaml is needed"))
  func `ruamel.yaml reads what is drawn at random as we do`() throws {
    var generator = SeededGenerator(seed: 15)
    // It takes 1_000 and 0b11 for numbers, which 1.2 does not.
    let texts = (0..<800).map { _ in
      let text = RandomYAML.text(&generator).replacing("1_000", with: "1e5").replacing("0b11", with: "0o11")
      return Array(text.utf8)
    }
    let result = try Self.compare(texts, .ruamel, strict: true, skipsPlaces: true)
    #expect(result.faults.isEmpty, "\(result.faults.count): \(result.faults.prefix(5))")
    #expect(result.agreed > 750)
  }

  @Test(.enabled(if: PythonOpinion.isThere(.pyyaml), "python3 with PyYAML is needed"))
  func `of pieces put together at random PyYAML reads as we do what both read`() throws {
    var generator = SeededGenerator(seed: 16)
    let texts = (0..<4_000).map { _ in Array(RandomYAML.soup(&generator).utf8) }
    let result = try Self.compare(texts, .pyyaml, strict: false, skipsPlaces: true)
    #expect(result.faults.isEmpty, "\(result.faults.count): \(result.faults.prefix(5))")
    #expect(result.agreed > 400)
  }
}
