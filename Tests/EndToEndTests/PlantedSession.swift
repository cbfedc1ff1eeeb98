import HTTPModel
import JSONModel
import TestSupport

/// Three exchanges with 200 secrets: each is given away at one place of one of them, and repeated in all three.
struct PlantedSession {
  static let count = 200
  /// In how many ways a secret is given away.
  private static let kinds = 24

  let secrets: [PlantedSecret]
  private(set) var exchanges: [PlantedExchange]

  /// The same exchanges for each seed, with other secrets.
  init(seed: UInt64) {
    secrets = (0..<PlantedSession.count).map {
      // Fields and cookies hold no quotes and no blanks.
      PlantedSecret($0, seed: seed, isPlain: $0 % PlantedSession.kinds < 12)
    }
    exchanges = [.json, .form, .multipart].map { PlantedExchange(kind: $0) }
    for secret in secrets {
      plant(secret)
      for index in exchanges.indices { exchanges[index].plantAgain(secret, way: secret.number / 3 + index * 7) }
    }
  }

  private mutating func plant(_ secret: PlantedSecret) {
    let (number, value) = (secret.number, secret.value)
    switch number % PlantedSession.kinds {
    case 0: exchanges[number % 3].fields.append(("X-Key\(number)-Secret", value))
    case 1: exchanges[number % 3].fields.append(("X-K\(number)-Api-Key", value))
    case 2: exchanges[number % 3].answerFields.append(("X-A\(number)-Auth-Token", value))
    case 3: exchanges[number % 3].cookies.append("s\(number)_session=\(value)")
    case 4: exchanges[number % 3].answerFields.append(("Set-Cookie", "t\(number).sid=\(value); Path=/; HttpOnly"))
    case 5: exchanges[number % 3].query.append("k\(number)_token=\(secret.percent)")
    case 6:
      exchanges[number % 3].answerFields.append(("X-Next\(number)", "https://api.test/?access_token=\(secret.percent)"))
    case 7: exchanges[2].lines.append("DB\(number)_PASSWORD=\(value)")
    case 8: exchanges[2].lines.append("curl -H 'Authorization: Bearer \(value)' https://api.test/\(number)")
    case 9: exchanges[2].lines.append("see https://api.test/\(number)?api_key=\(secret.percent)&a=1 and")
    case 10: exchanges[2].lines.append("connect postgres://u\(number):\(secret.percent)@db.test/x or")
    case 11: exchanges[2].lines.append("r\(number)_secret: \(value)")
    case 12: exchanges[0].members.append("\"p\(number)_password\":\"\(secret.json())\"")
    case 13:
      exchanges[0].members.append("\"d\(number)\":{\"e\":[{\"client_secret\":\"\(secret.json(isLong: true))\"}]}")
    case 14:
      let inner = "{\"api_key\":\"\(secret.json())\"}"
      exchanges[0].members.append("\"in\(number)\":\"\(PlantedSecret.json(inner))\"")
    case 15: exchanges[0].answerMembers.append("\"a\(number)_token\":\"\(secret.json())\"")
    case 16:
      exchanges[0].answerMembers.append("\"l\(number)\":[{\"name\":\"password\",\"value\":\"\(secret.json())\"}]")
    case 17: exchanges[0].answerMembers.append("\"secrets\(number)_secret\":{\"x\":[\"\(secret.json(isLong: true))\"]}")
    case 18: exchanges[1].items.append("p\(number)_password=\(secret.percent)")
    case 19:
      exchanges[1].items.append(
        "data\(number)=" + PercentEncoding.encoded("{\"access_token\":\"\(secret.json())\"}".utf8))
    case 20: exchanges[1].elements.append("<e\(number)><Password>\(secret.markup)</Password></e\(number)>")
    case 21: exchanges[1].elements.append("<f\(number) secret=\"\(secret.markup)\" b=\"1\"/>")
    case 22: exchanges[2].parts.append(("q\(number)_password", value))
    default: exchanges[2].parts.append(("json\(number)", "{\"refresh_token\":\"\(secret.json())\"}"))
    }
  }

  /// The index of the exchange that gives it away.
  static func giver(of secret: PlantedSecret) -> Int {
    switch secret.number % kinds {
    case ..<7: secret.number % 3
    case 12...17: 0
    case 18...21: 1
    default: 2
    }
  }

  /// Makes it the name of a member, where nothing can be put in its place.
  mutating func hideInName(_ secret: PlantedSecret) {
    exchanges[0].answerMembers.append("\"\(secret.json())\":1")
  }

  var har: [UInt8] {
    let log: JSONValue = [
      "version": "1.2", "creator": ["name": "t", "version": "1"], "entries": .array(exchanges.map(\.har)),
    ]
    return JSONValue.object(JSONObject([("log", log)])).bytes()
  }
}
