/// What AWS gives to someone who may sign. Printing it shows the access key's id only.
public struct AWSCredentials: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public let accessKeyID: String
  let secretAccessKey: String
  let sessionToken: String?

  /// `sessionToken` belongs to temporary credentials; nil for lasting ones.
  public init(accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil) {
    self.accessKeyID = accessKeyID
    self.secretAccessKey = secretAccessKey
    self.sessionToken = sessionToken
  }

  /// The ones that sign offline, where nobody checks. They are no key of AWS's.
  public static let offline = AWSCredentials(accessKeyID: "TAPEDECKOFFLINE", secretAccessKey: "tapedeck-offline")

  public var description: String { "AWSCredentials(\(accessKeyID))" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: ["accessKeyID": accessKeyID]) }
}
