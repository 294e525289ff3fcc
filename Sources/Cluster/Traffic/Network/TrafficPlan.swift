/// Who asks whom, and by which way: all requests that reach some workloads of a cluster.
///
/// Workloads that are no target of a stream get their load in equal shares, as pods of a Service do.
public struct TrafficPlan: Sendable, Hashable {
  /// The streams of requests; one workload gets at most one of those that are not calls.
  public var streams: [TrafficStream] = []

  /// Makes a plan of streams.
  public init(streams: [TrafficStream] = []) { self.streams = streams }

  /// Gives each workload of the plan that has calls only a stream for a load of its own.
  mutating func addOwnLoads() {
    for stream in streams {
      var ends = [stream.target]
      if case .workload(let caller) = stream.origin { ends.append(caller) }
      for end in ends where !streams.contains(where: { $0.target == end && !$0.isCall }) {
        streams.append(TrafficStream(target: end, origin: .inside))
      }
    }
  }

  /// A circle of workloads that call one another, by index, or nil if there is none.
  public var cycle: [Int]? {
    var path: [Int] = []
    var done: Set<Int> = []
    func visit(_ workload: Int) -> [Int]? {
      if let start = path.firstIndex(of: workload) { return Array(path[start...]) + [workload] }
      guard !done.contains(workload) else { return nil }
      path.append(workload)
      for stream in streams where stream.origin == .workload(workload) {
        if let found = visit(stream.target) { return found }
      }
      path.removeLast()
      done.insert(workload)
      return nil
    }
    for stream in streams {
      if case .workload(let caller) = stream.origin, let found = visit(caller) { return found }
    }
    return nil
  }
}

/// Requests of one origin to one workload.
public struct TrafficStream: Sendable, Hashable {
  /// Who makes the requests.
  public enum Origin: Sendable, Hashable {
    /// Clients outside the cluster.
    case outside
    /// Clients inside the cluster that are no workloads of the run, evenly on its nodes.
    case inside
    /// The pods of a workload, by index: each request it serves makes some here.
    case workload(Int)
  }

  /// The index of the workload asked.
  public var target: Int
  /// Who asks.
  public var origin: Origin
  /// The way the requests take to its pods.
  public var route = TrafficRoute()
  /// Whether a NetworkPolicy keeps them out.
  public var isDenied = false
  /// What clients do after a failure; nil for giving up.
  public var retry: RetryPolicy?
  /// How many requests one of the caller's makes.
  public var requests = 1.0
  /// Calls of one stage are made at once, stages one after the other.
  public var stage = 0
  /// Whether the requests that one of the caller's makes go out at once, not one after the other.
  public var isParallel = false
  /// For clients that wait for an answer before they ask again: how long they think between, in milliseconds. The
  /// load is then their number in thousandths.
  public var thinkMs: Int64?

  /// Whether a workload of the run makes these requests.
  public var isCall: Bool { if case .workload = origin { true } else { false } }

  /// Makes a stream.
  public init(target: Int, origin: Origin, route: TrafficRoute = TrafficRoute()) {
    self.target = target
    self.origin = origin
    self.route = route
  }
}

/// The way from clients to pods.
public struct TrafficRoute: Sendable, Hashable {
  /// Which endpoints a connection may go to.
  public enum Reach: Sendable, Hashable {
    /// All, wherever it enters.
    case everywhere
    /// Those of the node it enters at; a balancer asks nodes for their health and sends to those with endpoints only.
    case entryNode(isBalanced: Bool)
    /// Those of the client's node, or none.
    case clientNode
    /// Those of the client's node if there are any, else of its zone, else all.
    case preferNode
    /// Those of the client's zone if there are any, else all.
    case preferZone
  }

  /// How the balancer chooses.
  public enum Balancing: Sendable, Hashable {
    /// At random or in turn: equal shares in the mean.
    case equal
    /// The endpoint with the fewest requests in it.
    case leastRequests
    /// The endpoint with the shortest response time: a balancer that follows a moving average of it.
    case leastTime
  }

  /// Clients that stay with their pod.
  public struct Affinity: Sendable, Hashable {
    /// How many clients there are.
    public var clients: Int
    /// How long after its last connection a client keeps its pod, in milliseconds.
    public var timeoutMs: Int64
    /// How long a client stays before another comes in its place, in milliseconds; nil for all the run.
    public var sessionMs: Int64?

    /// Makes an affinity of its parts.
    public init(clients: Int, timeoutMs: Int64 = 10_800_000, sessionMs: Int64? = nil) {
      self.clients = clients
      self.timeoutMs = timeoutMs
      self.sessionMs = sessionMs
    }
  }

  /// Which endpoints a connection may go to.
  public var reach = Reach.everywhere
  /// How it is chosen among them.
  public var balancing = Balancing.equal
  /// Clients that stay with their pod.
  public var affinity: Affinity?
  /// For clients that look up the pods' own addresses: for how long they keep them, in milliseconds.
  public var namesKeptMs: Int64?
  /// Whether pods that are not ready are endpoints too.
  public var publishesNotReady = false
  /// Whether pods that are ready though on their way out get requests where no others are ready, as kube-proxy does.
  public var fallsBackToTerminating = true

  /// Makes a route to all ready pods in equal shares.
  public init() {}
}

/// What clients do after a failure.
public struct RetryPolicy: Sendable, Hashable {
  /// The ways to fail.
  public enum Failure: String, Sendable, Hashable, CaseIterable {
    /// No pod, or one without room, or one that cannot serve.
    case refused
    /// No answer in time.
    case timeout
    /// The pod ended while the request was in it.
    case cut
    /// A NetworkPolicy kept it out.
    case denied
    /// An answer that says that a call of the service's own failed.
    case error
  }

  /// How often a request is tried again at most.
  public var retries: Int
  /// After which failures.
  public var on: Set<Failure>
  /// The wait before the first retry, in milliseconds.
  public var backoffMs: Int64
  /// What the wait grows by from one to the next.
  public var factor: Double
  /// The longest wait, in milliseconds.
  public var longestMs: Int64

  /// Makes a policy of its parts.
  public init(
    retries: Int, on: Set<Failure> = [.refused, .timeout, .cut, .error], backoffMs: Int64 = 100,
    factor: Double = 2, longestMs: Int64 = 10_000
  ) {
    self.retries = retries
    self.on = on
    self.backoffMs = backoffMs
    self.factor = factor
    self.longestMs = longestMs
  }

  /// The wait before retry number `index`, from 0, in milliseconds.
  func wait(_ index: Int) -> Int64 {
    var wait = Double(backoffMs)
    for _ in 0..<index where wait < Double(longestMs) { wait *= factor }
    return min(longestMs, Int64(wait))
  }
}
