/// The ranks of a sample from 1, equal values sharing the mean of their ranks.
struct Ranks {
  /// The rank of each value, in the order of the sample.
  let values: [Double]
  /// How many values share each rank, for ranks shared by at least two.
  let tieSizes: [Int]

  /// Ranks a sample without NaN. O(n log n).
  init(_ sample: [Double]) {
    let order = sample.indices.sorted { sample[$0] < sample[$1] }
    var values = [Double](repeating: 0, count: sample.count)
    var tieSizes: [Int] = []
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, sample[order[end]] == sample[order[start]] { end += 1 }
      let shared = Double(start + 1 + end) / 2  // the mean of start + 1 ... end
      for position in start..<end { values[order[position]] = shared }
      if end - start > 1 { tieSizes.append(end - start) }
      start = end
    }
    self.values = values
    self.tieSizes = tieSizes
  }

  /// Σ (t³ − t) over the groups of equal values: the correction that rank tests make for ties.
  var tieSum: Double {
    tieSizes.reduce(0) { $0 + Double($1) * (Double($1) * Double($1) - 1) }
  }
}
