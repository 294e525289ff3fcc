/// What a gap becomes where a number is needed.
public enum GapPolicy: String, Sendable, Hashable, CaseIterable {
  /// It stays a gap.
  case keep
  /// The last recorded value holds on; before the first, the first.
  case hold
  /// The values before and after are joined by a line.
  case linear
  /// Nothing came.
  case zero
  /// It is refused.
  case error
}

extension Series {
  /// Returns the series with its gaps filled as a policy says; `keep` and `error` leave them.
  ///
  /// Where nothing at all is recorded, gaps stay, except under `zero`. O(n).
  public func filled(_ policy: GapPolicy) -> Series {
    var series = self
    switch policy {
    case .keep, .error: break
    case .zero:
      for index in series.values.indices where series.values[index].isNaN { series.values[index] = 0 }
    case .hold, .linear:
      guard let first = values.firstIndex(where: { !$0.isNaN }) else { break }
      for index in 0..<first { series.values[index] = values[first] }
      var before = first
      for index in values.indices.dropFirst(first) where !values[index].isNaN {
        for gap in before + 1..<max(index, before + 1) {
          series.values[gap] = policy == .hold ? values[before] : line(before, index, at: timesMs[gap])
        }
        before = index
      }
      for index in values.indices.dropFirst(before + 1) { series.values[index] = values[before] }
    }
    return series
  }

  private func line(_ left: Int, _ right: Int, at time: Int64) -> Double {
    let share = Double(time - timesMs[left]) / Double(timesMs[right] - timesMs[left])
    return values[left] + (values[right] - values[left]) * share
  }
}
