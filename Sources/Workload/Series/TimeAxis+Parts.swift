extension TimeAxis {
  /// Returns the axis with more edges; those outside it are left out.
  func split(at edges: [Int64]) -> TimeAxis {
    guard let first = timesMs.first else { return self }
    let inner = edges.filter { $0 > first && $0 < endMs }
    guard !inner.isEmpty else { return self }
    var times = timesMs + inner
    times.sort()
    var previous = Int64.min
    times.removeAll { time in
      defer { previous = time }
      return time == previous
    }
    return TimeAxis(timesMs: times, endMs: endMs)
  }

  /// The steps between two of the axis' edges, counted from the first; nil if there are none.
  func part(from start: Int64, to end: Int64) -> (axis: TimeAxis, steps: Range<Int>)? {
    let low = timesMs.partition { $0 < start }
    let high = timesMs.partition { $0 < end }
    guard low < high else { return nil }
    return (
      TimeAxis(timesMs: timesMs[low..<high].map { $0 - start }, endMs: min(end, endMs) - start), low..<high
    )
  }
}
