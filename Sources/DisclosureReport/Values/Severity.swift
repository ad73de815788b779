// How grave a finding is.

public enum Severity: String, Sendable, Comparable, CaseIterable {
  /// For information: nothing is wrong, but something could not be verified or was done for the user.
  case note
  /// Doubtful: a person should look.
  case warning
  /// Wrong or unread: the figures cannot stand as they are.
  case error

  public static func < (left: Severity, right: Severity) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}
