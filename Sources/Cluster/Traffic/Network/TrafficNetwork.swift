/// The streams of a plan while a run goes on, and the order in which they are solved.
struct TrafficNetwork: Sendable {
  /// The state of a stream.
  struct Stream: Sendable {
    let plan: TrafficStream
    /// What clients ask for, in microcores of the target; for clients that wait, their number in thousandths.
    var offered: Int64 = 0
    /// What they make of it at present, in microcores, without retries.
    var rate: Int64 = 0
    var names: KeptNames?
    var clients: StickyClients?
    var retries: RetryPool?
    /// Whether its clients ask so seldom that none remembers its pod.
    var isForgetful = false

    /// When the pods its clients ask change by themselves, `.max` for never; clients that forget theirs keep none.
    var changeMs: Int64 {
      min(names?.changeMs ?? .max, isForgetful ? .max : clients?.changeMs ?? .max)
    }

    init(_ plan: TrafficStream) {
      self.plan = plan
      names = plan.route.namesKeptMs.map { KeptNames(keptMs: $0) }
      clients = plan.route.affinity.map { StickyClients($0) }
      retries = plan.retry.flatMap { $0.retries > 0 ? RetryPool($0) : nil }
    }
  }

  /// Workloads that hang together by calls.
  struct Component: Sendable {
    /// Its workloads, callers before those they call.
    let workloads: [Int]
    /// The streams whose clients wait for their answers.
    let waiting: [Int]
    /// How often it is looked at while something changes by itself, in milliseconds.
    let stepMs: Int64
    /// Whether its workloads call one another, or its clients wait for answers.
    let isCoupled: Bool
    /// Whether any of its streams tries again.
    let retries: Bool
    /// Whether what its pods can do decides who gets how much.
    let seesCapacity: Bool
    /// When it is looked at next, `.max` for never.
    var nextMs: Int64 = .max
    /// The least time to the next look at what changes by itself, in milliseconds.
    var leastMs = Cluster.leastMs
    /// When it must be, since what its pods can do changed; `.max` for never.
    var disturbedMs: Int64 = .max
    /// What each of its workloads had lost when it was last looked at.
    var lost: [Losses]
    /// Whether it is being solved.
    var isSolving = false
  }

  var streams: [Stream]
  /// The streams of each workload.
  let inbound: [[Int]]
  /// The calls of each workload, by stage.
  let calls: [[[Int]]]
  /// The component of each workload, -1 for those without streams.
  let componentOf: [Int]
  var components: [Component]
  /// The zone of each node.
  let zones: [Int]

  init(_ plan: TrafficPlan, workloads: Int, zones: [Int]) {
    streams = plan.streams.map(Stream.init)
    self.zones = zones
    let asked = (0..<workloads).map { workload in
      plan.streams.indices.filter { plan.streams[$0].target == workload }
    }
    inbound = asked
    calls = (0..<workloads).map { workload in
      let own = plan.streams.indices.filter { plan.streams[$0].origin == .workload(workload) }
      return Set(own.map { plan.streams[$0].stage }).sorted().map { stage in
        own.filter { plan.streams[$0].stage == stage }
      }
    }
    var label = asked.indices.map { asked[$0].isEmpty ? -1 : $0 }
    var isStable = false
    while !isStable {
      isStable = true
      for stream in plan.streams {
        guard case .workload(let caller) = stream.origin, label[caller] != label[stream.target] else {
          continue
        }
        let least = min(label[caller] < 0 ? stream.target : label[caller], label[stream.target])
        (label[caller], label[stream.target]) = (least, least)
        isStable = false
      }
    }
    let names = Set(label.filter { $0 >= 0 }).sorted()
    componentOf = label.map { found in names.firstIndex(of: found) ?? -1 }
    components = names.map { name in
      let members = label.indices.filter { label[$0] == name }
      let own = plan.streams.filter { members.contains($0.target) }
      let backoffs = own.compactMap { $0.retry.map { min(1_000, max(100, $0.backoffMs / 100 * 100)) } }
      let isCoupled = members.count > 1 || own.contains { $0.thinkMs != nil }
      return Component(
        workloads: Self.ordered(members, plan),
        waiting: plan.streams.indices.filter {
          plan.streams[$0].thinkMs != nil && members.contains(plan.streams[$0].target)
        },
        stepMs: backoffs.min() ?? 1_000, isCoupled: isCoupled, retries: !backoffs.isEmpty,
        seesCapacity: isCoupled || !backoffs.isEmpty || own.contains { $0.route.balancing != .equal },
        lost: Array(repeating: Losses(), count: members.count))
    }
  }

  /// Callers before those they call.
  private static func ordered(_ members: [Int], _ plan: TrafficPlan) -> [Int] {
    var order: [Int] = []
    var rest = members
    while !rest.isEmpty {
      let free = rest.first { workload in
        !plan.streams.contains { stream in
          if case .workload(let caller) = stream.origin {
            stream.target == workload && rest.contains(caller)
          } else {
            false
          }
        }
      }
      // A circle is refused before; one that got here is cut where it begins.
      let next = free ?? rest[0]
      order.append(next)
      rest.removeAll { $0 == next }
    }
    return order
  }
}
