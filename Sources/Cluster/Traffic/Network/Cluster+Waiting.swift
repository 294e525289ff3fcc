/// Clients that wait for an answer, think, and ask again: their rate follows the response time.
///
/// N clients that think for Z ask N / (Z + R) times a second (interactive response time law). R is what the answer takes
/// at that very rate, calls and the backlog at the end of the next step included, so that the rate is a fixed point; the
/// product of rate and time grows with the rate, so there is just one, found by bisection. The step makes it an implicit
/// Euler step of the backlog's equation, which is stable however short clients think.
extension Cluster {
  /// Sets the rate of a stream whose clients wait, and returns by what part it changed.
  mutating func settleWaiting(_ stream: Int, stepMs: Int64) -> Double {
    guard let network else { return 0 }
    let state = network.streams[stream]
    let workload = state.plan.target
    let clients = Double(state.offered) / 1_000
    let perRequest = workloads[workload].service.cpuPerRequest * 1e6
    let think = Double(state.plan.thinkMs ?? 0) / 1_000
    var rate = 0.0
    if clients > 0, state.plan.isDenied {
      // Nobody answers: each try lasts as long as clients have patience.
      let patience = Double(workloads[workload].service.timeoutMs ?? 30_000) / 1_000
      rate = clients / max(0.001, think + patience) * perRequest
    } else if clients > 0 {
      let others = Double(workloads[workload].load - (workloads[workload].routing?.denied ?? 0) - state.rate)
      var low = 0.0
      var high = clients / max(0.001, think) * perRequest
      for _ in 0..<60 where high - low > 0.5 {
        let middle = (low + high) / 2
        let seconds = trialSeconds(workload, Double(max(0, others)) + middle, stepMs: stepMs)
        if middle / perRequest * max(0.001, think + seconds) < clients { low = middle } else { high = middle }
      }
      rate = low
    }
    let new = Int64(rate)
    let old = state.rate
    self.network?.streams[stream].rate = new
    return Double((new - old).magnitude) / Double(max(old, new, 1))
  }

  /// How long an answer would take, in seconds, if so many microcores were asked for.
  private func trialSeconds(_ workload: Int, _ load: Double, stepMs: Int64) -> Double {
    let groups = workloads[workload].groups
    var present = 0.0
    var spare = 0.0
    for index in groups.indices {
      present += Double(groups[index].inflow)
      if groups[index].receives, !groups[index].refuses { spare += Double(groups[index].capacity) }
    }
    let stray = Double(workloads[workload].routing?.stray ?? 0)
    let whole = present + stray
    var seconds = 0.0
    var answered = 0.0
    var served = 0.0
    for index in groups.indices where !groups[index].refuses && groups[index].capacity > 0 {
      // The shares are those of the present; at first, in proportion to what the pods can do.
      let share =
        whole > 0
        ? Double(groups[index].inflow) / whole
        : groups[index].receives && spare > 0 ? Double(groups[index].capacity) / spare : 0
      let inflow = load * share
      let capacity = Double(groups[index].capacity)
      let waiting = Double(groups[index].queue)
      served += waiting > 0 ? capacity : min(inflow, capacity)
      guard inflow > 0 else { continue }
      let queue = min(max(0, waiting + (inflow - capacity) * Double(stepMs)), Double(groups[index].room))
      answered += inflow
      seconds += inflow * (groups[index].sojourn.mean(rho: inflow / capacity) + queue / capacity / 1_000)
    }
    guard answered > 0 else { return 0 }
    seconds /= max(load, 1)
    seconds += answered / max(load, 1) * workloads[workload].service.baseLatency
    guard let calls = network?.calls[workload], !calls.isEmpty else { return seconds }
    let servedNow = workloads[workload].servedRate
    for stage in calls {
      var longest = 0.0
      for stream in stage {
        guard let plan = network?.streams[stream].plan, !plan.isDenied else { continue }
        let ratio =
          plan.requests * workloads[plan.target].service.cpuPerRequest
          / workloads[workload].service.cpuPerRequest
        let asked = Double(workloads[plan.target].load) + (served - Double(servedNow)) * ratio
        let each = trialSeconds(plan.target, max(0, asked), stepMs: stepMs)
        longest = max(longest, each * (plan.isParallel ? min(1, plan.requests) : plan.requests))
      }
      seconds += longest
    }
    return seconds
  }
}
