import Experiment
import Kubernetes
import Statistics

/// What a search has tried: policies, the blocks they were run on, and how many runs that took.
///
/// A search method asks it to run candidates and reads their losses; runs made before are not made again and cost
/// nothing. For one thread only.
final class Trials {
  /// A candidate's runs.
  struct Entry {
    var policy: PreparedStrategy?
    /// What the API server would say, if it does not take the policy.
    var problem: String?
    /// The scores by block.
    var runs: [RunScores?]
  }

  /// Thrown when the runs asked for do not fit the budget: the search is over.
  struct BudgetSpent: Error {}

  /// The policies to choose from.
  let space: SearchSpace
  /// The blocks, in the order in which methods that do not need all take them.
  let blocks: [PolicyBlock]
  /// The most runs.
  let budget: Int
  /// The runs so far.
  private(set) var spent = 0
  /// The search's own luck.
  let seed: UInt64
  let assessor: Assessor
  /// The first objective of the policy of today, which losses are relative to.
  let reference: Double
  private(set) var entries: [Candidate: Entry] = [:]
  /// The candidates in the order they were first asked for.
  private(set) var order: [Candidate] = []
  private let maker: PolicyMaker
  private let sweep: Sweep
  private var losses: [Candidate: (runs: Int, loss: Double)] = [:]

  init(
    maker: PolicyMaker, blocks: [PolicyBlock], sweep: Sweep, assessor: Assessor, reference: Double,
    budget: Int, seed: UInt64
  ) {
    self.maker = maker
    space = maker.space
    self.blocks = blocks
    self.sweep = sweep
    self.assessor = assessor
    self.reference = reference
    self.budget = budget
    self.seed = seed
  }

  /// The runs that are left.
  var remaining: Int { budget - spent }

  /// Runs candidates on blocks where that was not done yet.
  ///
  /// Throws `BudgetSpent` before anything runs if the budget does not allow all of it.
  func run(_ candidates: [Candidate], on range: Range<Int>) throws {
    var policies: [PreparedStrategy] = []
    var missing: [(candidate: Candidate, pair: Sweep.Pair)] = []
    var asked: Set<Candidate> = []
    for candidate in candidates where asked.insert(candidate).inserted {
      prepare(candidate)
      guard let entry = entries[candidate], let policy = entry.policy else { continue }
      let lacking = range.filter { entry.runs[$0] == nil }
      guard !lacking.isEmpty else { continue }
      missing += lacking.map { (candidate, Sweep.Pair(policy: policies.count, block: $0)) }
      policies.append(policy)
    }
    guard missing.count <= remaining else { throw BudgetSpent() }
    guard !missing.isEmpty else { return }
    let scores = try sweep.run(missing.map(\.pair), policies: policies, blocks: blocks)
    for ((candidate, pair), scores) in zip(missing, scores) {
      entries[candidate]?.runs[pair.block] = scores
    }
    spent += missing.count
  }

  private func prepare(_ candidate: Candidate) {
    guard entries[candidate] == nil else { return }
    var entry = Entry(policy: nil, problem: nil, runs: [RunScores?](repeating: nil, count: blocks.count))
    do {
      entry.policy = try maker.policy(of: candidate)
    } catch {
      entry.problem = error.problems.first?.description ?? "cannot be applied"
    }
    entries[candidate] = entry
    order.append(candidate)
  }

  /// Whether the API server takes a candidate that was asked for.
  func isValid(_ candidate: Candidate) -> Bool { entries[candidate]?.policy != nil }

  /// A candidate's policy, if it was asked for and the API server takes it.
  func policy(of candidate: Candidate) -> PreparedStrategy? { entries[candidate]?.policy }

  /// A candidate's scores on the blocks it was run on, with those blocks' lengths.
  func runs(of candidate: Candidate) -> (scores: [RunScores], lengthsMs: [Int64]) {
    let runs = entries[candidate]?.runs ?? []
    let done = runs.indices.filter { runs[$0] != nil }
    return (done.compactMap { runs[$0] }, done.map { blocks[$0].lengthMs })
  }

  /// Assesses a candidate by the blocks it was run on; nil if it was run on none.
  func assessment(of candidate: Candidate) throws -> Assessment? {
    let (scores, lengths) = runs(of: candidate)
    return scores.isEmpty ? nil : try assessor.assess(scores, lengthsMs: lengths)
  }

  /// What a search makes small; infinite for a policy the API server does not take.
  func loss(of candidate: Candidate) throws -> Double {
    let count = entries[candidate]?.runs.count { $0 != nil } ?? 0
    if let known = losses[candidate], known.runs == count { return known.loss }
    guard let assessment = try assessment(of: candidate) else { return .infinity }
    let loss = assessor.loss(assessment, reference: reference)
    losses[candidate] = (count, loss)
    return loss
  }

  /// Runs a candidate on all blocks and returns its loss.
  func loss(running candidate: Candidate) throws -> Double {
    try run([candidate], on: blocks.indices)
    return try loss(of: candidate)
  }

  /// The score of one objective or limit of a candidate on a block; nil if it was not run there.
  func value(of candidate: Candidate, score: Int, block: Int) -> Double? {
    entries[candidate]?.runs[block]?.values[score]
  }
}
