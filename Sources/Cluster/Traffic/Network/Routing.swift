/// How the requests of several streams are spread over the pods of one workload, at present.
///
/// Pods that get the same share of every stream have one profile; their weight in each stream, times the pods' number,
/// over the stream's total is their share. Whatever addresses nobody answers at weigh too.
struct Routing: Sendable {
  /// The streams, as indices of the plan.
  let streams: [Int]
  /// What each brings, in microcores, without what is denied.
  var rates: [Int64]
  /// What each would bring, denied or not.
  var offered: [Int64]
  /// The weight of a pod, by profile and stream.
  var weights: [[Int64]] = []
  /// The weight of all pods and of addresses without a pod, by stream; 0 without any.
  var totals: [Int64]
  /// The weight of addresses without a pod, by stream.
  var strayWeights: [Int64]
  /// How the stream's balancer chooses, where not in equal shares.
  var balancing: [TrafficRoute.Balancing]

  /// Whether pods or their weights changed since the streams were last spread.
  var isStale = true
  /// What a NetworkPolicy keeps out, in microcores.
  var denied: Int64 = 0
  /// What goes to addresses without a pod, in microcores.
  var stray: Int64 = 0
  /// What comes again, denied or not, in microcores.
  var retried: Int64 = 0
  /// What came of each stream since the network last looked, in microcore-milliseconds.
  var arrived: [Int64]
  /// The time requests spend waiting for calls of their own, in seconds.
  var callSeconds = 0.0
  /// The shares, in 1 / `whole`, of what is served whose calls failed, and that is too late for the clients.
  var failedShare: Int64 = 0
  var lateShare: Int64 = 0
  static let whole: Int64 = 1 << 30

  init(streams: [Int], balancing: [TrafficRoute.Balancing]) {
    self.streams = streams
    self.balancing = balancing
    let none = [Int64](repeating: 0, count: streams.count)
    (rates, offered, totals, strayWeights, arrived) = (none, none, none, none, none)
  }

  /// The share of what is served that clients are content with.
  var answeredShare: Double { 1 - Double(failedShare + lateShare) / Double(Self.whole) }
}

extension WorkloadState {
  /// Accounts for what never reaches a pod in a stretch of constant rates.
  mutating func accountRouting(dtMs: Int64) {
    guard routing != nil else { return }
    totals.lost[.denied] += routing!.denied * dtMs
    totals.lost[.noEndpoint] += routing!.stray * dtMs
    totals.retried += routing!.retried * dtMs
    for index in routing!.offered.indices { routing!.arrived[index] += routing!.offered[index] * dtMs }
  }

  /// Takes out of what was served that whose calls failed or that came too late.
  mutating func accountCalls(servedBefore: Int64) {
    guard let routing, routing.failedShare + routing.lateShare > 0 else { return }
    let served = totals.served - servedBefore
    func part(_ share: Int64) -> Int64 {
      Routing.whole.dividingFullWidth(served.multipliedFullWidth(by: share)).quotient
    }
    let failed = part(routing.failedShare)
    let late = part(routing.lateShare)
    totals.served -= failed + late
    totals.lost[.callFailed] += failed
    totals.lost[.timedOut] += late
  }

  /// Spreads what the streams bring over the pods by their weights and solves what follows. Flows must be accounted
  /// for.
  ///
  /// Shares are rounded down to whole microcores; what is left of a division goes to the first group with a weight.
  mutating func retargetRouted() {
    guard let routing else { return }
    receiving = 0
    for index in groups.indices {
      noteSteady(group: index)
      if groups[index].receives { receiving += groups[index].count }
      groups[index].inflow = 0
      let cpu = ceiling(of: groups[index].size) * Int64(groups[index].count)
      if !groups[index].isShared, !groups[index].keeps(cpu) { groups[index].allot(cpu, service: service) }
    }
    var stray: Int64 = 0
    var load = routing.denied
    for stream in routing.rates.indices {
      let rate = routing.rates[stream]
      load += rate
      guard routing.totals[stream] > 0 else {
        stray += rate
        continue
      }
      if routing.balancing[stream] == .equal {
        stray += spread(rate, stream: stream, routing)
      } else {
        fill(rate, stream: stream, routing)
      }
    }
    self.routing?.stray = stray
    self.routing?.isStale = false
    self.load = load
    for index in groups.indices { solve(group: index) }
  }

  /// Spreads a stream by weights and returns what goes astray.
  private mutating func spread(_ rate: Int64, stream: Int, _ routing: borrowing Routing) -> Int64 {
    let total = routing.totals[stream]
    func share(_ weight: Int64) -> Int64 {
      total.dividingFullWidth(rate.multipliedFullWidth(by: weight)).quotient
    }
    var stray = routing.strayWeights[stream] > 0 ? share(routing.strayWeights[stream]) : 0
    var rest = rate - stray
    var first: Int?
    for index in groups.indices {
      let weight = routing.weights[Int(groups[index].profile)][stream] * Int64(groups[index].count)
      guard weight > 0 else { continue }
      let part = share(weight)
      groups[index].inflow += part
      rest -= part
      if first == nil { first = index }
    }
    if let first { groups[first].inflow += rest } else { stray += rest }
    return stray
  }

  /// Gives a stream to the pods with the least in them.
  private mutating func fill(_ rate: Int64, stream: Int, _ routing: borrowing Routing) {
    var vessels: [Vessel] = []
    for index in groups.indices where routing.weights[Int(groups[index].profile)][stream] > 0 {
      vessels.append(
        Vessel(
          group: index, count: Int64(groups[index].count), capacity: groups[index].capacity,
          queue: groups[index].queue, isBroken: groups[index].refuses))
    }
    Vessel.fill(&vessels, rate: rate, byTime: routing.balancing[stream] == .leastTime)
    for vessel in vessels { groups[vessel.group].inflow += vessel.inflow }
  }
}
