import Files

/// A form in which clients read what they should trust.
public enum TrustFormat: String, CaseIterable, Sendable {
  /// The root alone, for clients that add it to what they trust.
  case pem
  /// The root behind those of this machine, for clients that trust nothing but what they are given.
  case bundle
  /// The same for Java.
  case jks
}

extension CertificateAuthority {
  /// Where systems keep their own roots, in one file: Debian, Fedora, SUSE, Alpine and macOS.
  public static let systemRoots = [
    "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
  ]

  /// A file's bytes. `systemRoots` is searched where the format needs this machine's roots; the first file that is there
  /// counts. Nil leaves them out.
  public func export(
    as format: TrustFormat, systemRoots: [String]? = CertificateAuthority.systemRoots
  ) throws(CertificateError) -> [UInt8] {
    switch format {
    case .pem: return Array(rootPEM.utf8)
    case .bundle:
      let system = try systemRoots.map(CertificateAuthority.firstFile) ?? []
      return system + (system.last ?? 10 == 10 ? [] : [10]) + Array(rootPEM.utf8)
    case .jks:
      let text = String(decoding: try systemRoots.map(CertificateAuthority.firstFile) ?? [], as: UTF8.self)
      let system = PEM.blocks(text).filter { $0.label == PEM.certificate }.map(\.bytes)
      return JavaKeyStore.bytes(of: [root] + system, at: validity.lowerBound)
    }
  }

  private static func firstFile(of paths: [String]) throws(CertificateError) -> [UInt8] {
    for path in paths {
      do throws(FileError) {
        return try RegularFile(opening: path).bytes(limit: 64 << 20)
      } catch {
        if error.kind != .missing { throw CertificateError(error) }
      }
    }
    throw .noSystemRoots(searched: paths)
  }
}
