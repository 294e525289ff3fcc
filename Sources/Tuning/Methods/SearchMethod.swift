import Statistics

/// A way to find good policies: it asks for runs and says why it stopped.
///
/// Equal trials give equal searches, whatever the machine and the number of jobs.
protocol SearchMethod: Sendable {
  /// The runs it takes where the experiment names no budget: a policy on a block is one.
  func usualBudget(_ space: SearchSpace, blocks: Int) -> Int

  /// The rule by which it stops, in words.
  var stopRule: String { get }

  /// Searches until its rule or the budget ends it; an error of the trials ends it at once.
  func search(_ trials: Trials) throws
}

extension SearchMethod {
  /// Enough for an eighth of all policies on all blocks, at least 40 and at most 400 policies.
  func usualBudget(_ space: SearchSpace, blocks: Int) -> Int {
    blocks * min(max(space.choiceCount / 8, 40), 400, space.choiceCount)
  }
}

extension MethodChoice {
  /// The method of this name.
  var method: any SearchMethod {
    switch self {
    case .grid: GridSearch()
    case .random: SampledSearch(kind: .random)
    case .sobol: SampledSearch(kind: .quasi(.sobol))
    case .niederreiter: SampledSearch(kind: .quasi(.niederreiter))
    case .halving: SuccessiveHalving()
    case .racing: Racing()
    case .simplex: SimplexSearch()
    case .annealing: AnnealingSearch()
    case .cmaes: CovarianceSearch()
    case .gaussianProcess: GaussianProcessSearch()
    }
  }
}

extension Trials {
  /// How many policies the budget allows on all blocks.
  var affordable: Int { blocks.isEmpty ? 0 : remaining / blocks.count }

  /// The best of some candidates by their losses; of equals the first.
  func best(of candidates: [Candidate]) throws -> Candidate? {
    var found: (candidate: Candidate, loss: Double)?
    for candidate in candidates {
      let loss = try loss(of: candidate)
      if loss < found?.loss ?? .infinity { found = (candidate, loss) }
    }
    return found?.candidate
  }

  /// Candidates by rising loss; equals keep their order.
  func ranked(_ candidates: [Candidate]) throws -> [Candidate] {
    var losses: [(Int, Double)] = []
    for (index, candidate) in candidates.enumerated() { losses.append((index, try loss(of: candidate))) }
    return losses.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map { candidates[$0.0] }
  }
}
