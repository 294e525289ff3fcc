/// What clients of a headless Service believe to be its pods: the answer to their last look-up.
///
/// Clients look up at all times alike, so ten cohorts of them, a tenth of the time to live apart, stand for all. A pod
/// that left keeps its share until they have asked again, a new one gets none before.
struct KeptNames: Sendable {
  static let cohorts = 10

  /// The time to live, in milliseconds.
  let keptMs: Int64
  /// The pods by uid that each cohort knows.
  private(set) var known: [[Int32]]
  /// When each asks next.
  private var nextMs: [Int64]
  /// The pods there are.
  private var present: [Int32] = []

  init(keptMs: Int64) {
    self.keptMs = max(1, keptMs)
    known = Array(repeating: [], count: Self.cohorts)
    nextMs = (0..<Self.cohorts).map { max(1, keptMs) * Int64($0 + 1) / Int64(Self.cohorts) }
  }

  /// Lets cohorts ask that are due: those before now learnt what was present until now.
  mutating func update(present pods: [Int32], nowMs: Int64, isFirst: Bool) {
    for cohort in known.indices {
      if isFirst { known[cohort] = pods }
      guard nextMs[cohort] <= nowMs else { continue }
      let late = (nowMs - nextMs[cohort]) % keptMs
      known[cohort] = late == 0 ? pods : present
      nextMs[cohort] = nowMs - late + keptMs
    }
    present = pods
  }

  /// When the next cohort learns something new, or nil if all know what is.
  var changeMs: Int64? {
    known.indices.filter { known[$0] != present }.map { nextMs[$0] }.min()
  }
}
