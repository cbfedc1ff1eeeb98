extension SecretShape {
  /// Forms that no vendor owns.
  static let formats: [SecretShape] = [
    SecretShape("jwt", "eyJ", "ewog", "eyAi", check: JWTShape.range),
    SecretShape("pem-private-key", "-----BEGIN ", name: "key", beginsWord: false, check: ArmourShape.key),
    SecretShape("keygen-license-file", "-----BEGIN ", name: "license", beginsWord: false, check: ArmourShape.file),
    SecretShape("pem-private-key", "PuTTY-User-Key-File-", name: "key", check: ArmourShape.putty),
    SecretShape(
      "pkcs12", "IBAzCC", before: (.base64, 6), then: [.run(.base64, 300...1_000_000)], name: "key",
      confidence: .medium),
    SecretShape(
      "saml-response", "PHNhbWxwOlJlc3BvbnNl", "PHNhbWwycDpSZXNwb25zZ", then: [.run(.base64, 200...1_000_000)],
      name: "assertion"),
    SecretShape(
      "password-hash", "$2a$", "$2b$", "$2y$", "$argon2", "$scrypt$", "$pbkdf2", "$6$", "$5$", "$1$", "pbkdf2_sha256$",
      name: "password", confidence: .medium, beginsWord: false, check: ShapeChecks.passwordHash),
    SecretShape(
      "auth-bearer", "Bearer ", "bearer ", "BEARER ", confidence: .medium, check: ShapeChecks.bearer),
    SecretShape(
      "auth-basic", "Basic ", "basic ", "BASIC ", name: "credentials", confidence: .high, check: ShapeChecks.basic),
    SecretShape("curl-user", "curl ", name: "password", confidence: .medium, check: ShapeChecks.curlUser),
    SecretShape("jdbc-url", "oracle:thin:", name: "password", confidence: .medium, check: ShapeChecks.oracleThin),
  ]
}
