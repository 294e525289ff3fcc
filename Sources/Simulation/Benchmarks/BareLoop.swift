import Workload

/// A yardstick for benchmarks: the HPA's formula over a load in a bare loop, with no cluster around it.
///
/// Ratio, tolerance and rounding of one metric, the stabilisation window as a ring, the 2x/+4 limit and a start-up of
/// four steps. What a script without pods would compute; how much more the closed loop costs is its price of honesty.
public enum BareLoop {
  /// Runs the loop over requests per second of 10 ms each; returns the sum of replicas over steps.
  public static func run(_ load: [Double], target: Double, maximum: Double) -> Double {
    var ring = [Double](repeating: 0, count: 20)
    var starting = [Double](repeating: 22, count: 4)
    var replicas = 22.0
    var sum = 0.0
    for step in 0..<load.count {
      let ready = starting[step & 3]
      let ratio = load[step] / 100 / (ready > 0 ? ready : 1) / target
      let raw = ratio > 0.9 && ratio < 1.1 ? replicas : (ratio * ready).rounded(.up)
      ring[step % 20] = raw
      var wanted = raw
      for old in ring where old > wanted { wanted = old }
      if raw > replicas { wanted = raw }
      let most = replicas * 2 > 4 ? replicas * 2 : 4
      replicas = wanted < most ? wanted : most
      if replicas > maximum { replicas = maximum }
      if replicas < 2 { replicas = 2 }
      starting[step & 3] = replicas
      sum += replicas
    }
    return sum
  }
}
