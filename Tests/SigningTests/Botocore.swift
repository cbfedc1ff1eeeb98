#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// AWS's Python library, where this machine has it.
enum Botocore {
  static let isThere = run("import botocore.auth") != nil

  static func authorization(for example: SigningCase) -> String? {
    let headers = example.headers.map { "(\(quoted($0.0)), \(quoted($0.1)))," }.joined()
    return run(
      """
      import datetime, botocore.auth as auth
      from botocore.awsrequest import AWSRequest
      from botocore.credentials import Credentials
      now = datetime.datetime.strptime(\(quoted(SigningCase.timestamp)), "%Y%m%dT%H%M%SZ")
      auth.get_current_datetime = lambda *a, **k: now
      request = AWSRequest(\(quoted(example.method)), \(quoted(example.url)), data=\(quoted(example.body)).encode())
      for name, value in [\(headers)]: request.headers.add_header(name, value)
      credentials = Credentials(
        \(quoted(SigningCase.accessKeyID)), \(quoted(SigningCase.secretAccessKey)),
        \(example.token.map(quoted) ?? "None"))
      auth.SigV4Auth(credentials, \(quoted(example.service)), "us-east-1").add_auth(request)
      print(request.headers["Authorization"], end="")
      """)
  }

  /// A Python literal.
  private static func quoted(_ text: String) -> String {
    "'" + text.unicodeScalars.map { $0.isASCII && $0 != "'" && $0 != "\\" ? String($0) : escape($0) }.joined() + "'"
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    return "\\U" + String(repeating: "0", count: 8 - digits.utf8.count) + digits
  }

  /// What a script prints; nil where it fails or there is no Python.
  private static func run(_ script: String) -> String? {
    guard let pipe = popen("python3 - 2>/dev/null <<'END'\n\(script)\nEND\n", "r") else { return nil }
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while case let count = fread(&buffer, 1, buffer.count, pipe), count > 0 { output += buffer[..<count] }
    return pclose(pipe) == 0 ? String(decoding: output, as: UTF8.self) : nil
  }
}
