/// How a bound pod gets to running containers: sandbox, images, init containers, sidecars, containers, hooks.
///
/// Steps that only take time are added up; an event is planned where the next one depends on the state of its node or
/// is worth a line of the log.
extension Cluster {
  /// The first wait of a failed pull and of a crashed container, and the longest, in milliseconds.
  ///
  /// Source: kubernetes/kubernetes pkg/kubelet/kubelet.go (imageBackOffPeriod, MaxImageBackOff, initialNodeBackOff).
  static let firstBackOffMs: Int64 = 10_000
  static let longestBackOffMs: Int64 = 300_000

  /// Begins with a pod from the start.
  mutating func beginStart(_ workload: Int, pod index: Int, nowMs: Int64) {
    workloads[workload].pods[index].step = 0
    workloads[workload].pods[index].startedMs = .max
    let timing = workloads[workload].timing
    let uid = workloads[workload].pods[index].uid
    let sandbox =
      delayMs(timing.kubelet, "pod-kubelet", workload, uid)
      + delayMs(timing.sandbox, "pod-sandbox", workload, uid)
    proceed(workload, pod: index, from: nowMs + sandbox, nowMs: nowMs)
  }

  /// Takes a pod's next steps, as far as they are known at this instant; they begin at `startMs`.
  mutating func proceed(_ workload: Int, pod index: Int, from startMs: Int64, nowMs: Int64) {
    let pod = workloads[workload].pods[index]
    let timing = workloads[workload].timing
    let steps = workloads[workload].steps
    var timeMs = startMs
    var step = Int(pod.step)
    var servingMs: Int64?
    while step < steps.count {
      // Steps of the same kind differ in their luck; the first start is the one that always was.
      let nth = Int32(step)
      switch steps[step] {
      case .pull(let image, let policy):
        if timing.imageCached, policy != .always || images.entries[image].refusals.isEmpty { break }
        guard timeMs <= nowMs else { return wait(workload, pod: index, step: step, untilMs: timeMs) }
        guard let endMs = pull(image, policy, workload, pod: index, nowMs: nowMs) else { return }
        if endMs > nowMs { return wait(workload, pod: index, step: step + 1, untilMs: endMs) }
      case .initialize:
        guard timeMs <= nowMs else { return wait(workload, pod: index, step: step, untilMs: timeMs) }
        log(.initializing, workload: workload, pod: index, nowMs: nowMs)
        let took = delayMs(timing.initContainer, "pod-init", workload, pod.uid, nth: nth)
        return wait(workload, pod: index, step: step + 1, untilMs: nowMs + took)
      case .sidecar(let startedMs):
        timeMs += delayMs(timing.start, "pod-sidecar", workload, pod.uid, nth: nth) + startedMs
      case .container(let postStartMs):
        let isFirst = servingMs == nil && pod.startedMs == .max
        timeMs += delayMs(timing.start, "pod-start", workload, pod.uid, nth: isFirst ? 0 : nth)
        if isFirst {
          servingMs = timeMs
          workloads[workload].pods[index].startedMs = timeMs
        }
        timeMs += postStartMs
      }
      step += 1
    }
    workloads[workload].pods[index].step = Int32(step)
    if pod.step > 0 { log(.starting, workload: workload, pod: index, nowMs: nowMs) }
    workloads[workload].pods[index].dueMs = timeMs
    plan(.running, at: timeMs, workload: workload, pod: pod.uid)
  }

  /// A pod goes on with its next step.
  mutating func prepare(_ workload: Int, pod index: Int, nowMs: Int64) {
    guard !workloads[workload].pods[index].isDeleted else { return }
    proceed(workload, pod: index, from: nowMs, nowMs: nowMs)
  }

  private mutating func wait(_ workload: Int, pod index: Int, step: Int, untilMs: Int64) {
    workloads[workload].pods[index].step = Int32(step)
    workloads[workload].pods[index].dueMs = untilMs
    plan(.prepare, at: untilMs, workload: workload, pod: workloads[workload].pods[index].uid)
  }

  /// Asks for an image; returns when the node has it, or nil where the pull failed and the pod waits for another try.
  ///
  /// Pulls of a node are served one after the other in the order asked; layers on the node or on their way to it are
  /// not transferred again.
  private mutating func pull(
    _ image: Int, _ policy: PullPolicy, _ workload: Int, pod index: Int, nowMs: Int64
  ) -> Int64? {
    let timing = workloads[workload].timing
    let node = Int(workloads[workload].pods[index].node)
    let entry = images.entries[image]
    let uid = workloads[workload].pods[index].uid
    let isThere =
      timing.imageCached || entry.layers.allSatisfy { (nodes[node].layers[$0.layer] ?? .max) <= nowMs }
    if isThere, policy != .always { return nowMs }
    log(.pulling, workload: workload, pod: index, nowMs: nowMs)
    let isReachable = nodes[node].health.link == .up && !entry.refusals.contains { $0.contains(nowMs) }
    guard policy != .never, isReachable else {
      let failures = workloads[workload].pods[index].pullFailures
      workloads[workload].pods[index].pullFailures += 1
      log(.pulling, .imagePullFailed, workload: workload, pod: index, nowMs: nowMs)
      log(.pulling, .imagePullBackOff, workload: workload, pod: index, nowMs: nowMs)
      let backOff = min(Self.firstBackOffMs << Int64(min(failures, 10)), Self.longestBackOffMs)
      workloads[workload].pods[index].dueMs = nowMs + backOff
      plan(.prepare, at: nowMs + backOff, workload: workload, pod: uid)
      return nil
    }
    workloads[workload].pods[index].pullFailures = 0
    let beginMs = max(nowMs, nodes[node].pulledMs)
    var bytes: Int64 = 0
    var isComplete = timing.imageCached
    if !isComplete {
      isComplete = true
      for (layer, size) in entry.layers where nodes[node].layers[layer] == nil {
        isComplete = false
        bytes += size
      }
    }
    var took: Int64 = 0
    if !isComplete {
      took = delayMs(timing.pull, "pod-pull", workload, uid)
      if entry.isSized { took += Int64((Double(bytes) / nodes[node].pullBytesPerMs).rounded(.up)) }
    }
    let endMs = beginMs + took
    nodes[node].pulledMs = endMs
    for (layer, _) in entry.layers where nodes[node].layers[layer] == nil {
      nodes[node].layers[layer] = endMs
    }
    return endMs
  }
}
