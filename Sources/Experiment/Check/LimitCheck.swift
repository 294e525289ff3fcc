import Simulation
import Statistics

/// Whether strategies keep the limits of their experiment: what `scalelab check` decides by.
public struct LimitCheck: Sendable {
  /// How a limit stands for a strategy.
  public enum State: String, Sendable, Hashable {
    /// Kept, with the confidence asked for.
    case kept
    /// Kept in the mean, but not with that confidence.
    case unclear
    /// Broken in the mean.
    case broken
  }

  /// One strategy and one limit.
  public struct Case: Sendable {
    /// The strategy's name.
    public var strategy: String
    /// The limit.
    public var limit: ScoreLimit
    /// The score's name and unit.
    public var score: Score
    /// The mean over the runs, in the limit's measure.
    public var mean: Double
    /// What the true mean stays below with the limit's confidence; the greatest run's where there are too few.
    public var upper: Double
    /// How it stands.
    public var state: State
    /// The run that is worst, where the limit is not kept.
    public var worst: String?

    /// The case in a sentence.
    public var text: String {
      let unit = score.unit.isEmpty ? "" : " \(score.unit)"
      let per = limit.period.map { " a \($0.rawValue)" } ?? ""
      let allowed = "at most \(Figure.text(limit.atMost))\(unit)\(per) allowed"
      let confidence = Figure.short((1e4 * limit.confidence).rounded() / 100)
      switch state {
      case .kept:
        return
          "\(score.name) \(Figure.text(mean))\(unit)\(per), below \(Figure.text(upper)) with \(confidence) % "
          + "confidence; \(allowed)"
      case .unclear:
        return
          "\(score.name) \(Figure.text(mean))\(unit)\(per), but up to \(Figure.text(upper)) at \(confidence) % "
          + "confidence; \(allowed)\(worst.map { "; worst in \($0)" } ?? "")"
      case .broken:
        return
          "\(score.name) \(Figure.text(mean))\(unit)\(per); \(allowed)\(worst.map { "; worst in \($0)" } ?? "")"
      }
    }
  }

  /// The experiment's name.
  public var name: String
  /// Every strategy with every limit, in the order of the experiment.
  public var cases: [Case]

  init(name: String, cases: [Case]) {
    self.name = name
    self.cases = cases
  }

  /// Runs strategies on every block of an experiment and holds them against its limits.
  ///
  /// `strategies` are indexes. Throws what is wrong with an input, `StatisticsError`, or `CancellationError`.
  public init(
    _ plan: ExperimentPlan, strategies: [Int], on runner: ExperimentRunner,
    progress: (RunProgress) -> Void = { _ in }
  ) async throws {
    var own = plan
    own.strategies = strategies.map { plan.strategies[$0] }
    let runs = try await runner.runs(of: own, progress: progress)
    let scores = own.scoreRules.map(\.score)
    name = plan.spec.name
    cases = []
    for (index, strategy) in own.strategies.enumerated() {
      let mine = runs.filter { $0.strategy == index }
      for limit in plan.spec.allLimits {
        guard let place = scores.firstIndex(where: { $0.id == limit.score }) else { continue }
        cases.append(try LimitCheck.judge(strategy.name, limit, scores[place], place, mine))
      }
    }
  }

  private static func judge(
    _ strategy: String, _ limit: ScoreLimit, _ score: Score, _ place: Int, _ runs: [RunResult]
  ) throws(StatisticsError) -> Case {
    let known = runs.filter { $0.scores[place].isFinite }
    let values = known.map {
      limit.measure($0.scores[place], lengthMs: $0.recording.horizonMs - $0.warmupMs)
    }
    let estimate = try limit.estimate(values)
    var result = Case(
      strategy: strategy, limit: limit, score: score, mean: estimate.mean, upper: estimate.upper,
      state: estimate.mean > limit.atMost || values.isEmpty
        ? .broken : estimate.upper <= limit.atMost ? .kept : .unclear)
    if result.state != .kept, let worst = values.indices.max(by: { values[$0] < values[$1] }) {
      result.worst = "\(known[worst].trace), seed \(known[worst].seed)"
    }
    return result
  }

  /// Whether the gate opens: nothing is broken, and, if asked for, nothing unclear.
  public func passes(strict: Bool) -> Bool {
    cases.allSatisfy { $0.state == .kept || ($0.state == .unclear && !strict) }
  }
}

extension ScoreLimit {
  /// The mean of runs and what the true one stays below with the limit's confidence.
  ///
  /// The upper end of a one-sided BCa interval (Efron 1987), which no mean of a resample can push above the greatest run;
  /// of fewer than five runs the greatest itself.
  package func estimate(
    _ values: [Double], resamples count: Int = 10_000
  ) throws(StatisticsError) -> (mean: Double, upper: Double) {
    let mean = { (sample: [Double]) in sample.reduce(0, +) / Double(sample.count) }
    guard let greatest = values.max() else { return (.nan, .nan) }
    guard greatest > atMost, mean(values) <= atMost, values.count >= Estimate.fewestForInterval else {
      return (mean(values), mean(values) > atMost ? mean(values) : greatest)
    }
    return (mean(values), try ScoreLimit.upper(values, confidence: confidence, resamples: count))
  }

  /// The upper end of the one-sided interval of a mean: that of a two-sided one of level 2c - 1.
  package static func upper(
    _ values: [Double], confidence: Double, resamples count: Int
  ) throws(StatisticsError) -> Double {
    let mean = { (sample: [Double]) in sample.reduce(0, +) / Double(sample.count) }
    var stream = RandomStream(seed: 0, purpose: "bootstrap/bound", entity: UInt64(values.count))
    let resamples = try Resamples(of: values.count, count: count, stream: &stream)
    let distribution = try Bootstrap.distribution(values, statistic: mean, resamples: resamples)
    return try distribution.bca(level: max(2 * confidence - 1, 0.01)).upper
  }
}
