import Kubernetes
public import Workload

extension BenchmarkScenarios {
  /// W1 under 4,096 policies: 32 targets from 30 % to 92 %, 8 windows against scaling down from none to 30 minutes,
  /// tolerances of 5, 10, 15 and 20 %, at least 1, 2, 4 or 8 replicas.
  public static func sweep(load: Series) -> [Scenario] {
    let base = w1(load: load)
    var scenarios: [Scenario] = []
    for target in stride(from: Int32(30), through: 92, by: 2) {
      for window in [0, 60, 120, 180, 300, 600, 900, 1_800] as [Int32] {
        for tolerance in [50, 100, 150, 200] as [Int64] {
          for minimum in [1, 2, 4, 8] as [Int32] {
            var scenario = base
            var spec = scenario.autoscalers[0].hpa.spec
            spec.minReplicas = minimum
            spec.metrics[0].resource?.target.averageUtilization = target
            spec.behavior = HorizontalPodAutoscalerBehavior(
              scaleUp: HPAScalingRules(tolerance: Quantity(milli: tolerance)),
              scaleDown: HPAScalingRules(
                stabilizationWindowSeconds: window, tolerance: Quantity(milli: tolerance)))
            scenario.autoscalers[0].hpa.spec = spec
            scenario.autoscalers[0].hpa = scenario.autoscalers[0].hpa.defaulted()
            scenarios.append(scenario)
          }
        }
      }
    }
    return scenarios
  }
}
