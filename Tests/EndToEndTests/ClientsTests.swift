import TestSupport
import Testing

/// Clients as their users run them, behind `record --` and then behind `replay --` without the server: nothing of them
/// knows of Tapedeck but by variables. The name `api.demo.test` resolves nowhere.
@Suite(.timeLimit(.minutes(10))) struct ClientsTests {
  /// What the upstream answers to `GET /a`, with and without the blanks that Python's `json` writes.
  private static let answer = #"{"method": "GET", "path": "/a", "token": ""}"#

  @Test func `curl`() throws {
    let runs = try Client.record(["curl", "-sS", "https://api.demo.test/a", "https://api.demo.test/bytes/5000"])
    #expect(runs.live.output.hasPrefix(Self.answer))
    #expect(runs.live.outputBytes.count == Self.answer.utf8.count + 5000)
    #expect(runs.replayed.outputBytes == runs.live.outputBytes)
    #expect(runs.live.error.contains("\n2 recorded, 0 not; see them: tapedeck show c\n"), "\(runs.live.error)")
    #expect(runs.replayed.error.hasSuffix("\n0 misses, 0 of 2 interactions unused\n"), "\(runs.replayed.error)")
  }

  @Test(.enabled(if: Client.isThere("wget", "--version"), "wget is not installed"))
  func `wget`() throws {
    let runs = try Client.record(["wget", "-qO-", "https://api.demo.test/a"])
    #expect(runs.live.output == Self.answer)
    #expect(runs.replayed.output == runs.live.output)
  }

  @Test func `Python's urllib`() throws {
    let script = """
      import urllib.request as r
      for n in range(2):
          q = r.Request("https://api.demo.test/echo", b'{"n":%d}' % n, {"Content-Type": "application/json"})
          a = r.urlopen(q)
          print(a.status, a.read().decode())
      """
    let runs = try Client.record(["python3", "main.py"], files: ["main.py": script])
    #expect(runs.live.output == "201 {\"n\":0}\n201 {\"n\":1}\n")
    #expect(runs.replayed.output == runs.live.output)
  }

  @Test(.enabled(if: Client.isThere("python3", "-c", "import requests"), "Python has no package requests"))
  func `Python's requests`() throws {
    let script = """
      import requests
      with requests.Session() as s:
          for path in ["/a", "/gzip", "/none"]:
              a = s.get("https://api.demo.test" + path)
              print(a.status_code, a.text)
      """
    let runs = try Client.record(["python3", "main.py"], files: ["main.py": script])
    #expect(runs.live.output == "200 \(Self.answer)\n200 {\"coded\":true}\n204 \n")
    #expect(runs.replayed.output == runs.live.output)
  }

  @Test(.enabled(if: Client.isThere("python3", "-m", "pip", "--version"), "Python has no pip"))
  func `pip download`() throws {
    let upstream = try Upstream()
    let made = try Subprocess.run(
      "python3",
      [
        "-c",
        """
        import zipfile
        with zipfile.ZipFile("demo-1.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr("demo.py", "print(1)\\n" * 2000)
            wheel.writestr("demo-1.0.dist-info/METADATA", "Metadata-Version: 2.1\\nName: demo\\nVersion: 1.0\\n")
            wheel.writestr("demo-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\\nTag: py3-none-any\\n")
            wheel.writestr("demo-1.0.dist-info/RECORD", "")
        open("links.html", "w").write("<!DOCTYPE html><a href='demo-1.0-py3-none-any.whl'>demo</a>")
        """,
      ], in: upstream.folder.path)
    try #require(made.status == 0, "\(made.error)")
    let options = "-q --no-index --no-cache-dir --no-deps --disable-pip-version-check"
    let script = """
      rm -rf got
      python3 -m pip download \(options) --find-links https://api.demo.test/files/links.html --dest got demo
      cksum got/*
      """
    let runs = try Client.record(["sh", "-ec", script], upstream: upstream)
    #expect(runs.live.output.hasSuffix("got/demo-1.0-py3-none-any.whl\n"))
    #expect(runs.replayed.output == runs.live.output)
  }

  @Test(.enabled(if: Client.isThere("node", "-e", "fetch"), "no Node with fetch is installed"))
  func `Node's fetch, by base URL`() throws {
    let script = """
      const base = process.env.TAPEDECK_DEMO_URL
      const answer = await fetch(base + "/echo", { method: "POST", body: "text" })
      console.log(answer.status, await answer.text())
      """
    let runs = try Client.record(["node", "main.mjs"], files: ["main.mjs": script])
    #expect(runs.live.output == "201 text\n")
    #expect(runs.replayed.output == runs.live.output)
  }

  @Test(.enabled(if: Client.isThere("java", "--version"), "Java is not installed"))
  func `Java's HttpClient`() throws {
    let script = """
      import java.net.URI;
      import java.net.http.*;
      public class Main {
        public static void main(String[] arguments) throws Exception {
          HttpRequest request = HttpRequest.newBuilder(URI.create("https://api.demo.test/a")).build();
          HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
          System.out.println(answer.statusCode() + " " + answer.body());
        }
      }
      """
    let runs = try Client.record(["java", "Main.java"], files: ["Main.java": script])
    #expect(runs.live.output == "200 \(Self.answer)\n")
    #expect(runs.replayed.output == runs.live.output)
  }

  @Test(.enabled(if: Client.isThere("go", "version"), "Go is not installed"))
  func `Go's net/http`() throws {
    let script = """
      package main

      import (
      \t"fmt"
      \t"io"
      \t"net/http"
      \t"os"
      )

      func main() {
      \tanswer, err := http.Get("https://api.demo.test/a")
      \tif err != nil {
      \t\tfmt.Fprintln(os.Stderr, err)
      \t\tos.Exit(3)
      \t}
      \tbody, _ := io.ReadAll(answer.Body)
      \tfmt.Println(answer.StatusCode, string(body))
      }
      """
    // The compiler keeps what it made for the next time: the user's folder for that, where there is one.
    let usable = #"cache=$(go env GOCACHE) && mkdir -p "$cache" && test -w "$cache" && printf %s "$cache""#
    let found = try Subprocess.run("sh", ["-c", usable])
    let cache = found.status == 0 && found.output.hasPrefix("/") ? found.output : "\(Program.stateFolder)/go"
    let runs = try Client.record(
      ["go", "run", "main.go"], files: ["main.go": script], environment: ["GOCACHE": cache, "GOFLAGS": "-mod=mod"])
    #expect(runs.live.output == "200 \(Self.answer)\n")
    #expect(runs.replayed.output == runs.live.output)
  }

  @Test(.enabled(if: Client.isThere("ruby", "--version"), "Ruby is not installed"))
  func `Ruby's Net::HTTP`() throws {
    let script = """
      require "net/http"
      puts Net::HTTP.get(URI("https://api.demo.test/a"))
      """
    let runs = try Client.record(["ruby", "main.rb"], files: ["main.rb": script])
    #expect(runs.live.output == "\(Self.answer)\n")
    #expect(runs.replayed.output == runs.live.output)
  }

  @Test(.enabled(if: Client.isThere("git", "--version"), "git is not installed"), arguments: ["smart", "files"])
  func `git clone`(manner: String) throws {
    let upstream = try Upstream()
    let made = try Subprocess.run(
      "sh",
      [
        "-ec",
        """
        git init -q --bare repo.git
        git init -q work
        cd work
        for n in 1 2 3; do
          seq $n 2000 > numbers.txt
          git add numbers.txt
          git -c user.name=Ada -c user.email=ada@example.com commit -q -m "commit $n"
        done
        git push -q ../repo.git HEAD:refs/heads/main
        git -C ../repo.git symbolic-ref HEAD refs/heads/main
        git -C ../repo.git update-server-info
        """,
      ], in: upstream.folder.path, environment: ["GIT_CONFIG_GLOBAL": "/dev/null", "HOME": upstream.folder.path])
    try #require(made.status == 0, "\(made.error)")
    let script = """
      rm -rf out
      git clone -q https://api.demo.test/\(manner)/repo.git out
      git -C out log --format='%H %s'
      cksum < out/numbers.txt
      """
    let runs = try Client.record(
      ["sh", "-ec", script], environment: ["GIT_CONFIG_GLOBAL": "/dev/null"], upstream: upstream)
    #expect(runs.live.output.contains(" commit 3\n") && runs.live.output.split(separator: "\n").count == 4)
    #expect(runs.replayed.output == runs.live.output)
  }
}
