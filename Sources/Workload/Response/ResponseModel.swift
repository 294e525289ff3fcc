/// How one pod turns requests into CPU time, memory and waiting.
public struct ResponseModel: Sendable, Hashable {
  /// How the requests in a Deployment share its CPU.
  public enum Discipline: String, Sendable, Hashable, CaseIterable {
    /// Each pod serves its own requests all at once (M/G/1 processor sharing), as behind a Service.
    case processorSharing
    /// All pods serve one common queue (M/G/c), which is the best any balancer could do.
    case pooled
    /// Messages wait in one queue until a pod takes them, also while there is no pod; none is lost with a pod.
    case queue
  }

  /// Mean CPU time one request needs, in core-seconds; above 0.
  public var cpuPerRequest: Double
  /// Cores a pod burns without any request.
  public var cpuIdle: Double
  /// Bytes a pod holds without any request.
  public var memoryBase: Int64
  /// Bytes each request in flight adds.
  public var memoryPerInFlight: Int64
  /// Bytes a pod loses for good in each hour.
  public var memoryLeakPerHour: Int64
  /// Coefficient of variation of the CPU time one request needs.
  public var serviceTimeCV: Double
  /// Extra cores a container burns after its start.
  public var startupCPU: Double
  /// For how many seconds it burns them.
  public var startupSeconds: Double
  /// Seconds of each request not spent on the pod's CPU, such as the network's.
  public var baseLatency: Double
  /// Cores one pod can use at most, or nil where only its limit and its node bound it.
  public var threads: Double?
  /// How many requests may wait in a pod, or nil for any number.
  public var queueLimit: Double?
  /// Seconds after which a request is given up, or nil for never.
  public var timeout: Double?
  /// How requests share CPU.
  public var discipline: Discipline

  /// Makes a model from its parts; what is left out has its default.
  public init(
    cpuPerRequest: Double = 0.01, cpuIdle: Double = 0, memoryBase: Int64 = 64 << 20,
    memoryPerInFlight: Int64 = 0, memoryLeakPerHour: Int64 = 0, serviceTimeCV: Double = 1,
    startupCPU: Double = 0, startupSeconds: Double = 0, baseLatency: Double = 0, threads: Double? = nil,
    queueLimit: Double? = nil, timeout: Double? = 30, discipline: Discipline = .processorSharing
  ) {
    self.cpuPerRequest = cpuPerRequest
    self.cpuIdle = cpuIdle
    self.memoryBase = memoryBase
    self.memoryPerInFlight = memoryPerInFlight
    self.memoryLeakPerHour = memoryLeakPerHour
    self.serviceTimeCV = serviceTimeCV
    self.startupCPU = startupCPU
    self.startupSeconds = startupSeconds
    self.baseLatency = baseLatency
    self.threads = threads
    self.queueLimit = queueLimit
    self.timeout = timeout
    self.discipline = discipline
  }
}
