extension SecretShape {
  static let all = clouds + hosting + services + payments + messaging + formats

  private static let lower = ByteSet("0-9a-z")
  private static let base32 = ByteSet("A-Z0-9")

  /// Amazon, Azure and Google.
  private static let clouds: [SecretShape] = [
    SecretShape(
      "aws-access-key-id", "AKIA", "ASIA", "ABIA", "ACCA", then: [.run(base32, 16...16)], name: "key"),
    SecretShape("aws-access-key-id", "A3T", then: [.run(base32, 17...17)], name: "key"),
    SecretShape(
      "aws-session-token", "IQoJb3JpZ2lu", "FwoGZXIvYXdz", "FQoGZXIvYXdz", then: [.run(.base64, 80...4_096)]),
    SecretShape("aws-bedrock-key", "ABSK", then: [.run(.base64, 100...290)], name: "key"),
    SecretShape("aws-bedrock-key", "bedrock-api-key-", then: [.run(.base64, 40...4_096)], name: "key"),
    SecretShape(
      "azure-storage-key", "+ASt", before: (.base64, 76), then: [.run(.base64, 8...8)], name: "key"),
    SecretShape(
      "azure-identifiable-64", "ACDb", "+ABa", "APIM", "+AMC", before: (.base64, 76), then: [.run(.base64, 8...8)],
      name: "key"),
    SecretShape(
      "azure-identifiable-32", "+ASb", "+AEh", "+ARm", "AIoT", "AzCa", "AZEG", before: (.base64, 33),
      then: [.run(.base64, 7...7)], name: "key"),
    SecretShape(
      "azure-cask", "JQQJ99", "JQQJ9D", "JQQJ9H", before: (.base64, 52), then: [.run(.base64, 24...30)], name: "key"),
    SecretShape(
      "azure-function-key", "AzFu", before: (.base64URL, 44), then: [.run(ByteSet("0-9A-Za-z_=-"), 8...8)],
      name: "key"),
    SecretShape(
      "azure-entra-client-secret", "7Q~", "8Q~", before: (ByteSet("0-9A-Za-z_~."), 3),
      then: [.run(ByteSet("0-9A-Za-z_~.-"), 30...35)], name: "secret"),
    SecretShape(
      "azure-entra-refresh-token", "0.A", "1.A", then: [.run(ByteSet("0-9A-Za-z_.-"), 250...4_096)]),
    SecretShape("google-api-key", "AIza", then: [.run(.base64URL, 35...35)], name: "key"),
    SecretShape("google-oauth-access", "ya29.", then: [.run(ByteSet("0-9A-Za-z_.-"), 20...4_096)]),
    SecretShape("google-oauth-refresh", "1//0", then: [.run(.base64URL, 36...600)]),
    SecretShape("google-oauth-code", "4/0A", then: [.run(.base64URL, 20...600)], name: "code"),
    SecretShape("google-client-secret", "GOCSPX-", then: [.run(.base64URL, 26...32)], name: "secret"),
  ]

  /// Where code and packages are kept, built and run.
  private static let hosting: [SecretShape] = [
    SecretShape(
      "github-classic", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", then: [.run(.alphanumeric, 36...251)]),
    SecretShape(
      "github-installation-jwt", "ghs_",
      then: [
        .run(.digits, 1...12), .text("_eyJ"), .run(.base64URL, 10...2_000), .text("."), .run(.base64URL, 10...4_000),
        .text("."), .run(.base64URL, 10...2_000),
      ]),
    SecretShape("github-fine-grained", "github_pat_", then: [.run(.word, 60...100)]),
    SecretShape(
      "gitlab-token", "glpat-", "gldt-", "glft-", "glrt-", "glrtr-", "glptt-", "glimt-", "glagent-", "gloas-",
      "glsoat-", "glffct-", "glcbt-", "glwt-", then: [.run(ByteSet("0-9A-Za-z_.-"), 20...330)]),
    SecretShape("gitlab-token", "GR1348941", then: [.run(.base64URL, 20...24)]),
    SecretShape("npm-token", "npm_", then: [.run(.alphanumeric, 36...36)]),
    SecretShape(
      "pypi-token", "pypi-AgEIcHlwaS5vcmc", "pypi-AgENdGVzdC5weXBpLm9yZw", then: [.run(.base64URL, 50...1_200)]),
    SecretShape("rubygems-key", "rubygems_", then: [.run(.hex, 48...48)], name: "key"),
    SecretShape("nuget-key", "oy2", then: [.run(ByteSet("a-z2-7"), 43...43)], name: "key", confidence: .medium),
    SecretShape("dockerhub-token", "dckr_pat_", "dckr_oat_", then: [.run(.base64URL, 26...34)]),
    SecretShape("artifactory", "AKCp", then: [.run(.alphanumeric, 60...73)], name: "key"),
    SecretShape("artifactory", "cmVmd", then: [.run(.alphanumeric, 59...59)]),
    SecretShape("digitalocean-token", "dop_v1_", "doo_v1_", "dor_v1_", then: [.run(.hex, 64...64)]),
    SecretShape("cloudflare-token", "cfut_", "cfat_", "cfk_", then: [.run(.alphanumeric, 46...50)]),
    SecretShape(
      "cloudflare-old", "v1.0-", then: [.run(.hex, 24...24), .text("-"), .run(.hex, 140...150)], name: "key"),
    SecretShape("heroku-key", "HRKU-", then: [.run(.base64URL, 36...62)], name: "key"),
    SecretShape("vault-token", "hvs.", "hvb.", "hvr.", then: [.run(.base64URL, 24...310)]),
    SecretShape(
      "terraform-cloud-token", ".atlasv1.", before: (.alphanumeric, 14), then: [.run(ByteSet("0-9A-Za-z_=-"), 50...80)]),
    SecretShape("databricks-token", "dapi", then: [.run(ByteSet("0-9a-f-"), 32...34)]),
    SecretShape(
      "doppler", "dp.pt.", "dp.st.", "dp.ct.", "dp.sa.", "dp.scim.", then: [.run(ByteSet("0-9A-Za-z_.-"), 36...60)]),
    SecretShape("tailscale", "tskey-", then: [.run(.base64URL, 16...100)], name: "key"),
    SecretShape("fly", "fo1_", then: [.run(.base64URL, 40...50)]),
    SecretShape("fly", "fm1r_", "fm1a_", "fm2_", then: [.run(.base64, 60...1_000)]),
    SecretShape("pulumi", "pul-", then: [.run(.hex, 40...40)]),
    SecretShape(
      "planetscale", "pscale_tkn_", "pscale_oauth_", "pscale_pw_", then: [.run(ByteSet("0-9A-Za-z_.=-"), 30...66)]),
    SecretShape("prefect", "pnu_", "pnb_", then: [.run(.alphanumeric, 36...36)], name: "key"),
    SecretShape("postman", "PMAK-", then: [.run(.hex, 24...24), .text("-"), .run(.hex, 34...34)], name: "key"),
    SecretShape("circleci", "CCIPAT_", then: [.run(.alphanumeric, 20...24), .text("_"), .run(.hex, 38...42)]),
    SecretShape("buildkite", "bkua_", then: [.run(.alphanumeric, 38...42)]),
    SecretShape("netlify", "nfp_", then: [.run(.alphanumeric, 34...42)]),
    SecretShape("launchdarkly", "sdk-", then: [.run(ByteSet("0-9a-f-"), 36...36)], name: "key"),
    SecretShape("supabase-key", "sb_secret_", then: [.run(.base64URL, 20...60)], name: "key"),
    SecretShape("supabase-key", "sbp_", then: [.run(.hex, 40...40)]),
  ]
}
