import UserState

/// What Tapedeck keeps for a user, see `UserFolder`.
enum StateFolder {
  static func path(_ name: String) -> String { UserFolder.path(name) }
}
