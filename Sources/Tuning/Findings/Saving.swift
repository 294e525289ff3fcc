import Experiment
import Statistics

/// What one policy saves against another on the same blocks.
enum Saving {
  /// The mean saving in percent of the other's mean, with a 95 % interval (BCa).
  ///
  /// Several seeds of a trace share its load: with at least five traces these are drawn first, then seeds within them.
  static func percent(
    own: [Double], other: [Double], traces: [String]
  ) throws(StatisticsError) -> Estimate {
    let pairs = zip(zip(own, other), traces).filter { $0.0.0.isFinite && $0.0.1.isFinite }
    let reference = pairs.reduce(0) { $0 + $1.0.1 } / Double(pairs.count)
    guard !pairs.isEmpty, reference > 0 else { return Estimate(mean: .nan, interval: nil) }
    var names: [String] = []
    var groups: [[Double]] = []
    for ((own, other), trace) in pairs {
      let saving = 100 * (other - own) / reference
      if let place = names.firstIndex(of: trace) {
        groups[place].append(saving)
      } else {
        names.append(trace)
        groups.append([saving])
      }
    }
    let all = groups.flatMap { $0 }
    let hasSeeds = all.count > groups.count
    guard hasSeeds, groups.count >= Estimate.fewestForInterval, let first = all.first,
      all.contains(where: { $0 != first })
    else { return try .mean(of: all, resamples: nil) }
    var stream = RandomStream(seed: 0, purpose: "bootstrap/saving", entity: UInt64(all.count))
    let mean = { (sample: [Double]) in sample.reduce(0, +) / Double(sample.count) }
    let distribution = try Bootstrap.hierarchical(groups, statistic: mean, stream: &stream)
    return Estimate(mean: mean(all), interval: try distribution.bca(level: 0.95))
  }
}
