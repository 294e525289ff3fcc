import Cluster
import Kubernetes

extension PodTemplate {
  /// Reads what the cluster needs from a Deployment: its first container serves the requests.
  ///
  /// The pod's request is the larger of the sum over containers and each init container (restartable ones are added
  /// to all that follow), as the scheduler counts it (component-helpers resource.PodRequests).
  init(_ deployment: Deployment) {
    let spec = deployment.spec.template.spec
    let serving = spec.containers.first
    self.init(
      requestCPUMilli: Self.request("cpu", of: spec) { $0.milliValue },
      requestMemoryBytes: Self.request("memory", of: spec) { $0.value },
      limitMicrocores: serving?.resources.limits["cpu"].map { min($0.milliValue, Int64.max / 1_000) * 1_000 },
      servingContainer: serving?.name ?? "", readiness: serving?.readinessProbe.map(ProbeTicks.init),
      startup: serving?.startupProbe.map(ProbeTicks.init),
      graceMs: spec.terminationGracePeriodSeconds * 1_000,
      preStopMs: (serving?.lifecycle?.preStop?.sleepSeconds ?? 0) * 1_000)
    unreachableTolerationMs = Self.tolerationMs(spec.tolerations)
  }

  /// How long pods stay on a node with the unreachable:NoExecute taint, nil for ever.
  ///
  /// Admission gives 300 s to a pod without a toleration of that key; the shortest of several times counts, and one
  /// without a time is for ever (plugin/pkg/admission/defaulttolerationseconds, tainteviction getMinTolerationTime).
  private static func tolerationMs(_ tolerations: [Toleration]) -> Int64? {
    let taint = Taint(key: NodeHealth.unreachable, effect: "NoExecute")
    let meant = tolerations.filter {
      ($0.key.isEmpty || $0.key == taint.key) && ($0.effect.isEmpty || $0.effect == taint.effect)
    }
    if meant.isEmpty { return 300_000 }
    let used = meant.filter { $0.tolerates(taint) }
    if used.isEmpty { return 0 }
    return used.compactMap(\.tolerationSeconds).min().map { max(0, min($0, 1 << 40)) * 1_000 }
  }

  private static func request(_ name: String, of spec: PodSpec, _ amount: (Quantity) -> Int64) -> Int64 {
    if let whole = spec.resources?.requests[name] { return amount(whole) }
    func asked(_ container: Container) -> Int64 { container.resources.requests[name].map(amount) ?? 0 }
    var sidecars: Int64 = 0
    var initial: Int64 = 0
    for container in spec.initContainers {
      if container.restartPolicy == "Always" {
        sidecars += asked(container)
        initial = max(initial, sidecars)
      } else {
        initial = max(initial, sidecars + asked(container))
      }
    }
    let running = spec.containers.reduce(sidecars) { $0 + asked($1) }
    return max(running, initial)
  }
}

extension PodTemplate.ProbeTicks {
  init(_ probe: Probe) {
    self.init(
      initialDelayMs: Int64(probe.initialDelaySeconds) * 1_000,
      periodMs: Int64(probe.periodSeconds) * 1_000, successes: Int64(probe.successThreshold))
  }
}

extension ProbeHandler {
  /// How long a hook sleeps: its sleep action, or the number after the word sleep in its command. Other commands
  /// count as done at once.
  fileprivate var sleepSeconds: Int64 {
    if let sleep { return max(0, sleep) }
    let words = (exec ?? []).flatMap { $0.split { " ;&".contains($0) } }
    guard let at = words.firstIndex(where: { $0 == "sleep" || $0.hasSuffix("/sleep") }), at + 1 < words.count,
      let seconds = Int64(words[at + 1]), seconds >= 0
    else { return 0 }
    return seconds
  }
}
