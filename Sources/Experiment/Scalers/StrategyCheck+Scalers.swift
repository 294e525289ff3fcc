import Kubernetes
package import Simulation

extension StrategyCheck {
  /// What scales besides HPAs in the strategy.
  package func scalers() -> [ScenarioScaler] { strategy.scalers.map(\.scaler) }
}
