import Kubernetes

extension VPARecommenderConfiguration {
  /// The recommender's flags by the names upstream gives them, with how their values are read.
  ///
  /// A flag's closure is false for a value it cannot have.
  private static let flags: [(name: String, set: @Sendable (inout Self, String) -> Bool)] = [
    ("recommendation-margin-fraction", { $0.set(\.safetyMarginFraction, $1, 0...1_000) }),
    ("pod-recommendation-min-cpu-millicores", { $0.set(\.podMinCPUMillicores, $1, 0...1e9) }),
    ("pod-recommendation-min-memory-mb", { $0.set(\.podMinMemoryMb, $1, 0...1e9) }),
    ("target-cpu-percentile", { $0.set(\.cpuPercentiles.target, $1, 0...1) }),
    ("recommendation-lower-bound-cpu-percentile", { $0.set(\.cpuPercentiles.lowerBound, $1, 0...1) }),
    ("recommendation-upper-bound-cpu-percentile", { $0.set(\.cpuPercentiles.upperBound, $1, 0...1) }),
    ("target-memory-percentile", { $0.set(\.memoryPercentiles.target, $1, 0...1) }),
    ("recommendation-lower-bound-memory-percentile", { $0.set(\.memoryPercentiles.lowerBound, $1, 0...1) }),
    ("recommendation-upper-bound-memory-percentile", { $0.set(\.memoryPercentiles.upperBound, $1, 0...1) }),
    ("confidence-interval-cpu", { $0.set(\.confidenceIntervalCPUMs, $1) }),
    ("confidence-interval-memory", { $0.set(\.confidenceIntervalMemoryMs, $1) }),
    ("memory-aggregation-interval", { $0.set(\.memoryAggregationIntervalMs, $1) }),
    ("memory-aggregation-interval-count", { $0.setCount(\.memoryAggregationIntervalCount, $1) }),
    ("cpu-histogram-decay-half-life", { $0.set(\.cpuHalfLifeMs, $1) }),
    ("memory-histogram-decay-half-life", { $0.set(\.memoryHalfLifeMs, $1) }),
    ("oom-bump-up-ratio", { $0.set(\.oomBumpUpRatio, $1, 1...1e6) }),
    ("oom-min-bump-up-bytes", { $0.set(\.oomMinBumpUpBytes, $1, 0...1e14) }),
    ("round-cpu-millicores", { $0.setCount(\.roundCPUMillicores, $1) }),
    ("round-memory-bytes", { $0.setCount(\.roundMemoryBytes, $1) }),
    ("humanize-memory", { $0.set(\.humanizeMemory, $1) }),
    ("container-recommendation-max-allowed-cpu", { $0.setMaximum("cpu", $1) }),
    ("container-recommendation-max-allowed-memory", { $0.setMaximum("memory", $1) }),
  ]

  /// The names of the flags that can be set.
  public static var flagNames: [String] { flags.map(\.name) }

  /// Sets a flag by its upstream name. Throws for an unknown flag or a value it cannot have.
  public mutating func set(flag name: String, to value: String) throws(InputProblem) {
    guard let flag = Self.flags.first(where: { $0.name == name }) else {
      throw InputProblem(
        path: name, message: "is no flag of the VPA's recommender that matters here",
        hint: "one of \(Self.flagNames.joined(separator: ", "))")
    }
    if !flag.set(&self, value) {
      throw InputProblem(path: name, message: "cannot be \"\(value)\"")
    }
  }

  private mutating func set(
    _ path: WritableKeyPath<Self, Double>, _ text: String, _ range: ClosedRange<Double>
  ) -> Bool {
    guard let value = Double(text), range.contains(value) else { return false }
    self[keyPath: path] = value
    return true
  }

  private mutating func set(_ path: WritableKeyPath<Self, Int64>, _ text: String) -> Bool {
    guard let length = KubernetesDuration.milliseconds(text), length > 0 else { return false }
    self[keyPath: path] = length
    return true
  }

  private mutating func setCount(_ path: WritableKeyPath<Self, Int64>, _ text: String) -> Bool {
    guard let count = Int64(text), count > 0 else { return false }
    self[keyPath: path] = count
    return true
  }

  private mutating func set(_ path: WritableKeyPath<Self, Bool>, _ text: String) -> Bool {
    guard let flag = Bool(text) else { return false }
    self[keyPath: path] = flag
    return true
  }

  private mutating func setMaximum(_ resource: String, _ text: String) -> Bool {
    guard let amount = try? Quantity(text), amount.sign >= 0 else { return false }
    maxAllowed[resource] = amount
    return true
  }
}
