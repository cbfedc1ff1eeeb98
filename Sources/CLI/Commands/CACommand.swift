import Certificates
import Files
import JSONModel
import RecordReplay

/// `tapedeck ca`: what clients must trust so that they speak TLS with the proxy.
enum CACommand {
  static let declaration = CommandDeclaration(
    name: "ca", summary: "show, export or renew the certificate authority of the proxy",
    operands: "path|export|renew [HOST...]", operandCount: 1...1000,
    options: [
      OptionDeclaration(
        "format", value: "FORMAT", choices: TrustFormat.allCases.map(\.rawValue),
        help: "the root alone (pem, the default), behind this machine's\nown (bundle), or the same for Java (jks)"),
      OptionDeclaration(
        "output", short: "o", value: "FILE", help: "where an export goes; standard output by default"),
    ],
    details: """
      The authority is made when it is first needed, in the user's state folder. It can
      sign for the hosts of the APIs that have a profile and for each HOST, and for
      nothing else; the root's own key is destroyed. A host more makes a new one, which
      clients must trust again. renew makes one for these hosts alone.
        path    prints the file that clients must trust (curl --cacert)
        export  prints it, or writes it to a file, in the form that a client reads
        renew   makes a new one, whatever is there
      """,
    example: "tapedeck ca export --format bundle --output roots.pem")

  private enum Action: String, CaseIterable { case path, export, renew }

  @Sendable static func run(_ arguments: Arguments, _ console: Console) async throws -> ExitCode {
    let next = "tapedeck ca --help"
    let word = arguments.operands[0], words = Action.allCases.map(\.rawValue)
    guard let action = Action(rawValue: word) else {
      let near = Suggestion.hint(Suggestion.closest(to: word, in: words))
      throw UsageError(message: "ca: '\(word)' is not one of \(words.joined(separator: ", "))\(near)", next: next)
    }
    for option in ["format", "output"] where arguments.has(option) && action != .export {
      throw UsageError(message: "ca: --\(option) is for export only", next: next)
    }
    var hosts = UserAuthority.hosts(of: try APIOption.profiled(.standard()))
    for name in arguments.operands.dropFirst() {
      guard let host = HostName(name) else {
        throw UsageError(message: "ca: '\(name)' is not the name of a host, like api.example.com", next: next)
      }
      hosts.append(host)
    }
    let user = UserAuthority()
    switch action {
    case .path:
      _ = try user.open(for: hosts, console)
      console.print(user.store.rootPath)
    case .renew:
      _ = try user.renew(for: hosts, console)
      console.print(user.store.rootPath)
    case .export:
      let format = arguments.value("format").flatMap(TrustFormat.init) ?? .pem
      try export(try user.open(for: hosts, console), as: format, to: arguments.value("output"), console)
    }
    return .success
  }

  private static func export(
    _ authority: CertificateAuthority, as format: TrustFormat, to file: String?, _ console: Console
  ) throws(CommandError) {
    let bytes: [UInt8]
    do throws(CertificateError) { bytes = try authority.export(as: format) } catch { throw CommandError(error) }
    guard let file else { return console.print(bytes: bytes) }
    do throws(FileError) {
      try OutputFile.write(bytes, to: file)
    } catch {
      throw CommandError(error.kind.reason, at: file, next: "tapedeck ca export --output FILE")
    }
  }
}
