extension TaskResource {
  /// Whether AWS takes the resource, as far as its form and the list of optimized integrations tell: an SDK
  /// integration is known by its form alone.
  var isKnownToAWS: Bool {
    switch family {
    case .function, .activity: return true
    case .integration("", _): return false
    case .integration(let type, let action):
      let name = action.utf8.prefix { $0 != UInt8(ascii: ".") }
      let bare = String(decoding: Array(name), as: UTF8.self)
      if type.utf8.starts(with: "aws-sdk:".utf8) {
        let service = type.utf8.dropFirst("aws-sdk:".utf8.count)
        return !service.isEmpty && service.allSatisfy(TaskResource.isLowerOrDigit)
          && (bare.utf8.first.map { (97...122).contains($0) } ?? false) && pattern != .sync
      }
      guard let service = TaskResource.optimized[type] else { return false }
      return service.actions.contains(bare) && (pattern == .requestResponse || service.patterns.contains(pattern))
    }
  }

  /// `${Function.Arn}`, what a deployment fills in; nil where the resource has none.
  var placeholder: String? {
    let bytes = Array(arn.utf8)
    guard let start = bytes.indices.first(where: { bytes[$0...].starts(with: "${".utf8) }),
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "}"))
    else { return nil }
    return String(decoding: bytes[start...end], as: UTF8.self)
  }

  private static func isLowerOrDigit(_ byte: UInt8) -> Bool { (97...122).contains(byte) || (48...57).contains(byte) }

  /// The actions of each service, and who may answer them beside the service itself; not every action of a service knows
  /// each of these patterns.
  ///
  /// https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html
  private static let optimized: [String: (actions: [String], patterns: [Pattern])] = [
    "apigateway": (["invoke"], [.callback]),
    "athena": (["getQueryExecution", "getQueryResults", "startQueryExecution", "stopQueryExecution"], [.sync]),
    "batch": (["submitJob"], [.sync]),
    "bedrock": (["createModelCustomizationJob", "invokeModel"], [.sync, .callback]),
    "codebuild": (
      [
        "batchDeleteBuilds", "batchGetReports", "deleteBuildBatch", "retryBuildBatch", "startBuild", "startBuildBatch",
        "stopBuild", "stopBuildBatch",
      ], [.sync]
    ),
    "databrew": (["startJobRun"], [.sync]),
    "dynamodb": (["deleteItem", "getItem", "putItem", "updateItem"], []),
    "ecs": (["runTask"], [.sync, .callback]),
    "eks": (
      [
        "call", "createCluster", "createFargateProfile", "createNodegroup", "deleteCluster", "deleteFargateProfile",
        "deleteNodegroup", "runJob",
      ], [.sync, .callback]
    ),
    "elasticmapreduce": (
      [
        "addStep", "cancelStep", "createCluster", "modifyInstanceFleetByName", "modifyInstanceGroupByName",
        "setClusterTerminationProtection", "terminateCluster",
      ], [.sync]
    ),
    "emr-containers": (["createVirtualCluster", "deleteVirtualCluster", "startJobRun"], [.sync]),
    "emr-serverless": (
      [
        "cancelJobRun", "createApplication", "deleteApplication", "startApplication", "startJobRun", "stopApplication",
      ], [.sync]
    ),
    "events": (["putEvents"], [.callback]), "glue": (["startJobRun"], [.sync]), "http": (["invoke"], []),
    "lambda": (["invoke"], [.callback]), "mediaconvert": (["createJob"], [.sync]),
    "sagemaker": (
      [
        "createEndpoint", "createEndpointConfig", "createHyperParameterTuningJob", "createLabelingJob", "createModel",
        "createProcessingJob", "createTrainingJob", "createTransformJob", "updateEndpoint",
      ], [.sync]
    ),
    "sns": (["publish"], [.callback]), "sqs": (["sendMessage"], [.callback]),
    "states": (["startExecution"], [.sync, .callback]),
  ]
}
