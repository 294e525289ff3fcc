public import Cluster
import Workload

/// The least supply that keeps the objective, for a load that stays: what hindsight would have run.
///
/// Demand curve of the SPEC elasticity metrics (Herbst et al. 2015): the smallest number of ready pods with which the
/// promised share of requests is answered in time, under the same response model as the simulation. It knows no
/// start-up times; a strategy that follows it exactly would have to know the future.
public struct Oracle: Sendable {
  /// The most requests per second one pod can take, or nil if no rate keeps the objective.
  public let ratePerPod: Double?

  /// Works out what one pod can take, by bisection to one part in a million.
  public init(workload: ScenarioWorkload, pools: [NodePool], latencyObjectiveMs: Double, target: Double) {
    let service = ServiceModel(workload.response, latencyObjectiveMs: latencyObjectiveMs)
    let template = PodTemplate(workload.deployment)
    let node = pools.map { $0.cpuMilli * 1_000 }.min() ?? 0
    let ceiling = [template.limitMicrocores, service.threadMicrocores].compactMap(\.self).reduce(node, min)
    let cores = Double(ceiling - service.idleMicrocores) / 1e6
    guard cores > 0 else {
      ratePerPod = nil
      return
    }
    var low = 0.0
    var high = cores / service.cpuPerRequest
    func keeps(_ rate: Double) -> Bool {
      service.slowShare(rate: rate, cores: cores) <= 1 - target
    }
    guard keeps(high * 1e-9) else {
      ratePerPod = nil
      return
    }
    while high - low > 1e-6 * high {
      let middle = (low + high) / 2
      if keeps(middle) { low = middle } else { high = middle }
    }
    ratePerPod = low
  }

  /// The least number of ready pods for a load in requests per second; 0 without load, nil if no number is enough.
  public func replicas(forRate requestsPerSecond: Double) -> Double? {
    guard requestsPerSecond > 0 else { return 0 }
    guard let ratePerPod, ratePerPod > 0 else { return nil }
    return (requestsPerSecond / ratePerPod).rounded(.up)
  }
}
