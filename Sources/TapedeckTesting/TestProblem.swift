import Certificates
import Files
import HTTPModel
import JSONModel
import RecordReplay

/// Why a test cannot have its cassette: what is wrong, where, and what to do.
public struct TestProblem: Error, Hashable, Sendable, CustomStringConvertible {
  private let report: PlaceReport

  init(_ message: String, at place: SourcePlace? = nil, next: String? = nil) {
    report = PlaceReport(message, at: place, next: next)
  }

  public var description: String { report.text }
}

extension TestProblem {
  init(_ error: CassetteError, named name: String) {
    let next =
      switch error.kind {
      case .notFound: "TAPEDECK_MODE=once swift test  # records it"
      case .noManifest: "ls \(ShellText.quoted(error.file))"
      case .version: "tapedeck --version"
      case .syntax, .shape: "git diff \(ShellText.quoted(error.file))  # or correct the file at this place"
      default: "ls -l \(ShellText.quoted(error.file))"
      }
    self.init(error.reason, at: error.place, next: next)
  }

  init(_ error: ProfileError) { self.init(error.reason, at: error.place, next: "correct the file at this place") }

  init(_ error: FileError) {
    self.init(error.kind.reason, at: SourcePlace(file: error.path), next: "ls -ld \(ShellText.quoted(error.path))")
  }

  init(_ error: CertificateError) {
    self.init(error.reason, at: error.path.map { SourcePlace(file: $0) }, next: error.next)
  }
}
