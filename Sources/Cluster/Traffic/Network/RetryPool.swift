/// Requests that failed and wait to be tried again.
///
/// What failed in a step comes again, after its wait, evenly over a later step. A request tried for the n-th time is of
/// generation n; failures hit all generations alike. Work is in whole microcore-milliseconds, so that what is tried
/// again, in all, is exactly what was to be.
struct RetryPool: Sendable {
  /// Work that comes again from an instant on.
  private struct Batch: Sendable {
    var dueMs: Int64
    var generation: Int
    var work: Int64
  }

  let policy: RetryPolicy
  private var batches: [Batch] = []
  /// What comes again in this step, by generation, in microcores: generation g + 1 at index g.
  private(set) var rates: [Int64]
  /// What of this step's work was too little for whole rates.
  private var rests: [Int64]
  private var stepStartMs: Int64 = 0
  /// What was given up because it had been tried often enough.
  private(set) var exhausted: Int64 = 0

  init(_ policy: RetryPolicy) {
    self.policy = policy
    rates = Array(repeating: 0, count: policy.retries)
    rests = rates
  }

  /// What comes again now, in microcores.
  var rate: Int64 { rates.reduce(0, +) }

  /// Work that waits to be tried again, as of an instant of this step.
  func waiting(at nowMs: Int64) -> Int64 {
    batches.reduce(0) { $0 + $1.work } + rests.reduce(0, +)
      - rates.reduce(0, +) * (nowMs - stepStartMs)
  }

  /// Whether nothing comes again any more; less than a microcore may be left over.
  var isIdle: Bool { batches.isEmpty && rates.allSatisfy { $0 == 0 } }

  /// Takes in work that failed in the step that ends, of all that arrived in it.
  ///
  /// `lateMs` is how long after its arrival a failure was noticed.
  mutating func take(_ failed: Int64, arrived: Int64, stepMs: Int64, lateMs: Int64, nowMs: Int64) {
    guard failed > 0 else { return }
    let elapsed = nowMs - stepStartMs
    let again = rates.map { $0 * elapsed }
    let parts = [max(0, arrived - again.reduce(0, +))] + again
    let whole = parts.reduce(0, +)
    var rest = failed
    for (generation, part) in parts.enumerated().reversed() {
      let share =
        generation == 0 || whole == 0
        ? rest : min(rest, whole.dividingFullWidth(failed.multipliedFullWidth(by: part)).quotient)
      rest -= share
      guard share > 0 else { continue }
      guard generation < policy.retries else {
        exhausted += share
        continue
      }
      let due = nowMs + lateMs + policy.wait(generation)
      add(share, generation: generation, dueMs: (due + stepMs - 1) / stepMs * stepMs)
    }
  }

  private mutating func add(_ work: Int64, generation: Int, dueMs: Int64) {
    if let same = batches.lastIndex(where: { $0.dueMs == dueMs && $0.generation == generation }) {
      batches[same].work += work
    } else {
      batches.append(Batch(dueMs: dueMs, generation: generation, work: work))
    }
  }

  /// Begins the next step: what is due comes again evenly over it.
  mutating func begin(stepMs: Int64, nowMs: Int64) {
    let elapsed = nowMs - stepStartMs
    for generation in rates.indices { rests[generation] -= rates[generation] * elapsed }
    for batch in batches where batch.dueMs <= nowMs { rests[batch.generation] += batch.work }
    batches.removeAll { $0.dueMs <= nowMs }
    for generation in rates.indices {
      rates[generation] = rests[generation] / stepMs
    }
    stepStartMs = nowMs
  }

  /// When the next work is due, or nil.
  var dueMs: Int64? { batches.map(\.dueMs).min() }
}
