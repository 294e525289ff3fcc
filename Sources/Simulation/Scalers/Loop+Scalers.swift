import Cluster
import Kubernetes
import Scaling

/// What scales workloads in a run besides HPAs.
enum LoopScaler {
  case own(OwnScaler)

  /// The index of the workload it scales.
  var workload: Int {
    switch self {
    case .own(let scaler): scaler.workload
    }
  }
}

/// Scalers besides HPAs: each is woken by an event of its own and plans the next.
extension Loop {
  /// Makes the run's scalers and plans when they are woken first.
  mutating func prepareScalers(_ luck: RunLuck) {
    for (index, described) in scenario.scalers.enumerated() {
      guard let workload = scenario.index(ofWorkload: described.workload) else { continue }
      do throws(ScalerFailure) {
        scalers.append(try makeScaler(described, workload: workload))
      } catch {
        return fail(described.name, error, nowMs: 0)
      }
      let phase =
        described.phaseMs ?? luck.phase("scaler-phase", described.name, below: max(1, described.intervalMs))
      cluster.events.push(.scaler, at: phase, subject: Int32(index))
    }
  }

  private mutating func makeScaler(
    _ described: ScenarioScaler, workload: Int
  ) throws(ScalerFailure) -> LoopScaler {
    switch described.kind {
    case .own(let maker):
      cluster.keepSignals(of: workload, forMs: described.windowMs)
      let setting = ScalerSetting(
        name: described.name, workload: described.workload, intervalMs: described.intervalMs,
        bounds: described.bounds, startDateMs: scenario.epochMs,
        replicas: scenario.workloads[workload].deployment.spec.replicas)
      return .own(OwnScaler(try maker.make(setting), of: described, workload: workload))
    }
  }

  /// Whether a scaler of the run may look at a workload or scale it, so that it must not run ahead.
  func isWatchedByScaler(_ workload: Int) -> Bool { scalers.contains { $0.workload == workload } }

  /// Wakes a scaler.
  mutating func wake(_ event: Event) {
    let index = Int(event.subject)
    switch scalers[index] {
    case .own(var scaler):
      let nextMs = act(&scaler, nowMs: event.timeMs)
      scalers[index] = .own(scaler)
      if let nextMs { cluster.events.push(.scaler, at: nextMs, subject: event.subject) }
    }
  }

  /// Asks a scaler and does what it wants; returns when to ask again, nil after a failure.
  private mutating func act(_ scaler: inout OwnScaler, nowMs: Int64) -> Int64? {
    // Without the API server nothing can be seen or written.
    guard !cluster.isOut(at: nowMs) else { return nowMs + scaler.intervalMs }
    let observation = observation(
      of: scaler.workload, windowMs: scaler.windowMs, bounds: scaler.bounds, nowMs: nowMs)
    do throws(ScalerFailure) {
      let outcome = try scaler.act(observation, workloadName: recorder.name(of: scaler.workload))
      recorder.courses[scaler.workload].notes(desired: outcome.desired)
      if let record = outcome.record { recorder.add(record) }
      if let replicas = outcome.scaledTo { cluster.scale(scaler.workload, to: replicas, nowMs: nowMs) }
      return outcome.nextMs
    } catch {
      fail(scaler.name, error, nowMs: nowMs)
      return nil
    }
  }

  /// Ends the run with a failure.
  private mutating func fail(_ name: String, _ error: ScalerFailure, nowMs: Int64) {
    failure = InputProblem(
      path: "scaler \(name)", message: "\(error.message), \(Self.clock(nowMs)) into the run",
      hint: error.hint)
  }

  private static func clock(_ ms: Int64) -> String {
    "\(ms / 3_600_000)h\(ms / 60_000 % 60)m\(Double(ms % 60_000) / 1_000)s"
  }

  /// Takes what scalers keep into the recording.
  func addForecasts(to recording: inout Recording) {
    for case .own(let scaler) in scalers {
      guard let forecasts = scaler.forecasts else { continue }
      recording.workloads[scaler.workload].forecasts = forecasts
    }
  }
}

extension Scenario {
  /// The index of a workload by the name of its Deployment.
  func index(ofWorkload name: String) -> Int? {
    workloads.firstIndex { $0.deployment.metadata.name == name }
  }

  /// What is wrong with its scalers.
  func scalerProblems() -> [InputProblem] {
    var problems: [InputProblem] = []
    func expect(_ holds: Bool, _ path: String, _ message: String) {
      if !holds { problems.append(InputProblem(path: path, message: message)) }
    }
    for (index, scaler) in scalers.enumerated() {
      let path = "scalers[\(scaler.name)]"
      expect(
        self.index(ofWorkload: scaler.workload) != nil, path + ".workload",
        "\"\(scaler.workload)\" is none of the workloads")
      expect(scaler.intervalMs >= 1, path + ".interval", "must be at least a millisecond")
      expect(scaler.phaseMs ?? 0 >= 0, path + ".phase", "must not be negative")
      expect(scaler.bounds.lowerBound >= 0, path + ".minReplicas", "must not be negative")
      expect(scaler.stabilizationMs >= 0, path + ".stabilization", "must not be negative")
      let others =
        scalers[..<index].map(\.workload) + autoscalers.map { $0.hpa.spec.scaleTargetRef.name }
      expect(
        !others.contains(scaler.workload), path + ".workload",
        "\"\(scaler.workload)\" is scaled by another autoscaler already")
    }
    return problems
  }
}
