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
          && (bare.utf8.first.map { (97...122).contains($0) } ?? false)
      }
      return TaskResource.optimized[type]?.contains(bare) ?? false
    }
  }

  private static func isLowerOrDigit(_ byte: UInt8) -> Bool { (97...122).contains(byte) || (48...57).contains(byte) }

  /// https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html
  private static let optimized: [String: [String]] = [
    "apigateway": ["invoke"],
    "athena": ["getQueryExecution", "getQueryResults", "startQueryExecution", "stopQueryExecution"],
    "batch": ["submitJob"], "bedrock": ["createModelCustomizationJob", "invokeModel"],
    "codebuild": ["batchDeleteBuilds", "batchGetReports", "startBuild", "startBuildBatch", "stopBuild"],
    "databrew": ["startJobRun"], "dynamodb": ["deleteItem", "getItem", "putItem", "updateItem"], "ecs": ["runTask"],
    "eks": [
      "call", "createCluster", "createFargateProfile", "createNodegroup", "deleteCluster", "deleteFargateProfile",
      "deleteNodegroup", "runJob",
    ],
    "elasticmapreduce": [
      "addStep", "cancelStep", "createCluster", "modifyInstanceFleetByName", "modifyInstanceGroupByName",
      "setClusterTerminationProtection", "terminateCluster",
    ],
    "emr-containers": ["createVirtualCluster", "deleteVirtualCluster", "startJobRun"],
    "emr-serverless": [
      "cancelJobRun", "createApplication", "deleteApplication", "startApplication", "startJobRun", "stopApplication",
    ],
    "events": ["putEvents"], "glue": ["startJobRun"], "http": ["invoke"], "lambda": ["invoke"],
    "mediaconvert": ["createJob"],
    "sagemaker": [
      "createEndpoint", "createEndpointConfig", "createHyperParameterTuningJob", "createLabelingJob", "createModel",
      "createProcessingJob", "createTrainingJob", "createTransformJob", "updateEndpoint",
    ],
    "sns": ["publish"], "sqs": ["sendMessage"], "states": ["startExecution"],
  ]
}
