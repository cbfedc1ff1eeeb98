import ContractTesting
import HTTPModel
import Testing

/// Bodies that are no JSON.
struct FormBodyTests {
  private func contract(_ type: String) throws -> Contract {
    try SampleContract.make(
      """
      paths:
        /f:
          post:
            requestBody:
              content:
                \(type):
                  schema:
                    type: object
                    required: [name]
                    properties:
                      name: {type: string}
                      count: {type: integer}
                      on: {type: boolean}
                      tags: {type: array, items: {type: integer}}
                      address: {type: object, properties: {zip: {type: string, maxLength: 5}}}
                      file: {type: string, format: binary}
            responses: {}
      """)
  }

  struct Case: Sendable {
    let body: String, told: [String]
    init(_ body: String, _ told: String...) { (self.body, self.told) = (body, told) }
  }

  @Test(arguments: [
    Case("name=a+b&count=1&on=true&tags=1&tags=2"), Case("count=1", "missing-field"),
    Case("name=a&count=x", "wrong-type /count"), Case("name=1&tags=x", "wrong-type /tags/0"),
    Case("name=a&tags[]=1&other=1", "undocumented-field /other"),
    Case("name=a&address[zip]=123456", "wrong-length /address/zip"),
    Case("name=a&address=%7B%22zip%22%3A%22123456%22%7D", "wrong-length /address/zip"), Case("name", ),
  ])
  func `a form's fields are read by their schemas`(_ sample: Case) throws {
    let type = "application/x-www-form-urlencoded"
    let contract = try contract(type)
    let request = SampleContract.post(sample.body, to: "/f", headers: [HeaderField("Content-Type", type)])
    #expect(contract.told(contract.verify(request)) == sample.told)
  }

  @Test func `so are the parts of a multipart body`() throws {
    let contract = try contract("multipart/form-data")
    func told(_ parts: [(head: String, text: String)], boundary: String = "b") -> [String] {
      let body =
        parts.map { "--b\r\nContent-Disposition: form-data; \($0.head)\r\n\r\n\($0.text)\r\n" }.joined() + "--b--\r\n"
      let type = HeaderField("Content-Type", "multipart/form-data; boundary=\(boundary)")
      return contract.told(contract.verify(SampleContract.post(body, to: "/f", headers: [type])))
    }
    #expect(
      told([("name=\"name\"", "a"), ("name=\"count\"", "1"), ("name=\"file\"; filename=\"a.bin\"", "\u{0}")]) == [])
    #expect(told([("name=\"name\"", "a"), ("name=\"count\"", "x")]) == ["wrong-type /count"])
    #expect(
      told([("name=\"name\"", "a"), ("name=\"address\"\r\nContent-Type: application/json", "{\"zip\": 1}")])
        == ["wrong-type /address/zip"])
    #expect(told([("name=\"name\"", "a")], boundary: "other") == ["unreadable-body"])
    #expect(told([("filename=x", "a")]) == ["unreadable-body"])
  }

  @Test(arguments: [
    Case("tags=a,b&pipes=1|2&deep[k]=1&meta=%7B%22k%22:1%7D&flat=k,1&u=1&count=5"),
    Case("tags=a%2Cc&pipes=1%7Cx", "unknown-enum-value /tags/1", "wrong-type /pipes/1"),
    Case("tags=", ), Case("u=x&w=a", "wrong-type /spread/u"), Case("flat=k,x", "wrong-type /flat/k"),
    Case("meta=%7B%22k%22:%22a%22%7D", "wrong-type /meta/k"), Case("count=%221%22", "wrong-type /count"),
    Case("count=1&other=1", "undocumented-field /other"),
  ])
  func `a field is written as the encoding of its property says`(_ sample: Case) throws {
    let type = "application/x-www-form-urlencoded", one = "{type: object, properties: {k: {type: integer}}}"
    let contract = try SampleContract.make(
      """
      paths:
        /f:
          post:
            requestBody:
              content:
                \(type):
                  schema:
                    type: object
                    properties:
                      tags: {type: array, items: {enum: [a, b]}}
                      pipes: {type: array, items: {type: integer}}
                      deep: \(one)
                      meta: \(one)
                      flat: \(one)
                      spread: {type: object, properties: {u: {type: integer}, w: {type: string}}}
                      count: {type: integer}
                  encoding:
                    tags: {explode: false}
                    pipes: {style: pipeDelimited, explode: false}
                    deep: {style: deepObject, explode: true}
                    meta: {contentType: application/json}
                    flat: {style: form, explode: false}
                    spread: {style: form}
                    count: {contentType: application/json}
            responses: {}
      """)
    let request = SampleContract.post(sample.body, to: "/f", headers: [HeaderField("Content-Type", type)])
    #expect(contract.told(contract.verify(request)) == sample.told)
  }

  @Test func `parts of one name that are JSON are an array of what they hold`() throws {
    let contract = try SampleContract.make(
      """
      paths:
        /f:
          post:
            requestBody:
              content:
                multipart/form-data:
                  schema: {properties: {docs: {type: array, items: {type: object, properties: {a: {type: integer}}}}}}
            responses: {}
      """)
    let head = "--b\r\nContent-Disposition: form-data; name=docs\r\nContent-Type: application/json\r\n\r\n"
    let body = "\(head){\"a\": 1}\r\n\(head){\"a\": \"2\"}\r\n--b--\r\n"
    let type = HeaderField("Content-Type", "multipart/form-data; boundary=b")
    let request = SampleContract.post(body, to: "/f", headers: [type])
    #expect(contract.told(contract.verify(request)) == ["wrong-type /docs/1/a"])
  }

  @Test func `a media type that nobody reads is not verified, which is a finding`() throws {
    let contract = try contract("application/xml")
    let type = HeaderField("Content-Type", "application/xml")
    #expect(contract.told(contract.verify(SampleContract.post("<a/>", to: "/f", headers: [type]))) == ["unverifiable"])
  }
}
