extension SecretShape {
  private static let hexAndHyphens = ByteSet("0-9a-fA-F-")

  /// Monitoring, documents, models and the rest.
  static let services: [SecretShape] = [
    SecretShape(
      "keygen-token", "admin-", "env-", "prod-", "user-", "dev-", "sales-", "spprt-", "read-", "token-", "activ-",
      then: [.run(.hex, 32...128), .text("v"), .run(ByteSet("1-3"), 1...1)]),
    SecretShape("keygen-license-key", "-V3", name: "key", beginsWord: false, check: ShapeChecks.keygenLicense),
    SecretShape(
      "keygen-license-key-signed", "key/",
      then: [.run(ByteSet("0-9A-Za-z_=-"), 20...4_000), .text("."), .run(ByteSet("0-9A-Za-z_=-"), 40...1_200)],
      name: "key"),
    SecretShape("grafana-token", "glsa_", then: [.run(.alphanumeric, 30...34), .text("_"), .run(.hex, 8...8)]),
    SecretShape("grafana-token", "glc_", then: [.run(.base64, 32...400)]),
    SecretShape("grafana-key", "eyJrIjoi", name: "key", check: ShapeChecks.grafanaKey),
    SecretShape("newrelic-key", "NRAK-", then: [.run(.alphanumeric, 26...28)], name: "key"),
    SecretShape("newrelic-key", "NRII-", then: [.run(.base64URL, 30...34)], name: "key"),
    SecretShape("newrelic-key", "NRRA-", then: [.run(.hex, 38...44)], name: "key"),
    SecretShape("newrelic-key", "FFFFNRAL", before: (.hex, 32), name: "key"),
    SecretShape("sentry-token", "sntryu_", then: [.run(.hex, 64...64)]),
    SecretShape("sentry-token", "sntrys_", then: [.run(ByteSet("0-9A-Za-z+/=_"), 60...500)]),
    SecretShape("atlassian-token", "ATATT3", "ATCTT3xFfG", then: [.run(ByteSet("0-9A-Za-z_=-"), 100...300)]),
    SecretShape("notion", "ntn_", then: [.run(.alphanumeric, 43...50)]),
    SecretShape("notion", "secret_", then: [.run(.alphanumeric, 43...43)]),
    SecretShape("airtable", "pat", then: [.run(.alphanumeric, 14...14), .text("."), .run(.hex, 64...64)]),
    SecretShape("linear", "lin_api_", "lin_oauth_", then: [.run(.alphanumeric, 38...64)], name: "key"),
    SecretShape("figma", "figd_", "figp_", "figo_", "figu_", then: [.run(.base64URL, 36...50)]),
    SecretShape(
      "hubspot", "pat-na1-", "pat-na2-", "pat-eu1-", "pat-ap1-", then: [.run(hexAndHyphens, 36...36)]),
    SecretShape(
      "onepassword", "A3-",
      then: [
        .run(ByteSet("A-Z0-9"), 6...6), .text("-"), .run(ByteSet("A-Z0-9"), 6...11), .text("-"),
        .run(ByteSet("A-Z0-9-"), 17...23),
      ], name: "key"),
    SecretShape("onepassword", "ops_eyJ", then: [.run(ByteSet("0-9A-Za-z+/=_-"), 200...2_000)]),
    SecretShape("age-key", "AGE-SECRET-KEY-1", then: [.run(ByteSet("A-Z0-9"), 58...58)], name: "key"),
    SecretShape("openai-key", "sk-proj-", "sk-svcacct-", "sk-admin-", then: [.run(.base64URL, 40...200)], name: "key"),
    SecretShape("openai-key", "sk-", name: "key", check: ShapeChecks.openAIKey),
    SecretShape(
      "anthropic-key", "sk-ant-api03-", "sk-ant-admin01-", "sk-ant-oat01-", "sk-ant-ort01-", "sk-ant-sid01-",
      "sk-ant-sid02-", then: [.run(.base64URL, 60...200)], name: "key"),
    SecretShape("huggingface-token", "hf_", then: [.run(.alphanumeric, 32...40)]),
    SecretShape("huggingface-token", "api_org_", then: [.run(.alphanumeric, 32...40)]),
    SecretShape("groq", "gsk_", then: [.run(.alphanumeric, 48...56)], name: "key"),
    SecretShape("xai", "xai-", then: [.run(.alphanumeric, 70...90)], name: "key"),
    SecretShape("replicate", "r8_", then: [.run(.alphanumeric, 35...40)]),
    SecretShape("perplexity", "pplx-", then: [.run(.alphanumeric, 46...58)], name: "key"),
    SecretShape("openrouter", "sk-or-v1-", then: [.run(.hex, 64...64)], name: "key"),
    SecretShape("langsmith", "lsv2_pt_", "lsv2_sk_", then: [.run(.hex, 32...32), .text("_"), .run(.hex, 10...10)]),
  ]

  /// Money, shops and parcels.
  static let payments: [SecretShape] = [
    SecretShape(
      "paddle-api-key", "pdl_live_apikey_", "pdl_sdbx_apikey_",
      then: [
        .run(ByteSet("0-9a-z"), 24...28), .text("_"), .run(.alphanumeric, 20...24), .text("_"),
        .run(.alphanumeric, 3...3),
      ], name: "key"),
    SecretShape(
      "paddle-webhook-secret", "pdl_ntfset_", "pdl_ntf_",
      then: [.run(ByteSet("0-9a-z"), 24...28), .text("_"), .run(ByteSet("0-9A-Za-z+/"), 30...40)], name: "secret"),
    SecretShape(
      "stripe-secret-key", "sk_live_", "sk_test_", "rk_live_", "rk_test_", "sk_prod_", "rk_prod_",
      then: [.run(.alphanumeric, 10...250)], name: "key"),
    SecretShape("stripe-client-secret", "_secret_", name: "secret", beginsWord: false, check: ShapeChecks.stripeIntent),
    SecretShape(
      "webhook-secret-whsec", "whsec_", then: [.run(.base64, 24...110)], name: "secret"),
    SecretShape("square-token", "EAAA", then: [.run(.base64URL, 55...64)]),
    SecretShape("square-token", "sq0atp-", then: [.run(.base64URL, 22...22)]),
    SecretShape("square-token", "sq0csp-", then: [.run(.base64URL, 43...43)], name: "secret"),
    SecretShape(
      "shopify-token", "shpat_", "shpca_", "shppa_", "shpua_", "shpss_", "shptka_", then: [.run(.hex, 32...32)]),
    SecretShape(
      "plaid-token", "access-sandbox-", "access-development-", "access-production-",
      then: [.run(hexAndHyphens, 36...36)]),
    SecretShape(
      "razorpay-key", "rzp_live_", "rzp_test_", then: [.run(.alphanumeric, 14...14)], name: "key",
      confidence: .medium),
    SecretShape("easypost", "EZAK", "EZTK", then: [.run(.alphanumeric, 50...56)], name: "key"),
    SecretShape("shippo", "shippo_live_", "shippo_test_", then: [.run(.hex, 40...40)], name: "key"),
    SecretShape("duffel", "duffel_live_", "duffel_test_", then: [.run(.base64URL, 38...50)]),
    SecretShape("flutterwave", "FLWSECK_TEST-", "FLWSECK-", then: [.run(ByteSet("0-9A-Za-z-"), 12...40)], name: "key"),
  ]

  /// Chat, mail, telephone and social networks.
  static let messaging: [SecretShape] = [
    SecretShape(
      "slack-token", "xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxo-", "xoxc-", "xoxd-", "xoxe-",
      then: [.run(ByteSet("0-9A-Za-z%+/=-"), 14...400)]),
    SecretShape(
      "slack-token", "xoxe.xoxb-", "xoxe.xoxp-", "xapp-", "xwfp-", then: [.run(ByteSet("0-9A-Za-z-"), 20...400)]),
    SecretShape(
      "slack-webhook", "hooks.slack.com/services/", "hooks.slack.com/workflows/", "hooks.slack.com/triggers/",
      name: "webhook", check: ShapeChecks.rest(of: ByteSet("0-9A-Za-z/"), least: 20)),
    SecretShape(
      "discord-webhook", "discord.com/api/webhooks/", "discordapp.com/api/webhooks/", name: "webhook",
      check: ShapeChecks.rest(of: ByteSet("0-9A-Za-z/_-"), least: 40)),
    SecretShape("discord-bot-token", "Bot ", check: ShapeChecks.discordBot),
    SecretShape("telegram-bot-token", ":A", beginsWord: false, check: ShapeChecks.telegramBot),
    SecretShape(
      "teams-webhook", "/IncomingWebhook/", name: "webhook", beginsWord: false,
      check: ShapeChecks.rest(of: ByteSet("0-9A-Za-z/-"), least: 40)),
    SecretShape(
      "zapier-like-hook", "hooks.zapier.com/hooks/catch/", name: "webhook",
      check: ShapeChecks.rest(of: ByteSet("0-9A-Za-z/"), least: 8)),
    SecretShape("zapier-like-hook", "maker.ifttt.com/trigger/", name: "webhook", check: ShapeChecks.ifttt),
    SecretShape(
      "sendgrid-key", "SG.", then: [.run(.base64URL, 18...24), .text("."), .run(.base64URL, 38...48)], name: "key"),
    SecretShape("mailgun-key", "key-", then: [.run(.hex, 32...32)], name: "key", confidence: .medium),
    SecretShape("mailchimp-key", "-us", before: (.hex, 32), then: [.run(.digits, 1...2)], name: "key"),
    SecretShape(
      "brevo-key", "xkeysib-", "xsmtpsib-", then: [.run(.hex, 64...64), .text("-"), .run(.alphanumeric, 14...18)],
      name: "key"),
    SecretShape(
      "resend-key", "re_", then: [.run(.alphanumeric, 7...9), .text("_"), .run(.alphanumeric, 20...28)], name: "key",
      confidence: .medium),
    SecretShape("facebook-token", "EAA", then: [.run(.alphanumeric, 90...320)]),
    SecretShape("twitter-bearer", "AAAAAAAAAAAAAAAAAAAAAA", then: [.run(ByteSet("0-9A-Za-z%"), 78...102)]),
  ]
}
