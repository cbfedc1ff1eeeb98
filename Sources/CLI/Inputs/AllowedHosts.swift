import HTTPFetching
import HTTPModel
import HTTPServing
import RecordReplay

/// `--allow-host HOST`: what clients of the proxy reach unrecorded.
struct AllowedHosts {
  let hosts: Set<String>

  static let declaration = OptionDeclaration(
    "allow-host", value: "HOST", repeats: true, help: "let traffic to it pass, unrecorded")

  init(_ arguments: Arguments) throws(UsageError) {
    var hosts: Set<String> = []
    for text in arguments.values("allow-host") {
      guard let origin = Origin("http://\(text)"), origin.port == 80, !text.utf8.contains(UInt8(ascii: "*")) else {
        throw UsageError(
          message: "record: --allow-host '\(text)' is not the name or the address of one host, without a port",
          next: "tapedeck record --help")
      }
      hosts.insert(origin.host)
    }
    self.hosts = hosts
  }

  /// Lets tunnels through, to where `configuration` leads.
  func open(_ interception: inout Interception?, _ configuration: CurlClient.Configuration) {
    interception?.passedHosts = hosts
    let elsewhere = configuration.connectTo
    interception?.address = { host, port in
      guard let to = elsewhere.first(where: { $0.host.lowercased() == host && $0.port == port }) else {
        return (host, port)
      }
      return (to.address, to.addressPort)
    }
  }
}
