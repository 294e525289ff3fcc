public import Kubernetes
import Simulation

/// Runs policies on a block and scores them: the one place where a sweep spends its time.
///
/// Whatever stands behind it must give the scores of the full engine to the last bit; a faster evaluator takes the
/// policies that fit its reduced world and hands the others on.
public protocol PolicyEvaluator: Sendable {
  /// Returns the scores of each policy on a block, in the order of the policies.
  ///
  /// Called from several threads at once. Throws what is wrong with an input.
  func evaluate(_ policies: [PreparedStrategy], on block: PolicyBlock) throws(InputErrors) -> [RunScores]
}

/// The scores of one run, in the order of its block's `scores`; NaN where a run has none.
public struct RunScores: Sendable, Hashable {
  /// The values.
  public var values: [Double]

  /// Makes scores of their values.
  public init(values: [Double]) { self.values = values }
}

/// Runs each policy in the closed loop, one after the other.
public struct FullEngine: PolicyEvaluator {
  /// Makes the evaluator.
  public init() {}

  /// Returns the scores of each policy on a block, in the order of the policies.
  public func evaluate(
    _ policies: [PreparedStrategy], on block: PolicyBlock
  ) throws(InputErrors) -> [RunScores] {
    var result: [RunScores] = []
    result.reserveCapacity(policies.count)
    for policy in policies {
      let scenario = block.scenario(of: policy)
      result.append(block.scores(of: try ClosedLoop.run(scenario, seed: block.luck), of: scenario))
    }
    return result
  }
}
