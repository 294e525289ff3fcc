import Workload

extension Series {
  /// Returns the part between two times, with a lead before it, so that the lead begins at 0.
  ///
  /// Where the series has nothing before the part, its first value leads in.
  func cut(fromMs start: Int64, toMs end: Int64, leadMs: Int64) -> Series {
    let origin = timesMs.first ?? 0
    let begin = start - leadMs
    let first = index(atMs: max(begin, origin)) ?? 0
    var times: [Int64] = [0]
    var parts = [values[first]]
    var flags = censored.map { [$0[first]] }
    for index in (first + 1)..<max(count, first + 1) {
      guard timesMs[index] < end else { break }
      times.append(timesMs[index] - begin)
      parts.append(values[index])
      if let censored { flags?.append(censored[index]) }
    }
    return Series(
      name: name, unit: unit, timesMs: times, values: parts, endMs: end - begin, censored: flags,
      originMs: originMs.map { $0 + begin })
  }
}
