import COpenSSL
import Clocks

/// A certificate that is being made.
struct CertificateDraft: ~Copyable {
  struct Subject {
    var organization = "Tapedeck"
    /// Left out where it is nil.
    var commonName: String?
  }

  private let certificate: X509Certificate

  /// `serial` is a positive number, its first byte the most significant.
  init(
    for key: borrowing PrivateKey, subject: Subject, serial: [UInt8], validity: ClosedRange<Instant>
  ) throws(CertificateError) {
    let certificate = try X509Certificate()
    let pointer = certificate.pointer
    try CertificateError.check(X509_set_version(pointer, 2), "set a version")
    try CertificateError.check(
      ASN1_STRING_set(X509_get_serialNumber(pointer), serial, Int32(serial.count)), "set a serial number")
    let name = X509_get_subject_name(pointer)
    try CertificateDraft.add(subject.organization, NID_organizationName, to: name)
    if let commonName = subject.commonName { try CertificateDraft.add(commonName, NID_commonName, to: name) }
    try CertificateDraft.set(validity.lowerBound, to: X509_getm_notBefore(pointer))
    try CertificateDraft.set(validity.upperBound, to: X509_getm_notAfter(pointer))
    try CertificateError.check(X509_set_pubkey(pointer, key.pointer), "set a key")
    self.certificate = certificate
  }

  /// Signs it by itself.
  consuming func signed(
    with key: borrowing PrivateKey, extensions: [Extension]
  ) throws(CertificateError) -> X509Certificate {
    try sign(issuer: certificate.pointer, key, extensions, alternativeName: nil)
    return certificate
  }

  /// Signs it as `issuer`, whose key is `key`. `alternativeName` is the one name that it is for.
  consuming func signed(
    by issuer: borrowing X509Certificate, with key: borrowing PrivateKey, extensions: [Extension],
    alternativeName: HostName? = nil
  ) throws(CertificateError) -> X509Certificate {
    try sign(issuer: issuer.pointer, key, extensions, alternativeName: alternativeName)
    return certificate
  }

  private func sign(
    issuer: OpaquePointer, _ key: borrowing PrivateKey, _ extensions: [Extension], alternativeName: HostName?
  ) throws(CertificateError) {
    let pointer = certificate.pointer
    try CertificateError.check(X509_set_issuer_name(pointer, X509_get_subject_name(issuer)), "set an issuer")
    var context = X509V3_CTX()
    context.db = nil
    X509V3_set_ctx(&context, issuer, pointer, nil, nil, 0)
    for one in extensions {
      guard let made = X509V3_EXT_conf_nid(nil, &context, one.number, one.value) else {
        throw .openSSL("make the extension \(one.value)")
      }
      defer { X509_EXTENSION_free(made) }
      try CertificateError.check(X509_add_ext(pointer, made, -1), "add the extension \(one.value)")
    }
    if let alternativeName { try add(alternativeName) }
    try CertificateError.check(X509_sign(pointer, key.pointer, EVP_sha256()), "sign a certificate")
  }

  /// The subject's alternative name. Never by way of the text that OpenSSL reads extensions from: a comma in it would
  /// add names.
  private func add(_ name: HostName) throws(CertificateError) {
    let operation = "add a host's name"
    guard let names = GENERAL_NAMES_new() else { throw .openSSL(operation) }
    defer { GENERAL_NAMES_free(names) }
    guard let general = GENERAL_NAME_new(), OPENSSL_sk_push(names, general) > 0 else { throw .openSSL(operation) }
    guard let text = ASN1_STRING_type_new(V_ASN1_IA5STRING) else { throw .openSSL(operation) }
    GENERAL_NAME_set0_value(general, GEN_DNS, text)
    let bytes = Array(name.text.utf8)
    try CertificateError.check(ASN1_STRING_set(text, bytes, Int32(bytes.count)), operation)
    try CertificateError.check(
      X509_add1_ext_i2d(certificate.pointer, NID_subject_alt_name, UnsafeMutableRawPointer(names), 0, 0), operation)
  }

  private static func add(_ text: String, _ number: Int32, to name: OpaquePointer?) throws(CertificateError) {
    let bytes = Array(text.utf8)
    try CertificateError.check(
      X509_NAME_add_entry_by_NID(name, number, MBSTRING_UTF8, bytes, Int32(bytes.count), -1, 0), "name a subject")
  }

  private static func set(_ time: Instant, to place: UnsafeMutablePointer<ASN1_TIME>?) throws(CertificateError) {
    guard ASN1_TIME_set(place, Int(time.since1970.components.seconds)) != nil else { throw .openSSL("set a time") }
  }
}

extension CertificateDraft {
  /// An extension as OpenSSL's configuration files write it.
  struct Extension {
    let number: Int32
    let value: String

    static func basicConstraints(_ value: String) -> Extension {
      Extension(number: NID_basic_constraints, value: value)
    }
    static func keyUsage(_ value: String) -> Extension { Extension(number: NID_key_usage, value: value) }
    static let serverAuthentication = Extension(number: NID_ext_key_usage, value: "serverAuth")
    static let subjectKeyIdentifier = Extension(number: NID_subject_key_identifier, value: "hash")
    /// Cannot be made where the issuer has no key identifier of its own.
    static let authorityKeyIdentifier = Extension(number: NID_authority_key_identifier, value: "keyid:always")

    /// Permits the hosts, and no address: what is not mentioned would be permitted.
    static func nameConstraints(_ hosts: [HostName]) -> Extension {
      let excluded = ["0.0.0.0/0.0.0.0", "0:0:0:0:0:0:0:0/0:0:0:0:0:0:0:0"].map { "excluded;IP:\($0)" }
      let all = ["critical"] + hosts.map { "permitted;DNS:\($0.text)" } + excluded
      return Extension(number: NID_name_constraints, value: all.joined(separator: ","))
    }
  }
}
