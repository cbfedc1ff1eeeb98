import HTTPModel
import JSONModel
import PurchaseWorkflow
import TestSupport
import Testing
import WorkflowEngine

struct PurchaseRobustTests {
  static let olderKey = "47E5A8-4AA52C-8D1D6B-F9F684-0D3A63-V3"
  static let newerKey = "B4653F-1B78B5-97D50E-5197C1-FE4EF8-V3"

  static func mail(_ key: String) -> String { "Thank you for your purchase.\n\nYour license key is: \(key)" }

  @Test(arguments: [
    ("purchase", olderKey, 1), ("purchase-2025", newerKey, 1), ("purchase-again", olderKey, 0),
    ("purchase-lost-answer", olderKey, 2),
  ])
  func `it mails the key on both servers, after a lost answer and where the licence is there already`(
    cassette: String, key: String, creations: Int
  ) async throws {
    let session = try Session(cassette)
    let execution = try await session.run(.purchaseRobust)
    #expect(execution.status == .succeeded, "\(execution.cause ?? "")")
    #expect(session.mails == [Self.mail(key)])
    #expect(session.requests.count { $0 == "POST api.keygen.sh" } == creations)
  }

  @Test(arguments: ["purchase", "purchase-2025"])
  func `run twice in one session it makes one licence and mails the same key`(cassette: String) async throws {
    let session = try Session(cassette)
    let first = try await session.run(.purchaseRobust)
    let second = try await session.run(.purchaseRobust)
    #expect(first.status == .succeeded && second.status == .succeeded)
    #expect(session.mails.count == 2)
    #expect(Set(session.mails) == [Self.mail(cassette == "purchase" ? Self.olderKey : Self.newerKey)])
    #expect(session.requests.count { $0 == "POST api.keygen.sh" } == 1)
  }

  @Test func `a mail that fails ends in a Fail that says what is outstanding, and running again completes it`()
    async throws
  {
    let session = try Session("purchase") { request, earlier in
      guard request.isMail, earlier == 0 else { return nil }
      return .answer(400, ["__type": "SendingPausedException", "message": "Sending is paused."])
    }
    let first = try await session.run(.purchaseRobust)
    #expect(first.status == .failed)
    #expect(first.error?.rawValue == "MailOutstanding")
    let cause = first.cause ?? ""
    for part in [
      "Licence 3c7a5e0e-2f4d-4a6b-9d6e-5a1f0c9b7d21 of transaction txn_01hv8x29r7kqv4yhyehw8wqv2b is there",
      "customer ctm_01hv6y1jedq4p1n0yqn5ba3ky4", "SesV2.SendingPausedException", "run the event again",
    ] { #expect(cause.contains(part), "\(cause)") }
    #expect(!cause.contains("ada@example.com") && !cause.contains(Self.olderKey))
    let second = try await session.run(.purchaseRobust)
    #expect(second.status == .succeeded)
    #expect(session.mails == [Self.mail(Self.olderKey), Self.mail(Self.olderKey)])
    #expect(session.requests.count { $0 == "POST api.keygen.sh" } == 1)
  }

  @Test func `SES is asked again only where it did not take the mail`() async throws {
    let throttled = try Session("purchase") { request, earlier in
      request.isMail && earlier < 2 ? .answer(429, ["__type": "TooManyRequestsException", "message": "Slower."]) : nil
    }
    #expect(try await throttled.run(.purchaseRobust).status == .succeeded)
    #expect(throttled.mails.count == 3)
    let lost = try Session("purchase") { request, _ in
      request.isMail ? .failure(TransportFailure(.reset, "lost")) : nil
    }
    #expect(try await lost.run(.purchaseRobust).error?.rawValue == "MailOutstanding")
    #expect(lost.mails.count == 1)
  }

  @Test(arguments: [429, 500, 502, 503, 504])
  func `a server that is busy or broken is asked again`(status: Int) async throws {
    let session = try Session("purchase") { _, earlier in earlier == 0 ? .answer(status) : nil }
    // SES's errors have names of their own; 500 is none that may be repeated.
    let execution = try await session.run(.purchaseRobust)
    #expect(execution.error?.rawValue == "MailOutstanding")
    #expect(
      session.requests == [
        "GET sandbox-api.paddle.com", "GET sandbox-api.paddle.com", "GET api.keygen.sh", "GET api.keygen.sh",
        "POST api.keygen.sh", "POST api.keygen.sh", "POST email.us-east-1.amazonaws.com",
      ])
  }

  @Test(arguments: [400, 401, 403, 404, 409])
  func `a refusal is not repeated, and a customer who can't be read leaves nothing behind`(status: Int) async throws {
    let session = try Session("purchase") { request, _ in request.isCustomer ? .answer(status) : nil }
    let execution = try await session.run(.purchaseRobust)
    #expect(execution.error?.rawValue == "States.Http.StatusCode.\(status)")
    #expect(session.requests == ["GET sandbox-api.paddle.com"])
    let creation = try Session("purchase") { request, _ in request.isCreation ? .answer(status) : nil }
    #expect(try await creation.run(.purchaseRobust).error?.rawValue == "States.Http.StatusCode.\(status)")
    #expect(creation.requests.count { $0 == "POST api.keygen.sh" } == 1)
    #expect(creation.mails.isEmpty)
  }

  @Test func `a 422 without a licence is a Fail that says so`() async throws {
    let session = try Session("purchase") { request, _ in
      if request.isCreation { return .answer(422, ["errors": [["code": "POLICY_NOT_FOUND"]]]) }
      return request.isLookUp ? .answer(200, ["data": []]) : nil
    }
    let execution = try await session.run(.purchaseRobust)
    #expect(execution.error?.rawValue == "LicenseOutstanding")
    #expect(execution.cause?.contains("txn_01hv8x29r7kqv4yhyehw8wqv2b") == true)
    #expect(session.requests.suffix(2) == ["POST api.keygen.sh", "GET api.keygen.sh"])
    #expect(session.mails.isEmpty)
  }

  @Test(arguments: [
    "application/vnd.api+json", "text/plain", "application/json",
  ])
  func `an answer that can't be read is a Fail that says what is outstanding, and makes no second licence`(
    type: String
  ) async throws {
    // As text, or as JSON without a key.
    let session = try Session("purchase") { request, earlier in
      if request.isCreation, earlier > 0 { return .answer(422) }
      guard request.isCreation || request.isLookUp else { return nil }
      let body = #"{"data":{"id":"3c7a5e0e-2f4d-4a6b-9d6e-5a1f0c9b7d21","attributes":{}}}"#
      return .response(
        Response(
          status: 200, reason: "OK", headers: [HeaderField("Content-Type", type)], body: .bytes(Array(body.utf8))))
    }
    for _ in 0..<2 {
      let execution = try await session.run(.purchaseRobust)
      #expect(execution.error?.rawValue == "LicenseOutstanding", "\(execution.cause ?? "")")
      #expect(
        execution.cause?.contains("Licence 3c7a5e0e-2f4d-4a6b-9d6e-5a1f0c9b7d21 and its mail are outstanding") == true)
    }
    #expect(session.mails.isEmpty)
  }

  @Test func `a licence of another transaction is not mailed`() async throws {
    let session = try Session("purchase") { request, _ in
      guard request.isLookUp else { return nil }
      return .answer(
        200,
        ["data": [["id": "other", "attributes": ["key": "OTHER", "metadata": ["transactionId": "txn_other"]]]]])
    }
    #expect(try await session.run(.purchaseRobust).status == .succeeded)
    #expect(session.mails == [Self.mail(Self.olderKey)])
  }
}
