public import Kubernetes
import Scheduling

/// What a pod of a workload requests and may use at most, where that is not what its template says.
public struct PodSize: Sendable, Hashable {
  /// CPU the scheduler counts, in millicores.
  public var requestCPUMilli: Int64
  /// Memory the scheduler counts, in bytes.
  public var requestMemoryBytes: Int64
  /// The most CPU the serving container gets, in microcores; nil without a limit.
  public var limitMicrocores: Int64?
  /// The memory above which the serving container is killed, in bytes; nil without a limit.
  public var limitMemoryBytes: Int64?
  /// The resources of its containers, in the order of the template.
  public var containers: [ResourceRequirements]

  /// Takes the size from a template that has it; `containers` are the resources of its containers.
  public init(_ template: PodTemplate, containers: [ResourceRequirements]) {
    requestCPUMilli = template.requestCPUMilli
    requestMemoryBytes = template.requestMemoryBytes
    limitMicrocores = template.limitMicrocores
    limitMemoryBytes = template.limitMemoryBytes
    self.containers = containers
  }
}

/// A size that pods of a workload have or had, with what follows from it.
struct HeldSize: Sendable {
  let size: PodSize
  /// What its pods look like to the scheduler.
  let podClass: PodClassID
  /// The most CPU one pod may use on a node of its own, in microcores.
  let ceiling: Int64
  /// The most memory one pod may use, in bytes.
  let memoryPerPod: Int64
}

/// How far a resize of a running pod is, as its conditions tell.
public enum PodResize: UInt8, Sendable, Hashable, BitwiseCopyable {
  /// None is under way.
  case none
  /// The kubelet is at it.
  case inProgress
  /// The node has no room for it at present.
  case `deferred`
  /// The node could not hold it if it were empty.
  case infeasible
  /// The container uses more memory than its new limit.
  case failing
}

/// Requests over time.
public struct RequestTime: Sendable, Hashable {
  /// CPU, in millicore-milliseconds.
  public var milliMs = 0.0
  /// Memory, in byte-milliseconds.
  public var byteMs = 0.0

  /// Makes none.
  public init() {}
}

/// How a run of a serving container ended, as the API server shows it.
public struct ContainerEnd: Sendable, Hashable {
  /// The pod's number in its workload.
  public var pod: Int32
  /// When, in milliseconds.
  public var timeMs: Int64
  /// When it had begun.
  public var startedMs: Int64
  /// Why.
  public var reason: PodChangeReason
  /// The pod's size.
  public var size: Int32
  /// What it used of the memory that its node was short of, in bytes; nil where the node was not.
  public var starvedBytes: Int64?
}

extension PodSpec {
  /// Gives its containers other resources, in their order.
  public mutating func resize(to resources: [ResourceRequirements]) {
    for (index, one) in resources.enumerated() where containers.indices.contains(index) {
      containers[index].resources = one
    }
  }
}
