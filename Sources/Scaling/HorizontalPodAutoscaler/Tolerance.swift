import Kubernetes

/// How far a ratio of usage to target may be from 1 without a change, in each direction.
struct HPATolerance: Sendable, Hashable {
  /// Below 1.
  let down: Double
  /// Above 1.
  let up: Double
  private let lowest: Double
  private let highest: Double
  private let comparesBounds: Bool

  init(down: Double, up: Double, comparesBounds: Bool = true) {
    self.down = down
    self.up = up
    self.comparesBounds = comparesBounds
    lowest = 1 - down
    highest = 1 + up
  }

  /// Takes behavior's tolerances where the release and its gate allow them, else the flag's.
  init(_ behavior: HorizontalPodAutoscalerBehavior?, configuration: HPAConfiguration) {
    let rules = HPAVersionRules(configuration.version)
    let isConfigurable = rules.knowsTolerance && configuration.gates.configurableTolerance
    self.init(
      down: isConfigurable
        ? behavior?.scaleDown?.tolerance?.approximateDouble ?? configuration.tolerance
        : configuration.tolerance,
      up: isConfigurable
        ? behavior?.scaleUp?.tolerance?.approximateDouble ?? configuration.tolerance
        : configuration.tolerance,
      comparesBounds: rules.comparesBounds)
  }

  /// Whether a ratio is close enough to 1; never for NaN.
  @inline(__always)
  func contains(_ ratio: Double) -> Bool {
    comparesBounds ? lowest <= ratio && ratio <= highest : (1 - ratio).magnitude <= up
  }
}
