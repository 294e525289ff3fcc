/// How far apart the rows of a recording are.
struct RecordedSteps: Sendable, Hashable {
  /// The distance most rows have to the next.
  let usualMs: Int64
  /// Whether nearly all rows have it, so that a longer one is a hole; else each row is a change of level that
  /// holds until the next.
  let isSteady: Bool

  /// How much longer than usual a distance may be before it is a hole: half a step, as jitter stays below.
  static let holeFactor = 1.5
  /// Where more rows than this are missing in all, each hole is one long gap.
  static let mostMissing = 10_000_000

  /// Takes a told step; rows further apart are holes.
  init(told stepMs: Int64) {
    usualMs = stepMs
    isSteady = true
  }

  /// Finds out the step of increasing times; nil for fewer than two. O(n log n) unless all are equal.
  ///
  /// The usual distance is the most frequent one, the shortest of equals. Times are steady where at least four
  /// in five distances are within a tenth of it.
  init?(of times: [Int64]) {
    guard times.count > 1 else { return nil }
    let first = times[1] - times[0]
    var distances: [Int64] = []
    distances.reserveCapacity(times.count - 1)
    for index in times.indices.dropFirst() { distances.append(times[index] - times[index - 1]) }
    if distances.allSatisfy({ $0 == first }) {
      usualMs = first
      isSteady = true
      return
    }
    distances.sort()
    var (usual, most, start) = (distances[0], 0, 0)
    for index in distances.indices
    where index + 1 == distances.count || distances[index + 1] != distances[index] {
      let count = index + 1 - start
      if count > most { (usual, most) = (distances[index], count) }
      start = index + 1
    }
    let near = distances.count { abs($0 - usual) * 10 <= usual }
    isSteady = Double(near) >= 0.8 * Double(distances.count)
    usualMs = isSteady ? usual : distances[distances.count / 2]
  }

  /// Puts gaps where rows are missing, and says when the last row ends.
  func withHoles(_ times: [Int64], _ columns: [[Double]]) -> (times: [Int64], columns: [[Double]], end: Int64)
  {
    guard let last = times.last else { return (times, columns, 0) }
    let end = last + usualMs
    let missing = isSteady ? rowsMissing(in: times) : 0
    guard missing > 0 else { return (times, columns, end) }
    let isWhole = missing <= Self.mostMissing
    var filled: [Int64] = []
    var source: [Int] = []
    for index in times.indices {
      filled.append(times[index])
      source.append(index)
      guard index + 1 < times.count else { break }
      let missing = rowsMissing(between: times[index], times[index + 1])
      for row in 0..<(isWhole ? missing : min(missing, 1)) {
        filled.append(times[index] + Int64(row + 1) * usualMs)
        source.append(-1)
      }
    }
    let values = columns.map { column in source.map { $0 < 0 ? .nan : column[$0] } }
    return (filled, values, end)
  }

  private func rowsMissing(in times: [Int64]) -> Int {
    zip(times, times.dropFirst()).reduce(0) { $0 + rowsMissing(between: $1.0, $1.1) }
  }

  private func rowsMissing(between time: Int64, _ next: Int64) -> Int {
    guard Double(next - time) > Self.holeFactor * Double(usualMs) else { return 0 }
    // As many steps as leave at least half of one before the next row.
    return Int((Double(next - time) / Double(usualMs) - 0.5).rounded(.down))
  }
}
