import Clocks
import HTTPModel
import Signing
import Testing

struct SigV4Tests {
  @Test(arguments: SigningCase.all) func `the signature is the one that botocore made`(example: SigningCase) {
    #expect(example.ours == example.theirs)
  }

  @Test(.enabled(if: Botocore.isThere), arguments: SigningCase.all)
  func `the signature is the one that this machine's botocore makes`(example: SigningCase) {
    #expect(example.ours == Botocore.authorization(for: example))
  }

  @Test func `the date and the token go out with the signature`() {
    let added = SigningCase.all[1].added
    #expect(added?.map(\.name) == ["X-Amz-Date", "X-Amz-Security-Token", "Authorization"])
    #expect(added?.first("x-amz-date") == SigningCase.timestamp)
    #expect(added?.first("x-amz-security-token") == "FwoGZX//token==")
  }

  @Test(arguments: ["a\tb", "a \t b", " a b\t"]) func `blanks of any kind and number are signed as one space`(
    value: String
  ) {
    let signer = SigV4(credentials: .offline, region: "us-east-1", service: "ses")
    let signatures = [value, "a b"].map { value in
      let request = Request(
        .get, Origin(scheme: "https", host: "a.test"), Target("/"), headers: [HeaderField("X-Value", value)])
      return signer.headers(for: request, body: [], time: .epoch).first("authorization")
    }
    #expect(signatures[0] == signatures[1])
  }

  @Test func `a path is signed as it is where the service wants it encoded once`() {
    func signature(_ target: String, encodesTwice: Bool) -> String? {
      var signer = SigV4(credentials: .offline, region: "us-east-1", service: "s3")
      signer.encodesPathTwice = encodesTwice
      let request = Request(.get, Origin(scheme: "https", host: "a.test"), Target(target))
      return signer.headers(for: request, body: [], time: .epoch).first("authorization")
    }
    #expect(signature("/a/../b", encodesTwice: true) == signature("/b", encodesTwice: true))
    #expect(signature("/a/../b", encodesTwice: false) != signature("/b", encodesTwice: false))
    #expect(signature("/b", encodesTwice: false) == signature("/b", encodesTwice: true))
  }

  @Test func `the body's hash goes out where the service wants it`() {
    var signer = SigV4(credentials: .offline, region: "us-east-1", service: "s3")
    signer.sendsContentHash = true
    let added = signer.headers(
      for: Request(.get, Origin(scheme: "https", host: "a.test"), Target("/")), body: [], time: .epoch)
    #expect(
      added.first("x-amz-content-sha256") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(added.first("authorization")?.contains("host;x-amz-content-sha256;x-amz-date") == true)
  }

  @Test func `credentials print without their secrets`() {
    let credentials = AWSCredentials(accessKeyID: "id", secretAccessKey: "hidden-key", sessionToken: "hidden-token")
    var dumped = ""
    dump(credentials, to: &dumped)
    for text in ["\(credentials)", String(reflecting: credentials), String(describing: [credentials]), dumped] {
      #expect(!text.contains("hidden"))
    }
  }
}
