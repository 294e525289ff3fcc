import Cluster
import Scaling
import Simulation
import Workload

extension ScoreRule {
  /// What each run is shown against where the experiment asks for it: the cheapest plan of somebody who knows the load.
  ///
  /// `startupMs` is what a pod of each workload takes from its creation until it gets requests; `podRates` is what a
  /// pod works off per second where messages may wait, else nil.
  static func clairvoyant(startupMs: [Double], podRates: [Double?]) -> [ScoreRule] {
    let bound: @Sendable (ScoredRun) -> Double = { run in
      run.workloads.indices.reduce(0) { sum, index in
        guard let rate = podRates[index] else {
          return sum + run.clairvoyantPodHours(of: index, startupMs: startupMs[index])
        }
        return sum + run.workloads[index].timeline.arrived.reduce(0, +) / rate / 3_600
      }
    }
    return [
      ScoreRule(
        "bound_pod_hours", "Pod-hours of the clairvoyant optimum", unit: "h", better: .neither,
        definition: """
          The pod-hours of the cheapest plan that keeps the objective when the load is known to its end and pods take \
          as long to start as they do: at every row of the record step at least as many ready pods as meet the \
          objective in steady state; a dynamic programme finds it (see docs/scalers.md). It starts with what the first \
          row needs. For a queue worker, whose messages may wait: the pod time that their work itself takes.
          """, value: bound),
      ScoreRule(
        "regret_percent", "Regret", unit: "% of the optimum", better: .neither,
        definition: """
          How much more pod time the run took than the clairvoyant optimum, in percent of it; below 0, it took less \
          and paid for that with its promise.
          """
      ) { run in
        let least = bound(run)
        let podHours = run.workloads.reduce(0) { $0 + Double($1.podMs) } / hourMs
        return least > 0 ? 100 * (podHours - least) / least : .nan
      },
    ]
  }

  /// How good the forecasts of the scalers were, beside what came of them.
  static let forecasts: [ScoreRule] = [
    forecast(
      "forecast_error_percent", "Forecast error",
      "Σ|load − forecast| / Σ load over the forecasts of the whole run, each of its own lead time (WAPE).",
      \.errorPercent),
    forecast(
      "forecast_bias_percent", "Forecast bias",
      "Σ(load − forecast) / Σ load: above 0 the forecasts were too low.", \.biasPercent, better: .neither),
    forecast(
      "forecast_covered_percent", "Forecasts that covered the load",
      "How often the load that came was no more than was planned for. A good forecast need not make a good run.",
      \.coveredPercent, better: .higher),
  ]

  private static func forecast(
    _ id: String, _ name: String, _ definition: String,
    _ value: any KeyPath<ForecastTally, Double> & Sendable,
    better: Score.Better = .lower
  ) -> ScoreRule {
    ScoreRule(id, name, unit: "%", better: better, definition: definition) { run in
      var tally: ForecastTally?
      for workload in run.workloads {
        guard let own = workload.forecasts else { continue }
        if tally == nil { tally = own } else { tally?.add(own) }
      }
      return tally.map { $0[keyPath: value] } ?? .nan
    }
  }
}

extension ScoredRun {
  /// The pod-hours of the clairvoyant plan of a workload; NaN where no number of pods keeps the objective.
  fileprivate func clairvoyantPodHours(of workload: Int, startupMs: Double) -> Double {
    let timeline = workloads[workload].timeline
    let wanted = oracle[workload]
    guard let first = wanted.first, timeline.count == wanted.count, wanted.allSatisfy(\.isFinite) else {
      return .nan
    }
    let demand = wanted.map { Int32(min($0, 1e9)) }
    let stepMs = Double(durationMs(timeline, 0))
    let startup = stepMs > 0 ? Int((startupMs / stepMs).rounded(.up)) : 0
    let plan = ClairvoyantPlan(demand: demand, startupSteps: startup, initial: Int32(min(first, 1e9)))
    var podMs = 0.0
    for row in 0..<timeline.count {
      podMs += Double(plan.replicas[row]) * Double(durationMs(timeline, row))
    }
    return podMs / hourMs
  }
}

extension PodTiming {
  /// The mean time from a pod's creation until it gets requests, probes aside.
  var meanStartupMs: Double {
    var ms = schedule.meanMs + kubelet.meanMs + sandbox.meanMs + start.meanMs + appStart.meanMs
    if !imageCached { ms += pull.meanMs }
    return ms + Double(endpointPropagationMs)
  }
}

extension ExperimentPlan {
  /// The messages that a pod of a queue worker works off per second; nil for any other workload.
  private func queuePodRate(of workload: Int) -> Double? {
    let described = spec.workloads[workload]
    guard described.queue != nil, let strategy = strategies.first else { return nil }
    let none = Series(name: "none", unit: .requestsPerSecond, timesMs: [0], values: [0], endMs: 1)
    return Oracle(
      workload: ScenarioWorkload(
        deployment: strategy.deployments[workload], load: none, response: described.response),
      pools: spec.nodePools, latencyObjectiveMs: spec.objective.latencyMs, target: spec.objective.target
    ).ratePerPod
  }

  /// The scores of its runs: those of every experiment, and what it asks for.
  package var scoreRules: [ScoreRule] {
    let scalesNodes = strategies.contains { $0.nodeAutoscaler != nil }
    var rules = ScoreRule.all(for: spec.objective, prices: spec.prices, scalesNodes: scalesNodes)
    if spec.showsClairvoyant {
      rules += ScoreRule.clairvoyant(
        startupMs: spec.workloads.map(\.timing.meanStartupMs),
        podRates: spec.workloads.indices.map(queuePodRate))
    }
    if strategies.contains(where: { $0.scalers.contains(where: \.makesForecasts) }) {
      rules += ScoreRule.forecasts
    }
    if scalesNodes { rules += ScoreRule.nodes }
    if !sizedWorkloads.isEmpty { rules += ScoreRule.vertical }
    return rules
  }
}

extension ScenarioScaler {
  /// Whether it makes forecasts.
  fileprivate var makesForecasts: Bool {
    switch kind {
    case .own(let maker): maker.makesForecasts
    case .keda, .scaledJob, .knative, .cron: false
    }
  }
}
