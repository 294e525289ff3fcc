import Statistics

/// How a workload answers those that call it.
struct ServiceAnswer: Hashable {
  /// The mean time until an answer, or until it is given up, in seconds.
  var seconds: Double
  /// The share of requests that get none, or an error.
  var failing: Double
}

extension WorkloadState {
  /// What its pods serve at present, in microcores.
  var servedRate: Int64 {
    var rate: Int64 = 0
    for index in groups.indices {
      let open = groups[index].refuses ? 0 : groups[index].inflow
      rate += groups[index].queue > 0 || open > groups[index].capacity ? groups[index].capacity : open
    }
    return rate
  }

  /// How it answers at present; at once if nobody asks.
  var answer: ServiceAnswer {
    guard let routing else { return ServiceAnswer(seconds: 0, failing: 0) }
    let asked = Double(load - routing.denied)
    guard asked > 0 else {
      let mean = groups.first { $0.receives }?.sojourn.service ?? 0
      return ServiceAnswer(seconds: mean + service.baseLatency + routing.callSeconds, failing: 0)
    }
    var failing = Double(routing.stray)
    var answered = 0.0
    var seconds = 0.0
    for index in groups.indices where groups[index].inflow > 0 || groups[index].queue > 0 {
      let inflow = Double(groups[index].inflow)
      guard !groups[index].refuses, groups[index].capacity > 0 else {
        failing += inflow
        continue
      }
      let excess = groups[index].inflow - groups[index].capacity
      let overflow = groups[index].queue >= groups[index].room && excess > 0 ? Double(excess) : 0
      let wait = Double(groups[index].queue) / Double(groups[index].capacity) / 1_000
      failing += overflow
      answered += inflow - overflow
      seconds += (inflow - overflow) * (wait + groups[index].meanSojourn)
      // Who is given up has waited for as long as clients do.
      if groups[index].roomIsTimeout { seconds += overflow * wait }
    }
    let lost = min(1, failing / asked)
    let kept = Double(Routing.whole - routing.failedShare - routing.lateShare) / Double(Routing.whole)
    let own = answered > 0 ? answered * (service.baseLatency + routing.callSeconds) : 0
    return ServiceAnswer(seconds: (seconds + own) / asked, failing: 1 - (1 - lost) * kept)
  }

  /// The share of answers that come too late for the clients because calls take so long.
  func lateShare(callSeconds: Double) -> Double {
    guard callSeconds > 0, let timeoutMs = service.timeoutMs else { return 0 }
    let left = Double(timeoutMs) / 1_000 - service.baseLatency - callSeconds
    var late = 0.0
    var served = 0.0
    for index in groups.indices where groups[index].capacity > 0 && !groups[index].refuses {
      let rate = Double(min(groups[index].capacity, groups[index].inflow))
      let wait = Double(groups[index].queue) / Double(groups[index].capacity) / 1_000
      guard rate > 0, groups[index].meanSojourn > 0 else { continue }
      served += rate
      late += left <= wait ? rate : rate * service.shape.survival((left - wait) / groups[index].meanSojourn)
    }
    return served > 0 ? late / served : 0
  }

  /// Notes the response times of all that was served without a backlog since rates last changed.
  mutating func noteAllSteady() {
    for index in groups.indices { noteSteady(group: index) }
  }

  /// Whether its waits change by themselves by more than a hundred-thousandth of a second a second.
  var isMoving: Bool {
    groups.contains { group in
      let open = group.refuses ? 0 : group.inflow
      let excess = open - group.capacity
      if excess > 0 { return group.queue < group.room && excess > group.capacity / 100_000 }
      return group.queue > 0 && -excess > group.capacity / 100_000
    }
  }

  /// In how many milliseconds the first of its queues runs dry; nil if none does.
  var dryMs: Int64? {
    var first: Int64?
    for index in groups.indices where groups[index].queue > 0 {
      let net = groups[index].capacity - (groups[index].refuses ? 0 : groups[index].inflow)
      guard net > 0 else { continue }
      let dry = (groups[index].queue + net - 1) / net
      first = min(first ?? dry, dry)
    }
    return first
  }

  /// In how many milliseconds a balancer's choice changes; nil if it does not by itself.
  func meetingMs(stream: Int) -> Int64? {
    guard let routing else { return nil }
    let vessels = groups.indices.filter { routing.weights[Int(groups[$0].profile)][stream] > 0 }.map {
      Vessel(
        group: $0, count: Int64(groups[$0].count), capacity: groups[$0].capacity, queue: groups[$0].queue,
        isBroken: groups[$0].refuses, inflow: groups[$0].inflow)
    }
    guard vessels.contains(where: { $0.queue > 0 || $0.inflow > $0.capacity }) else { return nil }
    return Vessel.meetingMs(vessels, byTime: routing.balancing[stream] == .leastTime)
  }
}
