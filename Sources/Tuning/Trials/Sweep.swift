import Dispatch
public import Experiment
import Synchronization

/// How far a sweep is.
public struct SweepProgress: Sendable, Hashable {
  /// Runs done, those found in the store included.
  public var done: Int
  /// Runs asked for so far.
  public var total: Int
}

/// Runs policies on blocks, on several cores; results do not depend on their number, nor on what was kept before.
public final class Sweep: Sendable {
  /// One run to do: a policy's and a block's place.
  struct Pair: Sendable, Hashable {
    let policy: Int
    let block: Int
  }

  private let evaluator: any PolicyEvaluator
  private let jobs: Int
  private let store: RunBook?
  private let isCancelled: @Sendable () -> Bool
  private let progress: @Sendable (SweepProgress) -> Void
  private let count = Mutex(SweepProgress(done: 0, total: 0))

  /// Makes a sweep.
  ///
  /// `progress` is called from any thread, never twice at once. When `isCancelled` says so, the sweep ends after the
  /// runs at hand with a `CancellationError`.
  public init(
    evaluator: any PolicyEvaluator = FullEngine(), jobs: Int, store: RunBook? = nil,
    isCancelled: @escaping @Sendable () -> Bool = { false },
    progress: @escaping @Sendable (SweepProgress) -> Void = { _ in }
  ) {
    self.evaluator = evaluator
    self.jobs = max(1, jobs)
    self.store = store
    self.isCancelled = isCancelled
    self.progress = progress
  }

  /// The most policies handed to the evaluator at once.
  private static let largestBatch = 64

  /// Runs pairs and returns their scores in the order of the pairs.
  func run(
    _ pairs: [Pair], policies: [PreparedStrategy], blocks: [PolicyBlock]
  ) throws -> [RunScores] {
    if isCancelled() { throw CancellationError() }
    var found = [RunScores?](repeating: nil, count: pairs.count)
    note(asked: pairs.count)
    if let store {
      found = try store.known(pairs.map { (policies[$0.policy], blocks[$0.block]) })
      note(done: found.count { $0 != nil })
    }
    let batches = batches(of: pairs.indices.filter { found[$0] == nil }, pairs, blocks: blocks.count)
    let done = Mutex<(results: [(Int, RunScores)], error: (any Error)?)>(([], nil))
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: min(jobs, batches.count)) { _ in
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < batches.count, done.withLock({ $0.error == nil }) else { return }
        do {
          if isCancelled() { throw CancellationError() }
          let batch = batches[index]
          let block = blocks[pairs[batch[0]].block]
          let own = batch.map { policies[pairs[$0].policy] }
          let scores = try evaluator.evaluate(own, on: block)
          try store?.keep(zip(own, scores).map { ($0, $1) }, on: block)
          done.withLock { $0.results += zip(batch, scores).map { ($0, $1) } }
          note(done: batch.count)
        } catch {
          done.withLock { if $0.error == nil { $0.error = error } }
        }
      }
    }
    try done.withLock { done in
      if let error = done.error { throw error }
      for (index, scores) in done.results { found[index] = scores }
    }
    return found.compactMap(\.self)
  }

  /// Shares pairs out into batches of one block each, small enough that all cores have work to the end.
  private func batches(of indices: [Int], _ pairs: [Pair], blocks: Int) -> [[Int]] {
    var byBlock = [[Int]](repeating: [], count: blocks)
    for index in indices { byBlock[pairs[index].block].append(index) }
    let fair = max(1, indices.count / (8 * jobs))
    let size = min(Sweep.largestBatch, fair)
    return byBlock.flatMap { own in
      stride(from: 0, to: own.count, by: size).map { Array(own[$0..<min($0 + size, own.count)]) }
    }
  }

  private func note(asked: Int = 0, done: Int = 0) {
    count.withLock {
      $0.total += asked
      $0.done += done
      progress($0)
    }
  }
}
