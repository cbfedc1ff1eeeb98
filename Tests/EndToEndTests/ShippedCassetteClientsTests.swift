import TestSupport
import Testing

/// Unmodified SDKs against the cassette that comes with Tapedeck, and what they print where it has no answer.
@Suite(.timeLimit(.minutes(5)), .enabled(if: PackagedClients.areThere, PackagedClients.reason))
struct ShippedCassetteClientsTests {
  private static let keys = [
    "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "AWS_DEFAULT_REGION": "us-east-1", "AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
    "AWS_MAX_ATTEMPTS": "1",
  ]

  private func replay(_ script: String) throws -> Subprocess.Result {
    let folder = try TemporaryFolder()
    try folder.write(script, to: "main.py")
    let environment = PackagedClients.environment.merging(Self.keys) { $1 }.merging(Program.environment) { $1 }
    return try Subprocess.run(
      Program.path, ["replay", "purchase", "--", "python3", "main.py"], in: folder.path, environment: environment)
  }

  @Test func `paddle-python-sdk reads the purchase's customer, though it sends the version that was not recorded`()
    throws
  {
    let result = try replay(
      """
      from paddle_billing import Client, Environment, Options
      paddle = Client("pdl_sdbx_apikey_x", options=Options(Environment.SANDBOX))
      customer = paddle.customers.get("ctm_01hv6y1jedq4p1n0yqn5ba3ky4")
      print(customer.name, customer.email, customer.status.value)
      try:
          paddle.customers.get("ctm_other")
      except Exception as error:
          print(error)
      """)
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(lines.first == "Ada Lindqvist ada@example.com active", "\(result.error)")
    #expect(lines.last?.hasPrefix("599 Server Error: Never recorded: GET /customers/ctm_other for url:") == true)
    #expect(result.status == 1)
  }

  @Test func `boto3 prints what was missed and what to do`() throws {
    let result = try replay(
      """
      import boto3
      try:
          boto3.client("sesv2").get_account()
      except Exception as error:
          print(error)
      """)
    #expect(result.output.contains("An error occurred (never-recorded) when calling the GetAccount operation"))
    #expect(
      result.output.contains("To record it: tapedeck record --cassette purchase --mode new_episodes"),
      "\(result.output)\(result.error)")
  }
}
