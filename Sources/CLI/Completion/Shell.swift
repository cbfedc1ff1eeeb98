/// A shell whose completion asks the program.
enum Shell: String, CaseIterable, Sendable {
  case bash, zsh, fish

  /// What the shell reads. It knows no command and no option: those that it is asked for, it asks of the program that
  /// stands on the line, whichever version that is.
  var script: String {
    switch self {
    case .bash: Shell.bashScript
    case .zsh: Shell.zshScript
    case .fish: Shell.fishScript
    }
  }
}
