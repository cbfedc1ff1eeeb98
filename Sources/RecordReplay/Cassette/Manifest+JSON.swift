import JSONModel

extension Manifest {
  /// A version that is not ours is told before anything else is looked at.
  init(_ root: JSONCursor) throws(CassetteError) {
    do {
      var members = try JSONMembers(root)
      let version = try members.required("tapedeck")
      guard version.int == Manifest.version else {
        let text = String(decoding: version.sourceBytes.prefix(20), as: UTF8.self)
        throw CassetteError(.version(text), at: version.place)
      }
      complete = try members.required("complete").requireBool()
      apis = try members.required("apis").manifestAPIs()
      pseudonymKey = try members.string("pseudonymKey")
      afterLast = try members.optional("afterLast").map { place throws(ShapeError) in
        try place.requireCase(AfterLast.self)
      }
      try members.finish()
    } catch let error as ShapeError {
      throw CassetteError(.shape(error.text), at: error.place)
    } catch let error as CassetteError {
      throw error
    } catch {
      throw CassetteError(.shape("\(error)"), at: root.place)
    }
  }

  var fileBytes: [UInt8] {
    var members: [(String, JSONValue)] = [("tapedeck", .number(Manifest.version)), ("complete", .bool(complete))]
    let apis = apis.map { api in
      (
        api.name,
        api.hosts.isEmpty ? JSONValue.object(JSONObject()) : ["hosts": .array(api.hosts.map { .string("\($0)") })]
      )
    }
    members.append(("apis", .object(JSONObject(apis))))
    if let pseudonymKey { members.append(("pseudonymKey", .string(pseudonymKey))) }
    if let afterLast { members.append(("afterLast", .string(afterLast.rawValue))) }
    return JSONValue.object(JSONObject(members)).bytes(Interaction.fileStyle)
  }
}

extension JSONCursor {
  fileprivate func manifestAPIs() throws(ShapeError) -> [ManifestAPI] {
    guard kind == .object else { throw wrongKind("an object") }
    guard count <= Manifest.maxAPIs else { throw wrong("names more than \(Manifest.maxAPIs) APIs") }
    var apis: [ManifestAPI] = []
    for member in members {
      let name = member.key.text
      guard API.isName(name) else {
        throw ShapeError(place: member.keyPlace, text: "\"\(name)\" is not a valid API name: \(API.nameRule)")
      }
      guard !apis.contains(where: { $0.name == name }) else {
        throw ShapeError(place: member.keyPlace, text: "the API \"\(name)\" is duplicated")
      }
      var members = try JSONMembers(member.value)
      let hosts = try members.optional("hosts")?.baseURLs()
      try members.finish()
      apis.append(ManifestAPI(name: name, hosts: hosts ?? []))
    }
    return apis
  }

  func baseURLs() throws(ShapeError) -> [BaseURL] {
    try list { element throws(ShapeError) in
      guard let url = BaseURL(try element.requireString()) else {
        throw element.wrong("is not a base URL such as https://api.example.com")
      }
      return url
    }
  }
}
