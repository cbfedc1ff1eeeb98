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

  @Test(
    arguments: [
      (0, "19700101T000000Z"), (-1, "19691231T235959Z"), (951_782_399_999, "20000228T235959Z"),
      (951_868_799_000, "20000229T235959Z"), (4_107_542_400_000, "21000301T000000Z"),
      (1_735_689_599_000, "20241231T235959Z"),
    ] as [(Int64, String)])
  func `the time is written as AWS writes it`(milliseconds: Int64, text: String) {
    let signer = SigV4(credentials: .offline, region: "us-east-1", service: "ses")
    let request = Request(.get, Origin(scheme: "https", host: "a.test"), Target("/"))
    #expect(signer.headers(for: request, body: [], time: milliseconds).first("x-amz-date") == text)
  }

  @Test func `the body's hash goes out where the service wants it`() {
    var signer = SigV4(credentials: .offline, region: "us-east-1", service: "s3")
    signer.sendsContentHash = true
    let added = signer.headers(
      for: Request(.get, Origin(scheme: "https", host: "a.test"), Target("/")), body: [], time: 0)
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
