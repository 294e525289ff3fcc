import Simulation

extension Timeline {
  /// Joins rows into rows of a wider step, for reports; the end of the last row is given.
  ///
  /// Requests add up; cores and ready pods are means over time; the mean response time is request-weighted; counts
  /// and backlog are those at the end. A 95th percentile cannot be joined: the highest of the rows stands.
  func joined(toStepMs step: Int64, endMs: Int64) -> Timeline {
    var wide = Timeline()
    for rows in groups(ofMs: step) {
      wide.append(joining: rows, of: self, endMs: self.endMs(of: rows, endMs))
    }
    wide.losses = losses.map { column in
      LossColumn(
        reason: column.reason,
        requests: groups(ofMs: step).map { column.requests[$0].reduce(0, +) })
    }
    return wide
  }

  /// Joins a column parallel to this timeline, by its mean over time.
  func joined(_ column: [Double], toStepMs step: Int64, endMs: Int64) -> [Double] {
    groups(ofMs: step).map { mean(of: column, over: $0, endMs: self.endMs(of: $0, endMs)) }
  }

  /// The rows that fall into each step; steps count from time 0.
  private func groups(ofMs step: Int64) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var row = 0
    while row < count {
      let cell = timeMs[row] / step
      var next = row + 1
      while next < count, timeMs[next] / step == cell { next += 1 }
      result.append(row..<next)
      row = next
    }
    return result
  }

  private func endMs(of rows: Range<Int>, _ endMs: Int64) -> Int64 {
    rows.upperBound < count ? timeMs[rows.upperBound] : endMs
  }

  private mutating func append(joining rows: Range<Int>, of narrow: Timeline, endMs: Int64) {
    let last = rows.upperBound - 1
    timeMs.append(narrow.timeMs[rows.lowerBound])
    for column in Timeline.sums { self[keyPath: column].append(narrow[keyPath: column][rows].reduce(0, +)) }
    for column in Timeline.means {
      self[keyPath: column].append(narrow.mean(of: narrow[keyPath: column], over: rows, endMs: endMs))
    }
    for column in Timeline.ends { self[keyPath: column].append(narrow[keyPath: column][last]) }
    for column in Timeline.counts { self[keyPath: column].append(narrow[keyPath: column][last]) }
    let served = narrow.served[rows].reduce(0, +)
    let spent = rows.reduce(0) { $0 + narrow.latencyMean[$1] * narrow.served[$1] }
    latencyMean.append(served > 0 ? spent / served : 0)
    latencyP95.append(narrow.latencyP95[rows].reduce(0) { $1 > $0 ? $1 : $0 })
  }

  private func mean(of column: [Double], over rows: Range<Int>, endMs: Int64) -> Double {
    var sum = 0.0
    for row in rows {
      let end = row + 1 < rows.upperBound ? timeMs[row + 1] : endMs
      sum += column[row] * Double(end - timeMs[row])
    }
    return sum / Double(endMs - timeMs[rows.lowerBound])
  }
}
