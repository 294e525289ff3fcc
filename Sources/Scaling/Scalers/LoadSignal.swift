/// What a scaler goes by: one of the numbers of an observation.
public enum LoadSignal: Sendable, Hashable {
  /// CPU: in cores of all pods, or in percent of the request.
  case cpu
  /// Memory: in bytes of all pods, or in percent of the request.
  case memory
  /// Requests that arrive per second.
  case requestsPerSecond
  /// Requests being served or waiting.
  case inFlight
  /// Requests waiting.
  case queueLength
  /// The mean response time in seconds.
  case latency
  /// A metric of the experiment.
  case metric(String)

  /// The names of those that belong to every workload.
  public static let names = ["cpu", "memory", "requestsPerSecond", "inFlight", "queueLength", "latency"]

  /// Takes a name; what is none of the known ones is a metric's.
  public init(name: String) {
    switch name {
    case "cpu": self = .cpu
    case "memory": self = .memory
    case "requestsPerSecond": self = .requestsPerSecond
    case "inFlight": self = .inFlight
    case "queueLength": self = .queueLength
    case "latency": self = .latency
    default: self = .metric(name)
    }
  }

  /// Its name.
  public var name: String {
    switch self {
    case .cpu: "cpu"
    case .memory: "memory"
    case .requestsPerSecond: "requestsPerSecond"
    case .inFlight: "inFlight"
    case .queueLength: "queueLength"
    case .latency: "latency"
    case .metric(let name): name
    }
  }

  /// Its value for all pods together: cores, bytes, requests or seconds.
  public func total(_ observation: ScalerObservation) -> Double? {
    switch self {
    case .cpu: observation.cpu.map { $0 * Double(observation.sampledPods) }
    case .memory: observation.memory.map { $0 * Double(observation.sampledPods) }
    case .requestsPerSecond: observation.requestsPerSecond
    case .inFlight: observation.inFlight
    case .queueLength: observation.queueLength
    case .latency: observation.latencySeconds
    case .metric(let name): observation.metrics[name]
    }
  }

  /// Its value for one pod: percent of the request for cpu and memory, a ready pod's part of the rest; a response time
  /// is nobody's part.
  public func perPod(_ observation: ScalerObservation) -> Double? {
    switch self {
    case .cpu: observation.cpuUtilization.map { $0 * 100 }
    case .memory: observation.memoryUtilization.map { $0 * 100 }
    case .latency: observation.latencySeconds
    case .requestsPerSecond, .inFlight, .queueLength, .metric:
      total(observation).map { $0 / Double(max(observation.readyPods, 1)) }
    }
  }
}
