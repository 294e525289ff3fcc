import Cluster
import Kubernetes

/// Reads how long the steps of a pod's life take.
enum PodTimingFields {
  /// The steps that take a delay, in the order of a pod's life.
  static let delays: [(key: String, path: any WritableKeyPath<PodTiming, Delay> & Sendable)] = [
    ("schedule", \.schedule), ("kubelet", \.kubelet), ("sandbox", \.sandbox), ("pull", \.pull),
    ("initContainer", \.initContainer), ("start", \.start), ("appStart", \.appStart), ("restart", \.restart),
  ]

  static func read(_ fields: Fields) -> PodTiming? {
    let before = fields.report.problems.count
    var timing = PodTiming()
    for (key, path) in delays {
      if let found = delay(fields, key) { timing[keyPath: path] = found }
    }
    if let found = fields.flag("imageCached") { timing.imageCached = found }
    if let found = fields.span("create") { timing.createMs = found }
    if let found = fields.span("endpointPropagation") { timing.endpointPropagationMs = found }
    if let found = fields.span("stop") { timing.stopMs = found }
    timing.crash = fields.object("crash", crash)
    return fields.report.problems.count == before ? timing : nil
  }

  /// Reads a crash: after how long, and the share of the pods it happens to.
  private static func crash(_ fields: Fields) -> PodTiming.Crash? {
    let share = fields.number("pods", 0...1, "a share of the pods from 0 to 1") ?? 1
    guard fields.has("after") else {
      fields.missing("after", hint: "crash: {after: 5m, pods: 0.2}")
      return nil
    }
    guard let after = delay(fields, "after") else { return nil }
    guard after.meanMs >= 1 else {
      fields.mismatch("after", "a length of time above 0")
      return nil
    }
    return PodTiming.Crash(after: after, share: share)
  }

  /// Reads a delay: a length of time, or its mean and coefficient of variation.
  static func delay(_ fields: Fields, _ key: String) -> Delay? {
    guard let node = fields.value(key), node.entries != nil else {
      return fields.span(key).map { Delay(meanMs: Double($0)) }
    }
    return fields.object(key) { fields in
      guard fields.has("mean") else {
        fields.missing("mean", hint: "\(key): {mean: 2s, cv: 0.25}")
        return nil
      }
      let cv = fields.number("cv", 0...100, "a coefficient of variation of at least 0") ?? 0
      return fields.span("mean").map { Delay(meanMs: Double($0), cv: cv) }
    }
  }
}
