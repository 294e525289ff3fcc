public import Experiment
public import Kubernetes
import Statistics

/// The whole way from an experiment to a recommended policy.
public struct Tuner: Sendable {
  /// The experiment.
  public let plan: ExperimentPlan
  /// How it is tuned.
  public var tune: TuneSpec
  private let maker: PolicyMaker
  private let split: TuningBlocks

  /// Prepares tuning, so that whatever is wrong is told before anything runs.
  public init(_ plan: ExperimentPlan, report: DocumentReport) throws(InputErrors) {
    let tune = try TuneSpec.read(plan.spec, report: report)
    self.plan = plan
    self.tune = tune
    maker = try PolicyMaker(plan, base: tune.base, space: tune.space)
    split = try TuningBlocks(plan, holdout: tune.holdout)
    if tune.method == .grid { _ = try tune.space.all() }
  }

  /// The scores that policies get: those of the goal, and what tables show.
  var scores: [String] {
    var ids = tune.goal.minimize + tune.goal.limits.map(\.score)
    ids += ["slo_violation_percent", "violating_time_percent", "latency_p95_ms", "pod_hours"]
    if !plan.spec.prices.areFree { ids.append("cost") }
    ids += ["scale_events", "direction_flips", "replicas_moved"]
    var seen: Set<String> = []
    return ids.filter { seen.insert($0).inserted }
  }

  /// The runs a search may take.
  public var budget: Int {
    tune.budget
      ?? tune.method.method.usualBudget(tune.space, blocks: split.tuning.count * plan.spec.seeds.count)
  }

  /// Searches, judges the best on the load kept back, compares the chosen one there run by run, and says what came out.
  ///
  /// Throws what is wrong with an input, `StatisticsError` where an estimate fails, or `CancellationError`.
  public func run(_ sweep: Sweep, jobs: Int) async throws -> TuningResult {
    var result = try judged(sweep)
    result.comparison = try await compare(result, jobs: jobs)
    return result
  }

  /// Searches and judges; what `run` finds, without the runs of the comparison.
  func judged(_ sweep: Sweep) throws -> TuningResult {
    let blocks = try self.blocks(split.tuning)
    let assessor = Assessor(goal: tune.goal, scores: scores)
    let today = try todaysOutcome(on: blocks, sweep, assessor)
    let trials = try search(blocks, today: today, sweep, assessor)
    var result = try outcome(of: trials, today: today)
    try judge(&result, sweep)
    try tryWorlds(&result, sweep)
    try recommend(&result)
    result.verdict = TuningWords(result).verdict
    return result
  }

  // MARK: Search

  func blocks(
    _ traces: [Int], variation: Variation = Variation()
  ) throws(InputErrors) -> [PolicyBlock] {
    var blocks: [PolicyBlock] = []
    for (trace, seed) in TuningBlocks.ordered(traces, seeds: plan.spec.seeds, luck: tune.seed) {
      blocks.append(
        try PolicyBlock(plan, trace: trace, seed: seed, scores: scores, variation: variation))
    }
    return blocks
  }

  /// Runs one policy on blocks.
  private func runs(_ policies: [PreparedStrategy], on blocks: [PolicyBlock], _ sweep: Sweep) throws
    -> [[RunScores]]
  {
    let pairs = policies.indices.flatMap { policy in
      blocks.indices.map { Sweep.Pair(policy: policy, block: $0) }
    }
    let scores = try sweep.run(pairs, policies: policies, blocks: blocks)
    return policies.indices.map { Array(scores[($0 * blocks.count)..<(($0 + 1) * blocks.count)]) }
  }

  private func todaysOutcome(
    on blocks: [PolicyBlock], _ sweep: Sweep, _ assessor: Assessor
  ) throws -> PolicyOutcome {
    let policy = plan.strategies[tune.base]
    let runs = try runs([policy], on: blocks, sweep)[0]
    let assessment = try assessor.assess(runs, lengthsMs: blocks.map(\.lengthMs))
    return PolicyOutcome(
      number: -1, label: policy.summary, candidate: Candidate(levels: []), runs: runs,
      assessment: assessment, loss: assessor.loss(assessment, reference: assessment.means[0]))
  }

  func search(
    _ blocks: [PolicyBlock], today: PolicyOutcome, _ sweep: Sweep, _ assessor: Assessor
  ) throws -> Trials {
    let trials = Trials(
      maker: maker, blocks: blocks, sweep: sweep, assessor: assessor,
      reference: today.assessment.means[0], budget: budget, seed: tune.seed)
    do {
      try tune.method.method.search(trials)
    } catch is Trials.BudgetSpent {
      // What was tried until then stands.
    }
    return trials
  }

  private func outcome(of trials: Trials, today: PolicyOutcome) throws -> TuningResult {
    var policies: [PolicyOutcome] = []
    var refused: [Refusal] = []
    for candidate in trials.order {
      guard let entry = trials.entries[candidate] else { continue }
      let (number, label) = (tune.space.number(of: candidate), tune.space.label(candidate))
      if let problem = entry.problem {
        refused.append(Refusal(number: number, label: label, problem: problem))
      } else if let assessment = try trials.assessment(of: candidate) {
        policies.append(
          PolicyOutcome(
            number: number, label: label, candidate: candidate, runs: entry.runs, assessment: assessment,
            loss: try trials.loss(of: candidate)))
      }
    }
    policies.sort { Tuner.rank($0) < Tuner.rank($1) }
    refused.sort { $0.number < $1.number }
    let rules = ScoreRule.all(for: plan.spec.objective, prices: plan.spec.prices).map(\.score)
    let objectives = Front.objectives(tune.goal).compactMap { id in scores.firstIndex(of: id) }
    let front = try Front.places(policies, objectives: objectives)
    let limit = tune.goal.limits.first.flatMap { scores.firstIndex(of: $0.score) } ?? 0
    let sensitivity = Sensitivity(policies, space: tune.space, objective: 0, limit: limit)
    let effects = sensitivity.effects()
    let resolved = ResolvedExperiment(plan)
    return TuningResult(
      name: plan.spec.name, summary: plan.spec.summary, base: plan.strategies[tune.base].name,
      search: SearchAccount(
        method: tune.method, budget: trials.budget, spent: trials.spent,
        stopRule: tune.method.method.stopRule, choices: tune.space.choiceCount),
      scores: scores.compactMap { id in rules.first { $0.id == id } }, goal: tune.goal,
      parameters: tune.space.parameters.map(ParameterAccount.init), policies: policies, refused: refused,
      today: today, front: front,
      hypervolume: try Front.volume(front, of: policies, today: today, objectives: objectives),
      finalists: [], chosen: policies.isEmpty ? nil : 0, worlds: [], effects: effects,
      pairEffects: sensitivity.pairs(effects), tuningBlocks: trials.blocks.map(BlockName.init),
      heldOutBlocks: [], verdict: Verdict(headline: "", sentences: []), notes: plan.notes + split.notes,
      objective: plan.spec.objective, currency: plan.spec.prices.currency, resolvedInputs: resolved.text,
      inputFiles: resolved.files)
  }

  /// The order of policies: those run everywhere first, then by whether the limits are kept, then by the objective,
  /// then by the further scores and the number, so that it never depends on the order of the search.
  static func rank(_ policy: PolicyOutcome) -> RankKey {
    let state = policy.assessment.isKept ? 0 : policy.assessment.isBroken ? 2 : 1
    let values = state == 0 ? policy.assessment.means : [policy.loss] + policy.assessment.means
    return RankKey(isIncomplete: !policy.isComplete, state: state, values: values, number: policy.number)
  }

  struct RankKey: Comparable {
    let isIncomplete: Bool
    let state: Int
    let values: [Double]
    let number: Int

    static func < (a: RankKey, b: RankKey) -> Bool {
      if a.isIncomplete != b.isIncomplete { return b.isIncomplete }
      if a.state != b.state { return a.state < b.state }
      for (x, y) in zip(a.values, b.values) where x != y && !x.isNaN && !y.isNaN { return x < y }
      return a.number < b.number
    }
  }

  // MARK: Judging

  /// Runs the best policies and today's on the load kept back, and chooses the first that keeps its limits there.
  ///
  /// The first is judged with the limits' own confidence; the i-th with an i-th of the doubt, as it has its turn only
  /// because others failed.
  private func judge(_ result: inout TuningResult, _ sweep: Sweep) throws {
    guard !split.heldOut.isEmpty, !result.policies.isEmpty else { return }
    let blocks = try self.blocks(split.heldOut)
    result.heldOutBlocks = blocks.map(BlockName.init)
    let keepers = result.policies.prefix { $0.isComplete && $0.assessment.isKept }.count
    let places = Array(0..<min(max(keepers, 1), tune.finalists))
    var policies: [PreparedStrategy] = [plan.strategies[tune.base]]
    for place in places { policies.append(try maker.policy(of: result.policies[place].candidate)) }
    let runs = try runs(policies, on: blocks, sweep)
    let lengths = blocks.map(\.lengthMs)
    let usual = Assessor(goal: tune.goal, scores: scores, resamples: 10_000)
    result.todayHeldOut = HeldOut(runs: runs[0], assessment: try usual.assess(runs[0], lengthsMs: lengths))
    for place in places {
      var goal = tune.goal
      for index in goal.limits.indices {
        goal.limits[index].confidence = 1 - (1 - goal.limits[index].confidence) / Double(place + 1)
      }
      let strict = Assessor(goal: goal, scores: scores, resamples: 10_000)
      let own = runs[place + 1]
      let heldOut = HeldOut(runs: own, assessment: try strict.assess(own, lengthsMs: lengths))
      result.finalists.append(
        try finalist(place, heldOut, confidence: goal.limits.first?.confidence ?? 0.95, blocks, result))
    }
    result.chosen = result.finalists.first(where: \.isKept)?.policy ?? 0
  }

  private func finalist(
    _ place: Int, _ heldOut: HeldOut, confidence: Double, _ blocks: [PolicyBlock], _ result: TuningResult
  ) throws -> Finalist {
    let policy = result.policies[place]
    func objective(_ runs: [RunScores?]) -> [Double] { runs.map { $0?.values[0] ?? .nan } }
    let tuned = try Saving.percent(
      own: objective(policy.runs), other: objective(result.today.runs),
      traces: result.tuningBlocks.map(\.trace))
    let kept = try Saving.percent(
      own: objective(heldOut.runs), other: objective(result.todayHeldOut?.runs ?? []),
      traces: blocks.map(\.trace))
    var broken: [String] = []
    for (index, limit) in tune.goal.limits.enumerated()
    where policy.assessment.bounds[index].state == .kept && heldOut.assessment.bounds[index].state != .kept {
      let name = result.score(limit.score).map { result.scores[$0].name } ?? limit.score
      broken.append(
        heldOut.assessment.bounds[index].state == .broken
          ? "the limit on \(name) was kept on the tuning load and is broken on the load kept back"
          : "the limit on \(name) was kept on the tuning load and is not surely kept on the load kept back")
    }
    if let a = tuned.interval, let b = kept.interval, a.lower > 0, b.lower <= 0 {
      broken.append("the saving it showed on the tuning load is not sure on the load kept back")
    }
    return Finalist(
      policy: place, heldOut: heldOut, tunedSaving: tuned, heldOutSaving: kept, confidence: confidence,
      isKept: heldOut.assessment.isKept, broken: broken)
  }

  /// Runs the chosen policy and today's in the worlds that differ from the recorded one.
  private func tryWorlds(_ result: inout TuningResult, _ sweep: Sweep) throws {
    guard let chosen = result.chosen, result.policies.indices.contains(chosen) else { return }
    let policies = [plan.strategies[tune.base], try maker.policy(of: result.policies[chosen].candidate)]
    let assessor = Assessor(goal: tune.goal, scores: scores, resamples: 10_000)
    let traces = split.heldOut.isEmpty ? split.tuning : split.heldOut
    for world in tune.robustness {
      let blocks = try self.blocks(traces, variation: world.variation)
      let lengths = blocks.map(\.lengthMs)
      let runs = try runs(policies, on: blocks, sweep)
      result.worlds.append(
        WorldOutcome(
          name: world.name, variation: world.variation,
          chosen: HeldOut(runs: runs[1], assessment: try assessor.assess(runs[1], lengthsMs: lengths)),
          today: HeldOut(runs: runs[0], assessment: try assessor.assess(runs[0], lengthsMs: lengths)),
          saving: try Saving.percent(
            own: runs[1].map { $0.values[0] }, other: runs[0].map { $0.values[0] },
            traces: blocks.map(\.trace))))
    }
  }

  /// Compares the experiment's strategies and the chosen policy on the load kept back, run by run.
  private func compare(_ result: TuningResult, jobs: Int) async throws -> ExperimentResult? {
    guard let chosen = result.chosenPolicy else { return nil }
    var policy = try maker.policy(of: chosen.candidate)
    policy.name = "recommended"
    var varied = plan
    varied.spec.baseline = tune.base
    varied.spec.pairs = []
    varied.strategies.removeAll { $0.name == policy.name }
    varied.strategies.append(policy)
    let traces = split.heldOut.isEmpty ? split.tuning : split.heldOut
    varied.traces = traces.map { plan.traces[$0] }
    return try await Experiment.run(varied, on: ExperimentRunner(jobs: jobs))
  }

  private func recommend(_ result: inout TuningResult) throws {
    guard let chosen = result.chosenPolicy else { return }
    let objects: [DocumentNode]
    do {
      objects = try maker.objects(of: chosen.candidate)
    } catch {
      throw InputErrors([error])
    }
    result.recommendation = Recommendation(
      today: plan.strategies[tune.base].manifests, recommended: objects,
      words: TuningWords(result).fileHead)
  }
}

extension BlockName {
  init(_ block: PolicyBlock) { self.init(trace: block.trace, seed: block.seed) }
}

extension ParameterAccount {
  init(_ parameter: Parameter) {
    name = parameter.name
    target =
      parameter.object.text + (parameter.paths.isEmpty ? "" : " \(parameter.paths.joined(separator: ", "))")
    levels = parameter.levels.map(\.label)
    isNumeric = parameter.isNumeric
  }
}
