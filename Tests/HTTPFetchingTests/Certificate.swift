import TestSupport

/// A certificate that is its own authority, and its key, made by `openssl`.
struct Certificate {
  let folder: TemporaryFolder
  var file: String { "\(folder.path)/cert.pem" }
  var key: String { "\(folder.path)/key.pem" }

  struct NotMade: Error { let text: String }

  init(name: String) throws {
    folder = try TemporaryFolder()
    let arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
      "/CN=\(name)", "-addext", "subjectAltName=DNS:\(name)", "-keyout", "key.pem", "-out", "cert.pem",
    ]
    let result = try Subprocess.run("openssl", arguments, in: folder.path)
    if result.status != 0 { throw NotMade(text: result.error) }
  }
}
