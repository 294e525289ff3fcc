#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Requests that take other ways than equal shares of a load: their streams are solved together whenever something
/// happens to one of the workloads they reach, and at the instants at which they change by themselves.
extension Cluster {
  /// The least time in milliseconds between two looks at what changes by itself: between the first ones after a change
  /// from outside, then twice as long each time, up to a quarter of the component's step. Who chooses by the pods'
  /// state, and who shares a node's CPU, may follow one another in circles for as long as the load stays.
  static let leastMs: Int64 = 20

  /// Makes requests reach the workloads as a plan says. Its workloads must have been added, and no time passed.
  public mutating func connect(_ plan: TrafficPlan) {
    guard !plan.streams.isEmpty else { return }
    var plan = plan
    plan.addOwnLoads()
    let made = TrafficNetwork(plan, workloads: workloads.count, zones: nodes.map(\.zone))
    network = made
    for workload in workloads.indices where !made.inbound[workload].isEmpty {
      workloads[workload].routing = Routing(
        streams: made.inbound[workload],
        balancing: made.inbound[workload].map { made.streams[$0].plan.route.balancing })
      reweigh(workload, nowMs: 0, isFirst: true)
    }
    for component in made.components.indices { solve(component: component, nowMs: 0) }
  }

  /// Whether requests reach a workload by streams of a plan.
  public func isRouted(_ workload: Int) -> Bool { workloads[workload].routing != nil }

  /// Sets what the clients of a routed workload ask for.
  mutating func offer(_ workload: Int, _ offered: Int64, nowMs: Int64) {
    guard let network else { return }
    guard let entry = network.inbound[workload].first(where: { !network.streams[$0].plan.isCall }) else {
      return
    }
    guard network.streams[entry].offered != offered else { return }
    self.network?.streams[entry].offered = offered
    self.network?.components[network.componentOf[workload]].leastMs = Self.leastMs
    solve(component: network.componentOf[workload], nowMs: nowMs)
  }

  /// The pods of a workload, or what they can do, changed.
  mutating func reroute(_ workload: Int, nowMs: Int64) {
    guard let network else { return }
    let component = network.componentOf[workload]
    guard component >= 0, !network.components[component].isSolving else { return }
    self.network?.components[component].leastMs = Self.leastMs
    advanceAll(of: component, to: nowMs)
    reweigh(workload, nowMs: nowMs)
    // Where a workload's pods are decides which pods of others they ask first.
    for stage in network.calls[workload] {
      for stream in stage where network.streams[stream].plan.route.reach != .everywhere {
        reweigh(network.streams[stream].plan.target, nowMs: nowMs)
      }
    }
    solve(component: component, nowMs: nowMs)
  }

  /// Looks at a component at an instant planned before.
  mutating func flow(component: Int, nowMs: Int64) {
    guard let network, network.components[component].nextMs == nowMs else { return }
    self.network?.components[component].nextMs = .max
    let (least, step) = (network.components[component].leastMs, network.components[component].stepMs)
    self.network?.components[component].leastMs = max(Self.leastMs, min(2 * least, step / 4))
    advanceAll(of: component, to: nowMs)
    if network.components[component].retries, nowMs.isMultiple(of: network.components[component].stepMs) {
      retry(component: component, nowMs: nowMs)
    }
    for workload in network.components[component].workloads {
      let isDue = network.inbound[workload].contains { stream in
        network.streams[stream].changeMs <= nowMs
      }
      if isDue { reweigh(workload, nowMs: nowMs) }
    }
    solve(component: component, nowMs: nowMs)
  }

  /// The nodes gave pods of a workload other shares of CPU: if that matters to whoever asks them, its component is
  /// looked at again at its next step.
  mutating func disturb(_ workload: Int, nowMs: Int64) {
    guard let component = network?.componentOf[workload], component >= 0 else { return }
    guard let shape = network?.components[component], shape.seesCapacity else { return }
    let next = (nowMs / shape.stepMs + 1) * shape.stepMs
    network!.components[component].disturbedMs = min(shape.disturbedMs, next)
    guard !shape.isSolving, next < shape.nextMs else { return }
    network!.components[component].nextMs = next
    events.push(.flow, at: next, subject: Int32(component))
  }

  private mutating func advanceAll(of component: Int, to nowMs: Int64) {
    for workload in network?.components[component].workloads ?? [] { advance(workload, to: nowMs) }
  }

  /// Solves the rates of a component: callers first, then, against the stream, what their callers wait for; again
  /// while clients that wait change their minds.
  private mutating func solve(component: Int, nowMs: Int64) {
    guard let shape = network?.components[component] else { return }
    advanceAll(of: component, to: nowMs)
    network?.components[component].isSolving = true
    network?.components[component].disturbedMs = .max
    for pass in 0..<12 {
      var change = 0.0
      for stream in shape.waiting { change = max(change, settleWaiting(stream, stepMs: shape.stepMs)) }
      if pass > 0, change < 1e-4 { break }
      for workload in shape.workloads { forward(workload, nowMs: nowMs) }
      for workload in shape.workloads.reversed() { backward(workload) }
      if shape.waiting.isEmpty { break }
    }
    network?.components[component].isSolving = false
    planNext(component: component, nowMs: nowMs)
    for workload in shape.workloads { watch(workload, nowMs: nowMs) }
  }

  /// Gives a workload what its streams bring.
  private mutating func forward(_ workload: Int, nowMs: Int64) {
    guard let streams = network?.inbound[workload], workloads[workload].routing != nil else { return }
    var denied: Int64 = 0
    var retried: Int64 = 0
    // A balancer that looks at the pods chooses anew each time.
    var isChanged = workloads[workload].routing!.balancing.contains { $0 != .equal }
    for (index, stream) in streams.enumerated() {
      let plan = network!.streams[stream].plan
      if case .workload(let caller) = plan.origin {
        let ratio =
          plan.requests * workloads[workload].service.cpuPerRequest
          / workloads[caller].service.cpuPerRequest
        network!.streams[stream].rate = Int64(Double(workloads[caller].servedRate) * ratio + 0.5)
      } else if plan.thinkMs == nil {
        network!.streams[stream].rate = network!.streams[stream].offered
      }
      let fresh = network!.streams[stream].rate
      let again = network!.streams[stream].retries?.rate ?? 0
      retried += again
      if plan.isDenied { denied += fresh + again }
      if workloads[workload].routing!.offered[index] != fresh + again { isChanged = true }
      workloads[workload].routing!.offered[index] = fresh + again
      workloads[workload].routing!.rates[index] = plan.isDenied ? 0 : fresh + again
      if network!.streams[stream].clients != nil { hear(stream, workload, index, fresh + again, nowMs) }
    }
    workloads[workload].routing!.retried = retried
    guard isChanged || workloads[workload].routing!.isStale else { return }
    workloads[workload].routing!.denied = denied
    let before = workloads[workload].groups.map(\.inflow)
    let wasStale = workloads[workload].routing!.isStale
    workloads[workload].retargetRouted()
    if wasStale || workloads[workload].groups.map(\.inflow) != before {
      reshareIfShort(workload, nowMs: nowMs)
    }
  }

  /// Lets a stream's clients hear whether they ask; those that kept quiet for too long forget their pods.
  private mutating func hear(
    _ stream: Int, _ workload: Int, _ index: Int, _ rate: Int64, _ nowMs: Int64
  ) {
    let before = network!.streams[stream].clients!.pods
    network!.streams[stream].clients!.hears(rate, nowMs: nowMs)
    let perSecond = Double(rate) / (workloads[workload].service.cpuPerRequest * 1e6)
    let forgets = network!.streams[stream].clients!.forgets(requestsPerSecond: perSecond)
    if network!.streams[stream].clients!.pods != before || forgets != network!.streams[stream].isForgetful {
      network!.streams[stream].isForgetful = forgets
      reweigh(workload, nowMs: nowMs)
    }
  }

  /// Tells a workload's answers how long its calls take and how many of them fail.
  private mutating func backward(_ workload: Int) {
    guard let network, let old = workloads[workload].routing else { return }
    var seconds = 0.0
    var kept = 1.0
    for stage in network.calls[workload] {
      var longest = 0.0
      for stream in stage {
        let plan = network.streams[stream].plan
        let answer = workloads[plan.target].answer
        let failing = plan.isDenied ? 1 : answer.failing
        // All tries must fail; what the waits between add is left out.
        let failed = pow(failing, Double(plan.retry.map { $0.retries + 1 } ?? 1))
        kept *= pow(1 - failed, plan.requests)
        longest = max(longest, answer.seconds * (plan.isParallel ? min(1, plan.requests) : plan.requests))
      }
      seconds += longest
    }
    let late = kept * workloads[workload].lateShare(callSeconds: seconds)
    let failedShare = Int64((1 - kept) * Double(Routing.whole))
    let lateShare = Int64(late * Double(Routing.whole))
    guard
      seconds != old.callSeconds || failedShare != old.failedShare || lateShare != old.lateShare
    else { return }
    workloads[workload].noteAllSteady()
    workloads[workload].routing!.callSeconds = seconds
    workloads[workload].routing!.failedShare = failedShare
    workloads[workload].routing!.lateShare = lateShare
  }

  /// Plans when to look at a component again.
  private mutating func planNext(component: Int, nowMs: Int64) {
    guard let network else { return }
    let shape = network.components[component]
    var next = shape.disturbedMs
    var isMoving = shape.retries && failsOrFailed(component: component)
    for workload in shape.workloads {
      for stream in network.inbound[workload] {
        next = min(next, network.streams[stream].changeMs)
        if !(network.streams[stream].retries?.isIdle ?? true) { isMoving = true }
      }
      let routing = workloads[workload].routing
      for (index, balancing) in (routing?.balancing ?? []).enumerated() where balancing != .equal {
        if let meeting = workloads[workload].meetingMs(stream: index) {
          next = min(next, nowMs + max(shape.leastMs, meeting))
        }
      }
      if shape.isCoupled || shape.retries {
        if shape.isCoupled, workloads[workload].isMoving { isMoving = true }
        if shape.isCoupled, let dryMs = workloads[workload].dryMs {
          next = min(next, nowMs + max(shape.leastMs, dryMs))
        }
      }
    }
    if isMoving { next = min(next, (nowMs / shape.stepMs + 1) * shape.stepMs) }
    next = max(next, nowMs + 1)
    guard next != shape.nextMs else { return }
    self.network?.components[component].nextMs = next
    if next < .max { events.push(.flow, at: next, subject: Int32(component)) }
  }
}
