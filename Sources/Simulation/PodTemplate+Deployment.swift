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
      limitMemoryBytes: (serving?.resources.limits["memory"] ?? spec.resources?.limits["memory"])?.value,
      servingContainer: serving?.name ?? "", readiness: serving?.readinessProbe.map(ProbeTicks.init),
      liveness: serving?.livenessProbe.map(ProbeTicks.init),
      startup: serving?.startupProbe.map(ProbeTicks.init),
      graceMs: spec.terminationGracePeriodSeconds * 1_000,
      preStopMs: (serving?.lifecycle?.preStop?.sleepSeconds ?? 0) * 1_000)
    steps = Self.steps(of: spec)
    let others = spec.containers.dropFirst() + spec.initContainers.filter(\.isRestartable)
    othersReadyMs = others.reduce(0) { max($0, $1.readyMs) }
    unreachableTolerationMs = Self.tolerationMs(spec.tolerations)
  }

  /// What is done before the containers run: init containers and sidecars in turn, then the others, each after its
  /// image.
  private static func steps(of spec: PodSpec) -> [StartStep] {
    var steps: [StartStep] = []
    for container in spec.initContainers {
      steps.append(.pull(image: container.image, policy: container.pullPolicy))
      steps.append(container.isRestartable ? .sidecar(startedMs: container.startedMs) : .initialize)
    }
    for container in spec.containers {
      steps.append(.pull(image: container.image, policy: container.pullPolicy))
      steps.append(.container(postStartMs: (container.lifecycle?.postStart?.sleepSeconds ?? 0) * 1_000))
    }
    return steps
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
    // Far below what could overflow as a sum, far above any node.
    func asked(_ container: Container) -> Int64 {
      container.resources.requests[name].map { min(amount($0), 1 << 55) } ?? 0
    }
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
    let kind: Kind =
      probe.handler.exec != nil ? .command : probe.handler.tcpSocket != nil ? .connection : .request
    self.init(
      initialDelayMs: Int64(probe.initialDelaySeconds) * 1_000,
      periodMs: Int64(probe.periodSeconds) * 1_000, successes: Int64(probe.successThreshold),
      failures: Int64(probe.failureThreshold), timeoutMs: Int64(probe.timeoutSeconds) * 1_000, kind: kind,
      graceMs: probe.terminationGracePeriodSeconds.map { $0 * 1_000 })
  }
}

extension Container {
  /// When the kubelet asks the registry: as written, else always for the tag `latest` or none, and where the node lacks
  /// the image for others (kubernetes/kubernetes pkg/apis/core/v1/defaults.go).
  fileprivate var pullPolicy: PullPolicy {
    switch imagePullPolicy {
    case "Always": return .always
    case "Never": return .never
    case nil:
      let last = image.split(separator: "/").last ?? ""
      let isLatest = !last.contains("@") && (!last.contains(":") || last.hasSuffix(":latest"))
      return isLatest ? .always : .ifNotPresent
    default: return .ifNotPresent
    }
  }

  /// From its start to the success of its startup probe, in milliseconds; its application is up at once.
  fileprivate var startedMs: Int64 {
    Self.alone(startup: startupProbe, readiness: nil).readyDelay(upMs: 0) ?? 0
  }

  /// From its start to its readiness, in milliseconds; its application is up at once.
  fileprivate var readyMs: Int64 {
    Self.alone(startup: startupProbe, readiness: readinessProbe).readyDelay(upMs: 0) ?? 0
  }

  private static func alone(startup: Probe?, readiness: Probe?) -> PodTemplate {
    PodTemplate(
      requestCPUMilli: 0, requestMemoryBytes: 0,
      readiness: readiness.map(PodTemplate.ProbeTicks.init), startup: startup.map(PodTemplate.ProbeTicks.init)
    )
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
