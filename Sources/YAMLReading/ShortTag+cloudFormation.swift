extension YAMLOptions {
  /// For CloudFormation's and SAM's templates: `!Ref a` stands for `{"Ref": "a"}`, `!Sub a` for `{"Fn::Sub": "a"}`.
  public static var cloudFormation: YAMLOptions {
    var tags = ["!Ref": ShortTag(member: "Ref"), "!Condition": ShortTag(member: "Condition")]
    for name in functions { tags["!\(name)"] = ShortTag(member: "Fn::\(name)", splitsAtDot: name == "GetAtt") }
    // Templates are YAML 1.1, of which a date (their version) stays text here.
    return YAMLOptions(schema: .yaml11, shortTags: tags)
  }

  private static let functions = [
    "And", "Base64", "Cidr", "Contains", "EachMemberEquals", "EachMemberIn", "Equals", "FindInMap", "GetAtt", "GetAZs",
    "If",
    "ImportValue", "Join", "Length", "Not", "Or", "RefAll", "Select", "Split", "Sub", "ToJsonString", "Transform",
    "ValueOf",
    "ValueOfAll",
  ]
}
