import Kubernetes

/// A limit that a score must keep: an error rate, a budget.
public struct ScoreLimit: Sendable, Hashable {
  /// The time a score that adds up over time is counted per.
  public enum Period: String, Sendable, Hashable, CaseIterable {
    case hour, day, week, month

    /// Its length in milliseconds; a month has 730 hours, as cloud bills have it.
    public var lengthMs: Double {
      switch self {
      case .hour: 3_600_000
      case .day: 86_400_000
      case .week: 604_800_000
      case .month: 730 * 3_600_000
      }
    }
  }

  /// The score's id.
  public var score: String
  /// The most that its mean over runs may be.
  public var atMost: Double
  /// The time it is counted per; nil counts it per run.
  public var period: Period?
  /// How sure one must be that it is kept, for example 0.95.
  public var confidence = 0.95

  /// Makes a limit of its parts.
  public init(score: String, atMost: Double, period: Period? = nil, confidence: Double = 0.95) {
    self.score = score
    self.atMost = atMost
    self.period = period
    self.confidence = confidence
  }

  /// A run's score in the limit's own measure: per period, if it has one.
  public func measure(_ value: Double, lengthMs: Int64) -> Double {
    guard let period, lengthMs > 0 else { return value }
    return value * period.lengthMs / Double(lengthMs)
  }

  /// The limit that a service level objective is.
  package static func of(_ objective: ServiceLevelObjective) -> ScoreLimit {
    ScoreLimit(score: "slo_violation_percent", atMost: objective.allowedPercent)
  }
}

extension ExperimentSpec {
  /// The objective and what else is limited.
  package var allLimits: [ScoreLimit] {
    let slo = ScoreLimit.of(objective)
    return (limits.contains { $0.score == slo.score } ? [] : [slo]) + limits
  }

  /// Reads the limits.
  mutating func readLimits(_ fields: Fields) {
    limits = fields.objects("limits") { ScoreLimit.read($0) } ?? []
  }
}

extension ScoreLimit {
  /// Scores that add up over time, so that they can be counted per day or month.
  static let additive: Set<String> = [
    "pod_hours", "cpu_request_hours", "memory_request_hours", "cost", "node_cost", "scale_events",
    "replicas_moved", "direction_flips", "slack_core_hours",
  ]

  /// Reads one limit; nil, with the problems noted, if it is wrong.
  static func read(_ fields: Fields) -> ScoreLimit? {
    let before = fields.report.problems.count
    for (key, hint) in [
      ("score", "such as cost; the columns of runs.csv name them all"),
      ("atMost", "the most that is allowed"),
    ]
    where !fields.has(key) {
      fields.missing(key, hint: hint)
    }
    let ids = ScoreRule.all(for: ServiceLevelObjective(latencyMs: 1, target: 0.5), prices: Prices()).map(
      \.score.id)
    let score = fields.word("score", of: ids)
    let atMost = fields.number("atMost", 0...1e15, "a number of at least 0")
    let period = fields.choice("per", of: Period.self)
    if let score, period != nil, !additive.contains(score) {
      fields.problem("per", "belongs to scores that add up over time, which \(score) does not")
    }
    let percent = fields.number("confidence", 50...99.9, "a percentage from 50 to 99.9") ?? 95
    guard fields.report.problems.count == before, let score, let atMost else { return nil }
    return ScoreLimit(score: score, atMost: atMost, period: period, confidence: percent / 100)
  }
}

extension Fields {
  /// Reads one of some words that are known only now.
  package func word(_ key: String, of words: [String]) -> String? {
    guard let node = value(key) else { return nil }
    if let text = node.text, words.contains(text) { return text }
    let hint = node.text.flatMap { Spelling.nearest(to: $0, in: words) }.map { "did you mean \($0)?" }
    mismatch(key, words.count > 8 ? "a known name" : "one of \(words.joined(separator: ", "))", hint: hint)
    return nil
  }
}
