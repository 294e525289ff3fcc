import Experiment
import Statistics

/// The policies that nothing beats in all objectives.
enum Front {
  /// The objectives a front is drawn of: those of the goal, or cost, broken promises and churn where it has one only.
  static func objectives(_ goal: Goal) -> [String] {
    guard goal.minimize.count == 1 else { return goal.minimize }
    return goal.minimize + ["slo_violation_percent", "scale_events"].filter { !goal.minimize.contains($0) }
  }

  /// The places of the front among policies, by the first objective.
  static func places(
    _ policies: [PolicyOutcome], objectives: [Int]
  ) throws(StatisticsError) -> [Int] {
    let complete = policies.indices.filter { place in
      policies[place].isComplete && objectives.allSatisfy { policies[place].assessment.means[$0].isFinite }
    }
    let points = complete.map { place in objectives.map { policies[place].assessment.means[$0] } }
    guard !points.isEmpty else { return [] }
    let found = try ParetoFront.indexes(points)
    return found.sorted { (points[$0][0], $0) < (points[$1][0], $1) }.map { complete[$0] }
  }

  /// The size of a front, beside today's policy.
  static func volume(
    _ front: [Int], of policies: [PolicyOutcome], today: PolicyOutcome, objectives: [Int]
  ) throws(StatisticsError) -> FrontVolume? {
    let points = front.map { place in objectives.map { policies[place].assessment.means[$0] } }
    let reference = objectives.enumerated().map { index, score in
      let worst = max(points.map { $0[index] }.max() ?? 0, today.assessment.means[score])
      return worst > 0 ? 1.1 * worst : 1
    }
    guard !points.isEmpty, reference.allSatisfy(\.isFinite) else { return nil }
    let whole = reference.reduce(1, *)
    return FrontVolume(
      share: try Hypervolume.value(points, reference: reference) / whole, reference: reference)
  }
}
