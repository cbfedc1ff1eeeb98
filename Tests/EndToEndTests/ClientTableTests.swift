import TestSupport
import Testing

/// Clients as they are, by a base URL and by a port: what they make of answers, of answers without a body, of HEAD, of
/// errors, and what they print of a miss.
@Suite(.timeLimit(.minutes(10))) struct ClientTableTests {
  /// What a script prints of a base, one line each, and the beginning of what it prints of a miss.
  private static let answers = ["200 {\"id\":1}", "404 {\"error\":\"gone\"}", "204", "HEAD 200 8"]
  private static let sentence =
    "No interaction in Cassettes/table matches GET https://api.demo.test/never; the closest interaction is "

  /// `miss` is what the client shows of a miss, somewhere in its text.
  private func check(
    _ words: [String], _ script: String, answers: [String] = Self.answers, miss: [String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let table = try ClientTable()
    let result = try table.run(words, script)
    let end = table.end()
    let lines = result.output.split(separator: "\n").map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }
    let told = "\(result.output)\(result.error)"
    for (number, base) in [(0, table.baseURL), (1, table.root)] {
      let own = lines.dropFirst(number * (answers.count + 1)).prefix(answers.count + 1)
      #expect(Array(own.prefix(answers.count)) == answers, "\(base): \(told)", sourceLocation: sourceLocation)
      let last = own.last ?? ""
      #expect(last.hasPrefix("MISS "), "\(base): \(told)", sourceLocation: sourceLocation)
      for text in miss { #expect(last.contains(text), "\(base): \(told)", sourceLocation: sourceLocation) }
    }
    #expect(lines.count == 2 * (answers.count + 1), "\(told)", sourceLocation: sourceLocation)
    #expect(end.output.contains("\n2 misses, "), "\(end.output)", sourceLocation: sourceLocation)
  }

  @Test func `curl`() throws {
    let script = """
      for base; do
        for path in /things/1 /gone /empty; do
          : > body
          code=$(curl -sS --noproxy '*' -o body -w '%{http_code}' "$base$path")
          echo $code $(cat body)
        done
        curl -sSI --noproxy '*' "$base/things/1" | tr -d '\\r' |
          awk 'NR == 1 { s = $2 } tolower($1) == "content-length:" { l = $2 } END { print "HEAD", s, l }'
        echo MISS $(curl -sS --noproxy '*' "$base/never")
      done
      """
    try check(["sh"], script, miss: [Self.sentence, "to import it: tapedeck import FILE.har --cassette table"])
  }

  @Test(.enabled(if: Client.isThere("wget", "--version"), "wget is not installed"))
  func `wget`() throws {
    let script = """
      for base; do
        for path in /things/1 /gone /empty; do
          : > body
          wget --no-proxy -nv -S --content-on-error -O body "$base$path" 2> head || true
          echo $(awk '$1 ~ /^HTTP/ { print $2 }' head) $(cat body)
        done
        wget --no-proxy --spider -S "$base/things/1" 2>&1 |
          awk '$1 ~ /^HTTP/ { s = $2 } tolower($1) == "content-length:" { l = $2 } END { print "HEAD", s, l }'
        echo MISS $(wget --no-proxy -nv -O- "$base/never" 2>&1)
      done
      """
    try check(["sh"], script, miss: ["ERROR 599: Never recorded: GET /never."])
  }

  private static func python(_ modules: String) -> Bool {
    let result = try? Subprocess.run("python3", ["-c", "import \(modules)"], environment: PackagedClients.environment)
    return result?.status == 0
  }

  @Test(.enabled(if: python("requests"), "Python has no package requests"))
  func `requests`() throws {
    let script = """
      import requests, sys
      for base in sys.argv[1:]:
          for path in ["/things/1", "/gone", "/empty"]:
              a = requests.get(base + path)
              print(a.status_code, a.text)
          a = requests.head(base + "/things/1")
          print("HEAD", a.status_code, a.headers["Content-Length"])
          try:
              requests.get(base + "/never").raise_for_status()
          except requests.HTTPError as error:
              print("MISS", error, error.response.json()["message"])
      """
    try check(["python3"], script, miss: ["599 Server Error: Never recorded: GET /never for url", Self.sentence])
  }

  @Test(.enabled(if: python("httpx"), PackagedClients.reason))
  func `httpx`() throws {
    let script = """
      import httpx, sys
      for base in sys.argv[1:]:
          with httpx.Client(base_url=base) as client:
              for path in ["/things/1", "/gone", "/empty"]:
                  a = client.get(path)
                  print(a.status_code, a.text)
              a = client.head("/things/1")
              print("HEAD", a.status_code, a.headers["Content-Length"])
              try:
                  client.get("/never").raise_for_status()
              except httpx.HTTPStatusError as error:
                  print("MISS", str(error).replace("\\n", " "), error.response.json()["message"])
      """
    try check(["python3"], script, miss: ["Server error '599 Never recorded: GET /never' for url", Self.sentence])
  }

  @Test(.enabled(if: python("aiohttp"), PackagedClients.reason))
  func `aiohttp`() throws {
    let script = """
      import aiohttp, asyncio, sys
      async def main():
          for base in sys.argv[1:]:
              async with aiohttp.ClientSession() as session:
                  for path in ["/things/1", "/gone", "/empty"]:
                      async with session.get(base + path) as a:
                          print(a.status, await a.text())
                  async with session.head(base + "/things/1") as a:
                      print("HEAD", a.status, a.headers["Content-Length"])
                  async with session.get(base + "/never") as a:
                      message = (await a.json(content_type=None))["message"]
                      try:
                          a.raise_for_status()
                      except aiohttp.ClientResponseError as error:
                          print("MISS", error, message)
      asyncio.run(main())
      """
    try check(["python3"], script, miss: ["599, message='Never recorded: GET /never'", Self.sentence])
  }

  @Test(.enabled(if: python("urllib3"), PackagedClients.reason))
  func `urllib3`() throws {
    let script = """
      import json, sys, urllib3
      http = urllib3.PoolManager()
      for base in sys.argv[1:]:
          for path in ["/things/1", "/gone", "/empty"]:
              a = http.request("GET", base + path)
              print(a.status, a.data.decode())
          a = http.request("HEAD", base + "/things/1")
          print("HEAD", a.status, a.headers["Content-Length"])
          a = http.request("GET", base + "/never")
          print("MISS", a.reason, json.loads(a.data)["message"])
      """
    try check(["python3"], script, miss: ["Never recorded: GET /never", Self.sentence])
  }

  @Test(.enabled(if: PackagedClients.areThere, PackagedClients.reason))
  func `Node's fetch`() throws {
    let script = """
      async function main() {
        for (const base of process.argv.slice(2)) {
          for (const path of ["/things/1", "/gone", "/empty"]) {
            const a = await fetch(base + path)
            console.log(a.status, await a.text())
          }
          const a = await fetch(base + "/things/1", { method: "HEAD" })
          console.log("HEAD", a.status, a.headers.get("content-length"))
          const miss = await fetch(base + "/never")
          console.log("MISS", miss.statusText, (await miss.json()).message)
        }
      }
      main()
      """
    try check([PackagedClients.node], script, miss: ["Never recorded: GET /never", Self.sentence])
  }

  @Test(.enabled(if: python("boto3"), PackagedClients.reason))
  func `boto3`() throws {
    let script = """
      import boto3, sys
      from botocore.awsrequest import AWSRequest
      from botocore.exceptions import ClientError
      from botocore.httpsession import URLLib3Session
      for base in sys.argv[1:]:
          ses = boto3.client("sesv2", endpoint_url=base)
          print(200, ses.get_account()["SendingEnabled"])
          try:
              ses.get_email_template(TemplateName="gone")
          except ses.exceptions.NotFoundException as error:
              print(404, error.response["Error"]["Message"])
          print(ses.delete_email_template(TemplateName="empty")["ResponseMetadata"]["HTTPStatusCode"])
          a = URLLib3Session().send(AWSRequest("HEAD", base + "/things/1").prepare())
          print("HEAD", a.status_code, a.headers["Content-Length"])
          try:
              ses.get_email_template(TemplateName="never")
          except ClientError as error:
              print("MISS", error)
      """
    try check(
      ["python3"], script, answers: ["200 True", "404 no such template", "204", "HEAD 200 8"],
      miss: [
        "An error occurred (never-recorded) when calling the GetEmailTemplate operation",
        "No interaction in Cassettes/table matches GET https://api.demo.test/v2/email/templates/never; the closest "
          + "interaction is ", "To record it: tapedeck record --cassette table --mode new_episodes",
      ])
  }

  /// It drops a base URL's path, so that it needs a port; without one the miss says so.
  @Test(.enabled(if: python("paddle_billing"), PackagedClients.reason))
  func `paddle-python-sdk`() throws {
    let script = """
      import sys, types
      from paddle_billing import Client, Options
      from paddle_billing.Exceptions.ApiError import ApiError
      for base in sys.argv[1:]:
          paddle = Client("pdl_live_apikey_x", options=Options(types.SimpleNamespace(base_url=base)))
          try:
              print(200, paddle.customers.get("ctm_1").name)
              try:
                  paddle.customers.get("ctm_gone")
              except ApiError as error:
                  print(404, error.error_code)
              print(204, paddle.notification_settings.delete("ntfset_1"))
              a = paddle.client.head(base + "/things/1")
              print("HEAD", a.status_code, a.headers["Content-Length"])
              paddle.customers.get("ctm_never")
          except Exception as error:
              print("MISS", error)
      """
    let table = try ClientTable()
    let result = try table.run(["python3"], script, over: [table.root, table.baseURL])
    let end = table.end()
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(lines.prefix(4) == ["200 Ada", "404 not_found", "204 None", "HEAD 200 8"], "\(result.error)")
    try #require(lines.count == 6, "\(result.output)\(result.error)")
    #expect(lines[4].hasPrefix("MISS 599 Server Error: Never recorded: GET /customers/ctm_never for url"))
    #expect(lines[5].hasPrefix("MISS 599 Server Error: Path lost /demo: GET /customers/ctm_1 for url"), "\(lines[5])")
    #expect(
      end.output.contains("this client drops a base URL's path (tapedeck replay ")
        && end.output.contains(" --listen demo=0"))
  }
}
