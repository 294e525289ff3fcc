import Workload

/// A load as whole microcores from instant to instant.
struct LoadFeed {
  /// The instants at which the rate changes.
  let times: [Int64]
  /// The rates from there on, in microcores.
  let rates: [Int64]
  private var position = 0

  /// Turns requests per second into microcores, or clients into thousandths, leaving out instants that change nothing.
  init(_ workload: ScenarioWorkload, countsClients: Bool = false) {
    var times: [Int64] = []
    var rates: [Int64] = []
    times.reserveCapacity(workload.load.count)
    rates.reserveCapacity(workload.load.count)
    let microcores = countsClients ? 1_000 : workload.response.cpuPerRequest * 1e6
    var last: Int64 = -1
    for (time, value) in zip(workload.load.timesMs, workload.load.values) {
      let rate = Int64(value * microcores + 0.5)
      if rate == last { continue }
      last = rate
      times.append(max(0, time))
      rates.append(rate)
    }
    if workload.load.endMs > (times.last ?? 0), rates.last ?? 0 != 0 {
      times.append(workload.load.endMs)
      rates.append(0)
    }
    self.times = times
    self.rates = rates
  }

  /// The rate from the next instant on, after which the feed moves on.
  mutating func take() -> Int64 {
    guard position < rates.count else { return 0 }
    defer { position += 1 }
    return rates[position]
  }

  /// The next instant at which the rate changes.
  var nextMs: Int64? { position < times.count ? times[position] : nil }
}
