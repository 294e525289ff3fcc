extension Bootstrap {
  /// Returns what a statistic gives on groups drawn anew, and on values drawn anew within each.
  ///
  /// For runs of several seeds on each of several traces: the seeds of a trace are no independent traces, so
  /// traces are drawn first, then seeds. The statistic gets the values of all drawn groups in one array; the
  /// jackknife leaves out whole groups. O(resamples · n).
  ///
  /// - Throws: ``StatisticsError`` for fewer than two groups, an empty group, a value of sample or statistic
  ///   that is not finite, or fewer than two resamples.
  public static func hierarchical(
    _ groups: [[Double]], statistic: ([Double]) -> Double, resamples: Int = 10_000,
    stream: inout RandomStream
  ) throws(StatisticsError) -> BootstrapDistribution {
    guard groups.count >= 2 else { throw .tooFew(values: groups.count, needed: 2) }
    for group in groups { try group.requireFinite(atLeast: 1) }
    guard resamples >= 2 else {
      throw .argument(name: "resamples", value: "\(resamples)", expected: "at least 2")
    }
    var replicates: [Double] = []
    replicates.reserveCapacity(resamples)
    var drawn: [Double] = []
    for _ in 0..<resamples {
      drawn.removeAll(keepingCapacity: true)
      for _ in groups.indices {
        let group = groups[stream.index(below: groups.count)]
        for _ in group.indices { drawn.append(group[stream.index(below: group.count)]) }
      }
      replicates.append(statistic(drawn))
    }
    let withoutGroup = groups.indices.map { left in
      statistic(groups.indices.filter { $0 != left }.flatMap { groups[$0] })
    }
    return try BootstrapDistribution(
      estimate: statistic(groups.flatMap { $0 }), replicates: replicates, jackknife: withoutGroup)
  }
}
