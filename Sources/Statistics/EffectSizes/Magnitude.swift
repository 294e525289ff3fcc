/// A word for the size of Cliff's δ.
public enum Magnitude: String, Sendable, Hashable, CaseIterable {
  /// |δ| below 0.147.
  case negligible
  /// |δ| below 0.33.
  case small
  /// |δ| below 0.474.
  case medium
  /// |δ| of 0.474 or more.
  case large

  /// Classifies Cliff's δ by the thresholds of Romano and others, 2006.
  public init(cliffsDelta delta: Double) {
    switch abs(delta) {
    case ..<0.147: self = .negligible
    case ..<0.33: self = .small
    case ..<0.474: self = .medium
    default: self = .large
    }
  }
}
