import Kubernetes
import Statistics

@testable import Simulation

/// Incidents of all kinds at random instants.
enum RandomIncidents {
  static func make(seed: UInt64, _ scenario: Scenario) -> [Incident] {
    var luck = RandomStream(seed: seed, purpose: "random-incidents", entity: 0)
    let minutes = Int(scenario.horizonMs / 60_000)
    return (0..<(1 + luck.index(below: 4))).map { number in
      let atMs = Int64(luck.index(below: minutes)) * 60_000 + Int64(luck.index(below: 3)) * 500
      let lasts = luck.index(below: 4) > 0
      let target = NodeTarget(any: 1 + luck.index(below: 2))
      let kind: Incident.Kind =
        switch luck.index(below: 8) {
        case 0, 1: .kill(target)
        case 2: .cutNetwork(target)
        case 3: .slow(target, speed: Int64(200 + luck.index(below: 700)))
        case 4: .drain(target)
        case 5: .cordon(target)
        case 6: .rollout(deployment: scenario.workloads[0].deployment.metadata.name)
        default: .apiServerDown
        }
      return Incident(
        atMs: atMs, endMs: lasts ? atMs + Int64(1 + luck.index(below: 900)) * 1_000 : nil,
        name: "incident \(number)", kind: kind)
    }
  }
}
