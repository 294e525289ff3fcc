import Kubernetes

/// Reading flags as they stand on Cluster Autoscaler's command line.
extension ClusterAutoscalerOptions {
  /// Takes over flags by name, without dashes, in order; a flag given twice counts the last time, lists add
  /// up.
  ///
  /// Returns a note for each flag that changes nothing. Throws all flags that are not known or have no such
  /// value.
  public mutating func apply(_ flags: [(name: String, value: String)]) throws(InputErrors) -> [String] {
    var notes: [String] = []
    var problems: [InputProblem] = []
    for (name, value) in flags {
      guard let flag = AutoscalerFlag.named(name) else {
        let hint = Spelling.nearest(to: name, in: Set(AutoscalerFlag.all.map(\.name)))
        problems.append(
          InputProblem(
            path: name, message: "unknown flag --\(name)", hint: hint.map { "did you mean --\($0)?" }))
        continue
      }
      if let note = flag.use.note {
        notes.append("--\(name) \(note)")
        if !flag.accepts(value) { problems.append(flag.problem(value)) }
      } else if !set(name, to: value) {
        problems.append(flag.problem(value))
      }
    }
    if !problems.isEmpty { throw InputErrors(problems) }
    return notes
  }

  private mutating func set(_ name: String, to value: String) -> Bool {
    if let duration = Self.durations[name] { return assign(KubernetesDuration.milliseconds(value), duration) }
    if let bool = Self.bools[name] { return assign(Self.bool(value), bool) }
    if let count = Self.counts[name] { return assign(Int(value), count) }
    if let number = Self.numbers[name] { return assign(Double(value), number) }
    switch name {
    case "expander":
      let names = value.split(separator: ",").map { Expander(flag: String($0)) }
      if names.isEmpty || names.contains(nil) { return false }
      expander.expanders = names.compactMap { $0 }
    case "cores-total": return assign(Self.range(value), \.cores)
    case "memory-total":
      let range = Self.range(value).flatMap { $0.upperBound < 1 << 33 ? $0 : nil }
      return assign(range.map { ($0.lowerBound << 30)...($0.upperBound << 30) }, \.memory)
    case "gpu-total":
      guard let colon = value.firstIndex(of: ":"), let range = Self.range(value[value.index(after: colon)...])
      else { return false }
      gpus[String(value[..<colon])] = range
    case "expendable-pods-priority-cutoff": return assign(Int32(value), \.expendablePriorityCutoff)
    case "min-replica-count": return assign(Int32(value), \.drain.minReplicaCount)
    case "max-graceful-termination-sec":
      return assign(Int64(value).map { $0 &* 1000 }, \.maxGracefulTerminationMs)
    case "balancing-ignore-label": similarity.ignoredLabels.insert(value)
    case "balancing-label": similarity.decidingLabels.append(value)
    default: return false
    }
    return true
  }

  private mutating func assign<Value>(_ value: Value?, _ path: WritableKeyPath<Self, Value>) -> Bool {
    guard let value else { return false }
    self[keyPath: path] = value
    return true
  }

  private static func bool(_ text: String) -> Bool? {
    switch text {
    case "", "true", "True", "TRUE", "t", "T", "1": true
    case "false", "False", "FALSE", "f", "F", "0": false
    default: nil
    }
  }

  private static func range(_ text: some StringProtocol) -> ClosedRange<Int64>? {
    let parts = text.split(separator: ":").map { Int64($0) }
    guard parts.count == 2, let low = parts[0], let high = parts[1], 0 <= low, low <= high else { return nil }
    return low...high
  }

  private static var durations: [String: WritableKeyPath<Self, Int64>] {
    [
      "scan-interval": \.scanIntervalMs, "scale-down-delay-after-add": \.delayAfterAddMs,
      "scale-down-delay-after-delete": \.delayAfterDeleteMs,
      "scale-down-delay-after-failure": \.delayAfterFailureMs, "scale-down-unneeded-time": \.unneededMs,
      "scale-down-unready-time": \.unreadyMs, "max-node-provision-time": \.maxNodeProvisionMs,
      "max-node-startup-time": \.maxNodeStartupMs, "max-pod-eviction-time": \.maxPodEvictionMs,
      "unremovable-node-recheck-timeout": \.unremovableRecheckMs,
      "new-pod-scale-up-delay": \.newPodScaleUpDelayMs,
      "initial-node-group-backoff-duration": \.backoff.initialMs,
      "max-node-group-backoff-duration": \.backoff.maximumMs,
      "node-group-backoff-reset-timeout": \.backoff.resetMs,
      "blocking-system-pod-distruption-timeout": \.drain.systemPodTimeoutMs,
      "node-delete-delay-after-taint": \.deleteDelayAfterTaintMs,
    ]
  }

  private static var bools: [String: WritableKeyPath<Self, Bool>] {
    [
      "enforce-node-group-min-size": \.enforcesMinimumSize,
      "scale-down-unready-enabled": \.removesUnreadyNodes,
      "scale-down-delay-type-local": \.delaysPerGroup, "scale-up-from-zero": \.scalesUpFromZero,
      "ignore-daemonsets-utilization": \.ignoresDaemonSetUtilization,
      "ignore-mirror-pods-utilization": \.ignoresMirrorPodUtilization,
      "balance-similar-node-groups": \.balancesSimilarGroups,
      "cordon-node-before-terminating": \.cordonsNodes,
      "daemonset-eviction-for-empty-nodes": \.evictsDaemonSets.empty,
      "daemonset-eviction-for-occupied-nodes": \.evictsDaemonSets.occupied,
      "fastpath-binpacking-enabled": \.usesFastBinpacking,
      "skip-nodes-with-system-pods": \.drain.skipsSystemPods,
      "skip-nodes-with-local-storage": \.drain.skipsLocalStorage,
      "skip-nodes-with-custom-controller-pods": \.drain.skipsCustomControllers,
      "frequent-loops-enabled": \.loopsFrequently, "scale-down-enabled": \.scaleDownEnabled,
    ]
  }

  private static var counts: [String: WritableKeyPath<Self, Int>] {
    [
      "max-nodes-total": \.maxNodesTotal, "max-bulk-soft-taint-count": \.maxSoftTaints,
      "ok-total-unready-count": \.okUnreadyCount, "max-scale-down-parallelism": \.maxScaleDownParallelism,
      "max-drain-parallelism": \.maxDrainParallelism, "max-nodes-per-scaleup": \.maxNodesPerScaleUp,
    ]
  }

  private static var numbers: [String: WritableKeyPath<Self, Double>] {
    [
      "scale-down-utilization-threshold": \.utilizationThreshold,
      "scale-down-gpu-utilization-threshold": \.gpuUtilizationThreshold,
      "max-total-unready-percentage": \.maxUnreadyPercentage,
      "memory-difference-ratio": \.similarity.memoryRatio,
      "max-free-difference-ratio": \.similarity.freeRatio,
      "max-allocatable-difference-ratio": \.similarity.allocatableRatio,
    ]
  }
}

extension AutoscalerFlag {
  /// Whether a value is of the flag's kind.
  func accepts(_ value: String) -> Bool {
    switch kind {
    case .text, .list: true
    case .integer: Int(value) != nil
    case .number: Double(value) != nil
    case .bool:
      ["", "true", "True", "TRUE", "t", "T", "1", "false", "False", "FALSE", "f", "F", "0"].contains(value)
    case .duration: KubernetesDuration.milliseconds(value) != nil
    }
  }

  func problem(_ value: String) -> InputProblem {
    let expected =
      switch name {
      case "expander": "a list of \(Expander.names.joined(separator: ", "))"
      case "cores-total", "memory-total": "two whole numbers such as 0:320000"
      case "gpu-total": "a type and two whole numbers such as nvidia-tesla-t4:0:16"
      default:
        switch kind {
        case .text, .list: "a text"
        case .integer: "a whole number"
        case .number: "a number"
        case .bool: "true or false"
        case .duration: "a duration such as 10m"
        }
      }
    return InputProblem(path: name, message: "--\(name) must be \(expected), found \"\(value)\"")
  }
}
