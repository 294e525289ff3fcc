import Kubernetes

extension RawRecording {
  /// Returns one row for each step from the first row's to the last row's, in any order of the rows. O(n).
  ///
  /// Steps begin at multiples of their length. Where no row falls, a count or a sum is 0 and the rest is a gap.
  /// Throws if the rows span too many steps.
  func aggregated(
    _ aggregate: CSVFormat.Aggregate, everyMs step: Int64, file: String
  ) throws(InputErrors) -> RawRecording {
    guard let first = timesMs.min(), let last = timesMs.max() else { return self }
    let start = first - ((first % step) + step) % step
    let steps = (last - start) / step + 1
    guard Double(steps) <= LoadWork.mostValues else {
      throw InputErrors([
        InputProblem(
          path: "every",
          message: "makes \(steps) steps of the \(Timespan.text(last - first)) in \(file), at most "
            + "\(plain(LoadWork.mostValues)) are taken",
          hint: "take a longer step")
      ])
    }
    var counts = [Int](repeating: 0, count: Int(steps))
    var results = [Double](repeating: 0, count: Int(steps))
    for (row, time) in timesMs.enumerated() {
      let index = Int((time - start) / step)
      if aggregate == .count {
        counts[index] += 1
        continue
      }
      guard !values[row].isNaN else { continue }
      results[index] =
        switch aggregate {
        case .min where counts[index] > 0: Swift.min(results[index], values[row])
        case .max where counts[index] > 0: Swift.max(results[index], values[row])
        case .min, .max: values[row]
        case .count, .sum, .mean: results[index] + values[row]
        }
      counts[index] += 1
    }
    for index in results.indices {
      switch aggregate {
      case .count: results[index] = Double(counts[index])
      case .sum: break
      case .mean: results[index] = counts[index] > 0 ? results[index] / Double(counts[index]) : .nan
      case .min, .max: if counts[index] == 0 { results[index] = .nan }
      }
    }
    return RawRecording(
      timesMs: (0..<steps).map { start + $0 * step }, values: results, replicas: nil, isEpoch: isEpoch)
  }
}
