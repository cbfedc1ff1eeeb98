/// Where and how a stack is thought to be deployed: what a template's pseudo parameters and parameters stand for.
public struct StackEnvironment: Hashable, Sendable {
  public var region = "us-east-1"
  public var account = "000000000000"
  public var partition = "aws"
  /// The domain of AWS's endpoints.
  public var urlSuffix = "amazonaws.com"
  public var stackName = "tapedeck"
  /// Values of the template's own parameters; they win over its defaults.
  public var parameters: [String: String] = [:]

  public init() {}

  /// Nil for `AWS::StackId`, `AWS::NotificationARNs` and whatever has no value before there is a stack.
  func pseudoParameter(_ name: String) -> String? {
    switch name {
    case "AWS::Region": region
    case "AWS::AccountId": account
    case "AWS::Partition": partition
    case "AWS::URLSuffix": urlSuffix
    case "AWS::StackName": stackName
    default: nil
    }
  }
}
