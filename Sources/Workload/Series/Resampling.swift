extension Series {
  /// Returns the means of the series over the steps of an axis, gaps left out of each mean. O(n + m).
  ///
  /// So the sum over time is kept, whatever the steps: values may be irregular, the axis too. A step in which
  /// nothing is recorded is a gap; a step that a censored value touches is censored.
  func means(on axis: TimeAxis) -> Column {
    if timesMs == axis.timesMs, endMs == axis.endMs { return Column(values, censored: censored) }
    var means: [Double] = []
    means.reserveCapacity(axis.count)
    var marks: [Bool]? = censored == nil ? nil : []
    var index = 0
    for step in 0..<axis.count {
      let (start, end) = (axis.timesMs[step], axis.endMs(at: step))
      while index < count, endMs(at: index) <= start { index += 1 }
      var (sum, weight, only) = (0.0, 0.0, Double.nan)
      var (pieces, mark) = (0, false)
      var at = index
      while at < count, timesMs[at] < end {
        let overlap = Double(min(endMs(at: at), end) - max(timesMs[at], start))
        if !values[at].isNaN {
          sum += values[at] * overlap
          weight += overlap
          only = values[at]
          pieces += 1
          mark = mark || censored?[at] == true
        }
        at += 1
      }
      // One value alone is taken as it is, free of rounding.
      means.append(pieces > 1 ? sum / weight : only)
      marks?.append(mark)
    }
    return Column(means, censored: marks)
  }

  /// Returns the series in equal steps from its beginning, with the mean of each step.
  ///
  /// A rest shorter than a step is left out, unless it is all there is.
  public func resampled(everyMs step: Int64) -> Series {
    guard let first = timesMs.first, step > 0, durationMs > 0 else { return self }
    let steps = max(durationMs / step, 1)
    let times = (0..<steps).map { first + $0 * step }
    let column = means(on: TimeAxis(timesMs: times, endMs: first + steps * step))
    return Series(
      name: name, unit: unit, timesMs: times, values: column.values, endMs: first + steps * step,
      censored: column.censored, originMs: originMs)
  }

  /// Returns the part between two times, moved so that it begins at 0; nil if they hold nothing of it.
  public func slice(fromMs start: Int64, toMs end: Int64) -> Series? {
    guard let first = timesMs.first else { return nil }
    let from = max(start, first)
    let to = min(end, endMs)
    guard from < to, let low = index(atMs: from), let high = index(atMs: to - 1) else { return nil }
    var times = timesMs[low...high].map { $0 - from }
    times[0] = 0
    return Series(
      name: name, unit: unit, timesMs: times, values: Array(values[low...high]), endMs: to - from,
      censored: censored.map { Array($0[low...high]) }, originMs: originMs.map { $0 + from })
  }
}
