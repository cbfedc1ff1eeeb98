public import JSONModel
import SchemaValidation

/// What merging a draft into a contract comes to.
public struct ContractMerge: Sendable {
  /// The contract's text: the old one where something can't be done.
  public let bytes: [UInt8]
  /// What was changed, in the order of the text; places are those of the old text.
  public let changes: [PlaceReport]
  /// What stays as a person wrote it, though recordings say otherwise.
  public let notes: [PlaceReport]
  /// What would have to be changed, and can't be. Where there is one, nothing is.
  public let problems: [PlaceReport]

  /// Adds to the contract what the draft has and it has not, and allows what was recorded and it forbids. All that is
  /// in it stays as it is, byte for byte, with three exceptions: a type that gets another one beside it, a name that is
  /// no longer required, and a parameter or body that is no longer required.
  public init(_ draft: ContractDraft, into source: ExistingContract) {
    let start = SourcePlace(source.root.source, source.root.position)
    guard let version = source.version else {
      let text = "not an OpenAPI 3 document: \"openapi\" does not begin with 3."
      self.init(source.bytes, problems: [PlaceReport(text, at: start)])
      return
    }
    var merger = ContractMerger(source, version)
    merger.merge(draft)
    let editor = merger.editor
    guard editor.problems.isEmpty else {
      self.init(source.bytes, notes: editor.notes, problems: editor.problems)
      return
    }
    guard let new = ContractMerge.checked(editor.edits, source) else {
      let report = PlaceReport("the text cannot be edited without changing more than is meant", at: start)
      self.init(source.bytes, notes: editor.notes, problems: [report] + editor.done)
      return
    }
    self.init(new, changes: editor.done, notes: editor.notes)
  }

  private init(
    _ bytes: [UInt8], changes: [PlaceReport] = [], notes: [PlaceReport] = [], problems: [PlaceReport] = []
  ) {
    let sorted = [changes, notes, problems].map { reports in
      reports.enumerated().sorted { left, right in
        let one = left.element.place?.position?.offset ?? 0, other = right.element.place?.position?.offset ?? 0
        return one == other ? left.offset < right.offset : one < other
      }.map(\.element)
    }
    (self.bytes, self.changes, self.notes, self.problems) = (bytes, sorted[0], sorted[1], sorted[2])
  }

  /// The changed text, where it stands for what it is meant to stand for.
  private static func checked(_ edits: [TextEdit], _ source: ExistingContract) -> [UInt8]? {
    if edits.isEmpty { return source.bytes }
    guard let bytes = edits.applied(to: source.bytes), let wanted = edits.applied(to: source.root.value),
      let found = try? ExistingContract.document(bytes, source.isJSON).root.value, found == wanted
    else { return nil }
    return bytes
  }
}
