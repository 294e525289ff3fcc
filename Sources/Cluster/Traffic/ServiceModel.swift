public import Statistics

/// What a request costs a pod, in the cluster's whole units.
public struct ServiceModel: Sendable {
  /// CPU of one request in core-seconds.
  public var cpuPerRequest: Double
  /// The coefficient of variation of that CPU.
  public var cv: Double
  /// Seconds of a request that are not spent on the CPU.
  public var baseLatency: Double = 0
  /// CPU a pod burns without requests, in microcores.
  public var idleMicrocores: Int64 = 0
  /// Extra CPU after the container's start, in microcores.
  public var startupMicrocores: Int64 = 0
  /// How long that lasts, in milliseconds.
  public var startupMs: Int64 = 0
  /// Memory of a pod without requests, in bytes.
  public var memoryBase: Double = 0
  /// Memory of one request in flight, in bytes.
  public var memoryPerInFlight: Double = 0
  /// Memory a pod gains per millisecond of its life, in bytes.
  public var memoryLeakPerMs: Double = 0
  /// The most CPU one pod can use besides its limit, in microcores; nil for no such bound.
  public var threadMicrocores: Int64?
  /// How many requests may wait in a pod; nil for no bound.
  public var queueLimit: Double?
  /// After how many milliseconds a request is given up; nil for never.
  public var timeoutMs: Int64?
  /// Whether all pods share one queue.
  public var isPooled = false
  /// Whether work waits in a queue of its own until a pod takes it, also while there is none.
  public var waitsInQueue = false
  /// A request answered later than this many seconds is slow.
  public var latencyObjective: Double = 0.5
  /// The survival function of the service time over its mean.
  public var shape: SurvivalTable
  /// The 95th percentile of that shape.
  var shapeP95: Double

  /// Makes a model of requests that cost `cpuPerRequest` core-seconds with the given coefficient of variation.
  public init(cpuPerRequest: Double, cv: Double) {
    self.cpuPerRequest = cpuPerRequest
    self.cv = cv
    (shape, shapeP95) = ServiceShapes.shape(cv: cv)
  }

  /// Microcore-milliseconds in a request.
  public var workPerRequest: Double { cpuPerRequest * 1e9 }
}

extension ServiceModel {
  /// The share of requests answered too late by a pod with `cores` for requests at a constant rate per second.
  public func slowShare(rate: Double, cores: Double) -> Double {
    let rho = rate * cpuPerRequest / cores
    guard rho < 1 else { return 1 }
    let mean = Sojourn(cores: cores, cpuPerRequest: cpuPerRequest, cv: cv).mean(rho: rho)
    return shape.survival((latencyObjective - baseLatency) / mean)
  }
}
