import HTTPFetching
import HTTPModel
import RecordReplay

/// How the real servers are reached while a test records: by default by their names, with the system's certificates.
public struct Upstream: Hashable, Sendable {
  /// By the name of a host in a URL: where connections for it go instead. The name in the request and in the check of the
  /// certificate stays.
  public var addresses: [String: Address]
  /// A PEM file of the authorities to trust, instead of the system's.
  public var certificateFile: String?

  public init(addresses: [String: Address] = [:], certificateFile: String? = nil) {
    (self.addresses, self.certificateFile) = (addresses, certificateFile)
  }

  public struct Address: Hashable, Sendable {
    /// A name, or an address without brackets.
    public let host: String
    public let port: Int
    public init(host: String, port: Int) { (self.host, self.port) = (host, port) }
  }

  func configuration(_ apis: [API]) -> CurlClient.Configuration {
    var configuration = CurlClient.Configuration()
    configuration.caFile = certificateFile
    configuration.connectTo = apis.flatMap(\.hosts).compactMap { host in
      addresses[host.origin.host].map { address in
        CurlClient.ConnectTo(
          host: host.origin.host, port: host.origin.port, address: address.host, addressPort: address.port)
      }
    }
    return configuration
  }
}
