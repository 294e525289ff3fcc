import Cluster
import Kubernetes
import Scaling

/// What scales workloads in a run besides HPAs.
enum LoopScaler {
  case own(OwnScaler)
  case keda(Held<KEDALoop>)
  case scaledJob(Held<ScaledJobLoop>)
  case knative(Held<KnativeLoop>)
  case cron(CronLoop)
  /// Taken out of its place while it acts, so that nothing of it is copied.
  case away

  /// Whether it looks at a workload or scales it.
  func watches(_ workload: Int) -> Bool {
    switch self {
    case .own(let scaler): scaler.workload == workload
    case .keda(let keda): keda.value.workload == workload || keda.value.watched.contains(workload)
    case .scaledJob(let scaled): scaled.value.watches(workload)
    case .knative(let knative): knative.value.workload == workload
    case .cron(let cron): cron.workload == workload
    case .away: false
    }
  }

  /// Whether it scales a workload and sees nothing else, so that both may run ahead of all others.
  func maySeeAhead(of workload: Int) -> Bool {
    switch self {
    case .keda(let keda): keda.value.workload == workload && keda.value.watchesOwnOnly
    case .knative(let knative): knative.value.workload == workload
    case .own, .scaledJob, .cron, .away: false
    }
  }
}

/// Scalers besides HPAs: each is woken by an event of its own and plans the next.
extension Loop {
  /// Makes the run's scalers and plans when they are woken first.
  mutating func prepareScalers(_ luck: RunLuck) {
    for workload in scenario.workloads.indices where scenario.workloads[workload].queue != nil {
      cluster.keepSignals(of: workload, forMs: 0)
    }
    for (index, described) in scenario.scalers.enumerated() {
      do throws(ScalerFailure) {
        scalers.append(try prepare(described, at: index, luck) ?? .away)
      } catch {
        return fail(described.name, error, nowMs: 0)
      }
    }
  }

  private mutating func prepare(
    _ described: ScenarioScaler, at index: Int, _ luck: RunLuck
  ) throws(ScalerFailure) -> LoopScaler? {
    switch described.kind {
    case .keda(let keda): return prepare(keda, of: described, at: index, luck).map { .keda(Held($0)) }
    case .scaledJob(let scaled):
      return prepare(scaled, of: described, at: index, luck).map { .scaledJob(Held($0)) }
    case .knative(let knative):
      return prepare(knative, of: described, at: index, luck).map { .knative(Held($0)) }
    case .cron(let cron): return prepare(cron, of: described, at: index).map { .cron($0) }
    case .own(let maker):
      guard let workload = scenario.index(ofWorkload: described.workload) else { return nil }
      cluster.keepSignals(of: workload, forMs: described.windowMs)
      let setting = ScalerSetting(
        name: described.name, workload: described.workload, intervalMs: described.intervalMs,
        bounds: described.bounds, startDateMs: scenario.epochMs,
        replicas: scenario.workloads[workload].deployment.spec.replicas)
      let scaler = OwnScaler(try maker.make(setting), of: described, workload: workload)
      let phase =
        described.phaseMs ?? luck.phase("scaler-phase", described.name, below: max(1, described.intervalMs))
      cluster.events.push(.scaler, at: phase, subject: Int32(index))
      return .own(scaler)
    }
  }

  /// Whether the API server is out, which only an incident takes away; to ask the cluster would copy it.
  mutating func isServerOut(atMs nowMs: Int64) -> Bool {
    !scenario.incidents.isEmpty && cluster.isOut(at: nowMs)
  }

  /// Wakes a scaler.
  mutating func wake(_ event: Event) {
    let index = Int(event.subject)
    let nowMs = event.timeMs
    var nextMs: Int64?
    switch scalers[index] {
    case .keda(let keda): nextMs = act(keda, of: index, nowMs: nowMs)
    case .scaledJob(let scaled): nextMs = act(&scaled.value, nowMs: nowMs)
    case .knative(let knative): nextMs = act(knative, of: index, lane: event.pod, nowMs: nowMs)
    case .own(var scaler):
      scalers[index] = .away
      nextMs = act(&scaler, nowMs: nowMs)
      scalers[index] = .own(scaler)
    case .cron(var cron):
      scalers[index] = .away
      nextMs = act(&cron, nowMs: nowMs)
      scalers[index] = .cron(cron)
    case .away: break
    }
    if let nextMs { cluster.events.push(.scaler, at: nextMs, subject: event.subject, pod: event.pod) }
  }

  /// Asks a scaler and does what it wants; returns when to ask again, nil after a failure.
  private mutating func act(_ scaler: inout OwnScaler, nowMs: Int64) -> Int64? {
    // Without the API server nothing can be seen or written.
    guard !isServerOut(atMs: nowMs) else { return nowMs + scaler.intervalMs }
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
    failures = [
      InputProblem(
        path: "scaler \(name)", message: "\(error.message), \(Self.clock(nowMs)) into the run",
        hint: error.hint)
    ]
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

  /// Whether an HPA may look at when a pod started; nobody else does.
  var looksAtStarts: Bool {
    scalers.isEmpty || !autoscalers.isEmpty
      || scalers.contains { if case .keda = $0.kind { true } else { false } }
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
      // A calendar stands beside what scales all day.
      if case .cron = scaler.kind { continue }
      let earlier = scalers[..<index].filter { if case .cron = $0.kind { false } else { true } }
      let others = earlier.map(\.workload) + autoscalers.map { $0.hpa.spec.scaleTargetRef.name }
      expect(
        !others.contains(scaler.workload), path + ".workload",
        "\"\(scaler.workload)\" is scaled by another autoscaler already")
      if case .keda(let keda) = scaler.kind {
        problems += sourceProblems(keda.sources, triggers: keda.object.triggers.count, path: path)
      }
      if case .scaledJob(let scaled) = scaler.kind {
        problems += sourceProblems(
          scaled.sources, triggers: scaled.manifest.triggers.count, path: path)
      }
      if case .knative = scaler.kind, let workload = self.index(ofWorkload: scaler.workload) {
        expect(
          !traffic.streams.contains { $0.target == workload } && workloads[workload].queue == nil,
          path + ".workload", "must get its load in equal shares: the activator is its only balancer")
      }
    }
    return problems
  }

  /// What is wrong with the sources of triggers of KEDA.
  private func sourceProblems(
    _ sources: [ScenarioKEDA.Source], triggers: Int, path: String
  ) -> [InputProblem] {
    var problems: [InputProblem] = []
    if sources.count != triggers {
      problems.append(InputProblem(path: path + ".sources", message: "must be as many as triggers"))
    }
    for source in sources {
      switch source {
      case .queue(let name) where index(ofWorkload: name).map({ workloads[$0].queue == nil }) ?? true:
        problems.append(InputProblem(path: path + ".sources", message: "\"\(name)\" has no queue"))
      case .metric(let name) where !metrics.contains(where: { $0.name == name }):
        problems.append(InputProblem(path: path + ".sources", message: "there is no metric \"\(name)\""))
      default: break
      }
    }
    return problems
  }
}
