public import Kubernetes
public import Simulation

/// How far the runs of an experiment are.
public struct RunProgress: Sendable, Hashable {
  /// Runs done.
  public var done: Int
  /// All runs.
  public var total: Int

  /// Makes a progress of its parts.
  public init(done: Int, total: Int) {
    self.done = done
    self.total = total
  }
}

/// Runs every strategy on every trace with every seed, on several cores; results do not depend on their number.
public struct ExperimentRunner: Sendable {
  /// Runs one scenario with one seed.
  public typealias Run = @Sendable (Scenario, UInt64) throws(InputErrors) -> Recording

  /// How many runs go on at once.
  public var jobs: Int
  /// What runs a scenario.
  public var run: Run

  /// Makes a runner; by default scenarios run in the closed loop.
  public init(jobs: Int, run: @escaping Run = ClosedLoop.run) {
    self.jobs = max(1, jobs)
    self.run = run
  }

  /// Runs an experiment and returns each run's result, ordered by strategy, trace, seed.
  ///
  /// `progress` is called after each run. Throws what is wrong with an input, or `CancellationError` when the task is
  /// cancelled, which ends the work after the runs at hand.
  public func runs(
    of plan: ExperimentPlan, progress: (RunProgress) -> Void = { _ in }
  ) async throws -> [RunResult] {
    let order = RunOrder(plan)
    let record = RunRecord(plan)
    var results = [RunResult?](repeating: nil, count: plan.runCount)
    try await withThrowingTaskGroup(of: Step.self) { group in
      var blocks = order.blocks[...]
      var ready: ArraySlice<Job> = []
      var active = 0
      var done = 0
      repeat {
        while active < jobs {
          if let job = ready.popFirst() {
            group.addTask { try step(job, of: plan, order, record) }
          } else if let block = blocks.popFirst() {
            group.addTask { .inputs(block, try plan.inputs(trace: block.trace, seed: block.seed)) }
          } else {
            break
          }
          active += 1
        }
        guard let step = try await group.next() else { break }
        active -= 1
        switch step {
        case .inputs(let block, let inputs):
          ready += plan.strategies.indices.map { Job(strategy: $0, block: block, inputs: inputs) }
        case .result(let index, let result):
          results[index] = result
          done += 1
          progress(RunProgress(done: done, total: results.count))
        }
      } while active > 0 || !ready.isEmpty || !blocks.isEmpty
    }
    return results.compactMap(\.self)
  }

  private func step(
    _ job: Job, of plan: ExperimentPlan, _ order: RunOrder, _ record: RunRecord
  ) throws -> Step {
    try Task.checkCancellation()
    let scenario = plan.scenario(
      strategy: plan.strategies[job.strategy], trace: job.block.trace, inputs: job.inputs)
    let recording = try run(scenario, job.inputs.luck)
    let result = record.result(
      recording, of: scenario, strategy: job.strategy, trace: job.block.trace, seed: job.block.seed)
    return .result(order.index(strategy: job.strategy, job.block), result)
  }

  /// What a child task brings back.
  private enum Step: Sendable {
    case inputs(Block, BlockInputs)
    case result(Int, RunResult)
  }

  /// One run to do.
  private struct Job: Sendable {
    let strategy: Int
    let block: Block
    let inputs: BlockInputs
  }
}

/// A trace and a seed: what all strategies meet alike.
struct Block: Sendable {
  let trace: Int
  let seed: UInt64
  /// Its place in the order of traces, then seeds.
  let index: Int
}

/// The order of an experiment's runs: by strategy, trace, seed.
struct RunOrder: Sendable {
  let blocks: [Block]

  init(_ plan: ExperimentPlan) {
    var blocks: [Block] = []
    for trace in plan.traces.indices {
      for seed in plan.spec.seeds { blocks.append(Block(trace: trace, seed: seed, index: blocks.count)) }
    }
    self.blocks = blocks
  }

  /// The place of a run among all.
  func index(strategy: Int, _ block: Block) -> Int { strategy * blocks.count + block.index }
}
