public import Experiment
import Kubernetes

/// Keeps the runs of one experiment in a store, each under the hash of all that went into it.
public struct RunBook: Sendable {
  private let store: any ScoreStore
  private let experiment: String
  private let context: String

  /// Opens the book of an experiment.
  public init(_ plan: ExperimentPlan, store: any ScoreStore) {
    self.store = store
    experiment = plan.spec.name
    context = RunBook.context(of: plan)
  }

  /// The hash of everything that a run depends on besides policy, trace, seed and variation.
  static func context(of plan: ExperimentPlan) -> String {
    var hash = InputHash()
    hash.add(LabVersion.results)
    hash.add(ResolvedExperiment.world(of: plan))
    for file in plan.spec.files {
      hash.add(file.name)
      hash.add(file.bytes)
    }
    return hash.text
  }

  /// The hash of a policy's objects.
  static func hash(of policy: PreparedStrategy) -> String {
    var hash = InputHash()
    for manifest in policy.manifests { hash.add(manifest.yaml()) }
    if let scheduler = policy.scheduler { hash.add(scheduler.node.yaml()) }
    return hash.text
  }

  private func key(_ policy: String, _ block: PolicyBlock) -> String {
    var hash = InputHash()
    for part in [context, policy, block.trace, "\(block.seed)", block.variation.text] { hash.add(part) }
    return hash.text
  }

  func known(_ runs: [(PreparedStrategy, PolicyBlock)]) throws -> [RunScores?] {
    guard let ids = runs.first?.1.scores else { return [] }
    var hashes: [String: String] = [:]
    let keys = runs.map { policy, block in
      let name = policy.name
      let hash = hashes[name] ?? RunBook.hash(of: policy)
      hashes[name] = hash
      return key(hash, block)
    }
    return try store.scores(keys, ids: ids)
  }

  func keep(_ runs: [(PreparedStrategy, RunScores)], on block: PolicyBlock) throws {
    try store.keep(
      runs.map { policy, scores in
        let hash = RunBook.hash(of: policy)
        return KeptRun(
          key: key(hash, block), experiment: experiment, context: context, policy: hash,
          label: policy.summary, trace: block.worldTrace, seed: block.seed, version: LabVersion.text,
          ids: block.scores, values: scores.values)
      })
  }
}
