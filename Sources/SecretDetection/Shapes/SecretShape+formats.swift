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
    SecretShape("bip32", "xprv", "yprv", "zprv", "tprv", then: [.run(.alphanumeric, 100...112)], name: "key"),
    SecretShape(
      "cas-ticket", "ST-", "TGT-", "PT-",
      then: [.run(.digits, 1...12), .text("-"), .run(ByteSet("0-9A-Za-z.-"), 20...128)], name: "ticket"),
    SecretShape("pem-private-key", "LS0tLS1CRUdJTi", name: "key", check: ArmourShape.coded),
    SecretShape("curl-user", "curl ", name: "password", confidence: .medium, check: ShapeChecks.curlUser),
    SecretShape(
      "command-option", "--pass", "--token ", "--secret", "--api-key ", "--api-token ", "--apikey ", "--access-",
      "--auth-token ", "--client-secret ", "--private-key ", "--pwd ", "--key ", "--otp ", confidence: .medium,
      beginsWord: false, check: CommandShapes.option),
    SecretShape(
      "command-option", "mysql", "mysqldump", "mysqladmin", "mariadb", name: "password", confidence: .medium,
      check: CommandShapes.attached),
    SecretShape("command-option", "sshpass -p", name: "password", confidence: .medium, check: CommandShapes.next),
    SecretShape(
      "command-option", "redis-cli ", name: "password", confidence: .medium, check: CommandShapes.authentication),
    SecretShape(
      "sql-password", "PASSWORD '", "password '", "IDENTIFIED BY '", "identified by '", "ConvertTo-SecureString \"",
      "ConvertTo-SecureString '", name: "password", confidence: .medium, check: CommandShapes.quoted),
    SecretShape(
      "named-argument", "define(", "setenv(", "eader(", "Variable(", "config(", beginsWord: false,
      check: CommandShapes.argument),
    SecretShape(
      "said", "assword is ", "assword is: ", "assphrase is ", "oken is ", "key is ", "ecret is ", name: "password",
      confidence: .medium, beginsWord: false, check: SaidShapes.value),
    SecretShape(
      "code-in-prose", " is your ", name: "code", confidence: .medium, beginsWord: false, check: SaidShapes.codeBefore),
    SecretShape("docker-env", "ENV ", "ARG ", confidence: .medium, check: CommandShapes.environment),
    SecretShape("netrc", "machine ", name: "password", check: CommandShapes.netrc),
    SecretShape(
      "code-in-prose", "code is ", "code is: ", "code: ", "Code: ", "passcode is ", "PIN is ", "OTP is ", name: "code",
      confidence: .medium, check: SaidShapes.code),
    SecretShape("jdbc-url", "oracle:thin:", name: "password", confidence: .medium, check: ShapeChecks.oracleThin),
  ]
}
