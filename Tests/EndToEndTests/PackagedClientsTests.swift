import TestSupport
import Testing

/// The SDKs of the APIs that Tapedeck knows, and Node, as `ClientsTests` runs others.
@Suite(.timeLimit(.minutes(10)), .enabled(if: PackagedClients.areThere, PackagedClients.reason))
struct PackagedClientsTests {
  private static let keys = [
    "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "AWS_DEFAULT_REGION": "us-east-1", "AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
  ]

  /// `api` names the profile that is there.
  private func record(
    _ words: [String], files: [String: String] = [:], environment: [String: String] = [:], api: String? = nil,
    upstream: Upstream
  ) throws -> Client.Runs {
    var files = files
    if let file = api.map({ "Schemas/\($0)/profile.json" }) {
      files[file] = String(decoding: try SharedFiles.project(file), as: UTF8.self)
    }
    return try Client.record(
      words, files: files, environment: PackagedClients.environment.merging(environment) { $1 }, upstream: upstream)
  }

  @Test func `paddle-python-sdk`() throws {
    let script = """
      from paddle_billing import Client, Environment, Options
      from paddle_billing.Resources.Customers.Operations import CreateCustomer, ListCustomers
      from paddle_billing.Resources.Shared.Operations import Pager
      paddle = Client("pdl_live_apikey_01gtgztp8f4kek3yd4g1wrksa3_q6TGTJyvoIz7LDtXT65bX7_AQO", options=Options(Environment.PRODUCTION))
      customer = paddle.customers.create(CreateCustomer(email="ada@example.com", name="Ada"))
      print(customer.id, customer.status.value, customer.locale)
      print(paddle.customers.get("ctm_1").id)
      for customer in paddle.customers.list(ListCustomers(pager=Pager(per_page=2))):
          print(customer.id, customer.created_at.isoformat())
      for transaction in paddle.transactions.list():
          print(transaction.id, transaction.details.totals.total, transaction.currency_code.value)
      print(paddle.transactions.get("txn_2").status.value)
      """
    let upstream = try Upstream(PackagedClientsTests.paddle, host: "api.paddle.com")
    let runs = try record(["python3", "main.py"], files: ["main.py": script], api: "paddle", upstream: upstream)
    let customers = (1...3).map { "ctm_\($0) 2024-04-11T15:57:24.81\($0)000+00:00\n" }.joined()
    let transactions = (1...3).map { "txn_\($0) 60\($0) USD\n" }.joined()
    #expect(runs.live.output == "ctm_9 active en\nctm_1\n\(customers)\(transactions)completed\n")
    #expect(runs.replayed.output == runs.live.output)
    #expect(runs.live.error.contains("\n7 recorded, 0 not"), "\(runs.live.error)")
    #expect(runs.replayed.error.hasSuffix("\n0 misses, 0 of 7 interactions unused\n"), "\(runs.replayed.error)")
  }

  @Test func `boto3 sends a mail by SES`() throws {
    let script = """
      import boto3
      ses = boto3.client("sesv2")
      for subject in ["one", "two"]:
          answer = ses.send_email(
              FromEmailAddress="licenses@example.com", Destination={"ToAddresses": ["ada@example.com"]},
              Content={"Simple": {"Subject": {"Data": subject}, "Body": {"Text": {"Data": "Hi"}}}})
          print(answer["MessageId"], answer["ResponseMetadata"]["HTTPStatusCode"])
      """
    let runs = try record(
      ["python3", "main.py"], files: ["main.py": script], environment: Self.keys, api: "ses", upstream: try ses())
    #expect(runs.live.output == "0100018f-1 200\n0100018f-1 200\n")
    #expect(runs.replayed.output == runs.live.output)
  }

  @Test func `aws sends a mail by SES`() throws {
    let runs = try record(
      [
        "python3", "-m", "awscli", "sesv2", "send-email", "--from-email-address", "licenses@example.com",
        "--destination", "ToAddresses=ada@example.com", "--content",
        #"{"Simple":{"Subject":{"Data":"one"},"Body":{"Text":{"Data":"Hi"}}}}"#, "--query", "MessageId", "--output",
        "text",
      ], environment: Self.keys, api: "ses", upstream: try ses())
    #expect(runs.live.output == "0100018f-1\n")
    #expect(runs.replayed.output == runs.live.output)
  }

  @Test func `Node's fetch, by variables`() throws {
    let script = """
      const answer = await fetch("https://api.demo.test/echo", { method: "POST", body: "text" })
      console.log(answer.status, await answer.text())
      console.log(await (await fetch("https://api.demo.test/gzip")).text())
      """
    let runs = try record([PackagedClients.node, "main.mjs"], files: ["main.mjs": script], upstream: try Upstream())
    #expect(runs.live.output == "201 text\n{\"coded\":true}\n")
    #expect(runs.replayed.output == runs.live.output)
  }

  private func ses() throws -> Upstream {
    let upstream = try Upstream(host: "email.us-east-1.amazonaws.com")
    try upstream.folder.write(
      #"{"headers": [["Content-Type", "application/json"]], "body": "{\"MessageId\":\"0100018f-1\"}"}"#,
      to: "answer-v2.json")
    return upstream
  }

  /// Three customers and three transactions, two a page, as Paddle answers.
  private static let paddle = """
    import http.server, json, ssl, urllib.parse
    def customer(n):
        time = "2024-04-11T15:57:24.81%dZ" % n
        return {"id": "ctm_%d" % n, "name": None, "email": "c%d@example.com" % n, "marketing_consent": False,
                "status": "active", "locale": "en", "created_at": time, "updated_at": time}
    def transaction(n):
        money = {key: "60%d" % n for key in "subtotal discount tax total credit balance credit_to_balance grand_total_tax".split()}
        return {"id": "txn_%d" % n, "status": "completed", "currency_code": "USD", "origin": "api", "collection_mode": "automatic",
                "items": [], "payments": [], "created_at": "2024-04-12T10:12:33.2Z", "updated_at": "2024-04-12T10:12:33.2Z",
                "details": {"totals": {**money, "currency_code": "USD"}, "tax_rates_used": [], "line_items": []}}
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        def log_message(self, *arguments): pass
        def answer(self, status, data, **meta):
            body = json.dumps({"data": data, "meta": {"request_id": "r", **meta}}).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        def do_GET(self):
            path, _, query = self.path.partition("?")
            name, _, one = path[1:].partition("/")
            make = {"customers": customer, "transactions": transaction}[name]
            if one: return self.answer(200, make(int(one[-1])))
            after = int(urllib.parse.parse_qs(query).get("after", ["_0"])[0].split("_")[1])
            page = list(range(after + 1, min(after + 3, 4)))
            self.answer(200, [make(n) for n in page], pagination={
                "per_page": 2, "has_more": page[-1] < 3, "estimated_total": 3,
                "next": "https://api.paddle.com/%s?per_page=2&after=x_%d" % (name, page[-1])})
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.answer(201, customer(9))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain("cert.pem", "key.pem")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    print("port", server.server_port)
    server.serve_forever()
    """
}
