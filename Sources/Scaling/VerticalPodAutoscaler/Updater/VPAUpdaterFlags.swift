public import Kubernetes

extension VPAUpdaterConfiguration {
  /// The updater's flags by the names upstream gives them, with how their values are read.
  ///
  /// A flag's closure is false for a value it cannot have.
  private static let flags: [(name: String, set: @Sendable (inout Self, String) -> Bool)] = [
    ("min-replicas", { $0.setCount($1) }),
    ("eviction-tolerance", { $0.set(\.evictionTolerance, $1, 0...1) }),
    ("pod-update-threshold", { $0.set(\.updateThreshold, $1, 0...1e6) }),
    ("in-recommendation-bounds-eviction-lifetime-threshold", { $0.set(\.podLifetimeMs, $1) }),
    ("evict-after-oom-threshold", { $0.set(\.evictAfterOOMMs, $1) }),
    ("in-place-skip-disruption-budget", { $0.set(\.inPlaceSkipDisruptionBudget, $1) }),
  ]

  /// The names of the flags that can be set.
  public static var flagNames: [String] { flags.map(\.name) }

  /// Sets a flag by its upstream name. Throws for an unknown flag or a value it cannot have.
  public mutating func set(flag name: String, to value: String) throws(InputProblem) {
    guard let flag = Self.flags.first(where: { $0.name == name }) else {
      throw InputProblem(
        path: name, message: "is no flag of the VPA's updater that matters here",
        hint: "one of \(Self.flagNames.joined(separator: ", "))")
    }
    if !flag.set(&self, value) {
      throw InputProblem(path: name, message: "cannot be \"\(value)\"")
    }
  }

  private mutating func setCount(_ text: String) -> Bool {
    guard let count = Int(text), (0...1_000_000).contains(count) else { return false }
    minReplicas = count
    return true
  }

  private mutating func set(
    _ path: WritableKeyPath<Self, Double>, _ text: String, _ range: ClosedRange<Double>
  ) -> Bool {
    guard let value = Double(text), range.contains(value) else { return false }
    self[keyPath: path] = value
    return true
  }

  private mutating func set(_ path: WritableKeyPath<Self, Int64>, _ text: String) -> Bool {
    guard let length = KubernetesDuration.milliseconds(text), length >= 0 else { return false }
    self[keyPath: path] = length
    return true
  }

  private mutating func set(_ path: WritableKeyPath<Self, Bool>, _ text: String) -> Bool {
    guard let flag = Bool(text) else { return false }
    self[keyPath: path] = flag
    return true
  }
}
