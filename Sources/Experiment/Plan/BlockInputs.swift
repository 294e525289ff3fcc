import Cluster
import Kubernetes
import Simulation
import Statistics
import Workload

/// What all strategies meet alike in one block: the loads and metric series of a trace and a seed.
package struct BlockInputs: Sendable {
  /// The loads of the workloads, from the beginning of the warm-up.
  package var loads: [Series]
  /// The metrics.
  package var metrics: [MetricSource]
  /// What happens to the cluster besides the experiment's events.
  package var incidents: [Incident]
  /// What the run's luck is drawn by.
  package var luck: UInt64
}

extension ExperimentPlan {
  /// Computes the inputs of a block.
  ///
  /// The luck of a run depends on trace and seed, so that the runs of one seed on different traces are independent.
  package func inputs(
    trace index: Int, seed: UInt64, variation: Variation = Variation()
  ) throws(InputErrors) -> BlockInputs {
    let trace = traces[index]
    var loads: [Series] = []
    for (workload, load) in zip(spec.workloads, trace.loads) {
      let series = variation.applied(to: try workload.series(load, seed: seed))
      loads.append(series.cut(fromMs: trace.startMs, toMs: trace.endMs, leadMs: spec.warmupMs))
    }
    var stream = RandomStream(seed: seed, purpose: "run/\(trace.name)")
    return BlockInputs(
      loads: loads, metrics: spec.metrics.map { $0.source(on: trace, seed: seed, warmupMs: spec.warmupMs) },
      incidents: variation.incidents(on: loads, warmupMs: spec.warmupMs),
      luck: stream.next())
  }

  /// Puts together the scenario of one run.
  package func scenario(strategy: PreparedStrategy, trace index: Int, inputs: BlockInputs) -> Scenario {
    let trace = traces[index]
    let workloads = spec.workloads.indices.map { index in
      var workload = ScenarioWorkload(
        strategy.workloads[index], load: inputs.loads[index], response: spec.workloads[index].response,
        timing: spec.workloads[index].timing)
      if case .job(var run) = workload.controller {
        run.startMs += spec.warmupMs
        if let arrivals = spec.workloads[index].job?.arrivals {
          run.arrivals = arrivals.pods(warmupMs: spec.warmupMs)
        }
        workload.controller = .job(run)
      }
      workload.startsSettled = spec.workloads[index].startsSettled
      workload.queue = spec.workloads[index].queue?.starting(atMs: spec.warmupMs)
      return workload
    }
    var scenario = Scenario(
      horizonMs: spec.warmupMs + trace.endMs - trace.startMs, nodePools: spec.nodePools, workloads: workloads)
    scenario.measureFromMs = spec.warmupMs
    scenario.epochMs = trace.epochMs.map { $0 - spec.warmupMs } ?? 0
    // The user's time begins after the warm-up.
    scenario.images = spec.images.map { image in
      var image = image
      image.refusals = image.refusals.map { $0.lowerBound + spec.warmupMs..<$0.upperBound + spec.warmupMs }
      return image
    }
    scenario.autoscalers = strategy.autoscalers
    scenario.scalers = strategy.scalers
    scenario.budgets = strategy.budgets
    scenario.incidents = spec.events.map { $0.incident(startMs: spec.warmupMs) } + inputs.incidents
    scenario.controllers = UserControllers.all(named: strategy.controllers)
    if let scheduler = strategy.scheduler { scenario.scheduler = scheduler.profile }
    strategy.nodeAutoscaler?.join(&scenario, warmupMs: spec.warmupMs)
    let sized = sizedWorkloads
    if !sized.isEmpty {
      var vertical = strategy.vertical?.parts ?? ScenarioVertical()
      vertical.autoscalers = strategy.verticals
      vertical.limitRanges = strategy.limitRanges
      vertical.watched = sized
      scenario.vertical = vertical
    }
    scenario.nodeLifecycle = spec.nodeLifecycle
    scenario.metrics = inputs.metrics
    scenario.traffic = strategy.traffic
    scenario.hpa = spec.controller
    scenario.metricsPipeline = spec.metricsPipeline
    scenario.latencyObjectiveMs = spec.objective.latencyMs
    scenario.recordStepMs = spec.recordStepMs
    return scenario
  }
}

extension ExperimentPlan {
  /// The workloads that a VPA of some strategy sizes, in their order: all strategies are held against their usage.
  package var sizedWorkloads: [String] {
    let targets = strategies.flatMap(\.verticals).compactMap { $0.spec.targetRef?.name }
    return spec.workloads.map(\.target).filter(targets.contains)
  }
}

extension MetricSpecification {
  /// The metric on a trace: its series is cut as the trace's load is.
  func source(on trace: PreparedTrace, seed: UInt64, warmupMs: Int64) -> MetricSource {
    let made: MetricSource.Origin =
      switch origin {
      case .signal(let signal, let deployment): .signal(signal, deployment: deployment)
      case .series(let load, _, _):
        .series(load.signal(seed: seed).cut(fromMs: trace.startMs, toMs: trace.endMs, leadMs: warmupMs))
      }
    var source = MetricSource(name: name, api: api, labels: labels, object: object, origin: made)
    source.windowMs = windowMs
    source.lagMs = lagMs
    source.outages = outages.map { $0.lowerBound + warmupMs..<$0.upperBound + warmupMs }
    return source
  }
}
