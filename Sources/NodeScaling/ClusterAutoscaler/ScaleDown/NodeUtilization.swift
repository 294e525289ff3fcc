/// How much of a node its pods ask for.
///
/// Source: simulator/utilization/info.go (Cluster Autoscaler 1.37).
public struct NodeUtilization: Sendable, Hashable {
  /// The resource that counts.
  public enum Resource: Sendable, Hashable {
    case cpu, memory, gpu
  }

  /// Of the CPU.
  public var cpu: Double
  /// Of the memory.
  public var memory: Double
  /// The greater of the two.
  public var value: Double { cpu > memory ? cpu : memory }
  /// Which one that is.
  public var resource: Resource { cpu > memory ? .cpu : .memory }

  /// What a pod adds.
  public struct Pod: Sendable, Hashable {
    /// Thousandths of a core.
    public var milliCPU: Int64
    /// Bytes.
    public var memory: Int64
    /// Whether a DaemonSet controls it.
    public var isDaemonSet: Bool
    /// Whether a kubelet made it from a file of its own.
    public var isMirror: Bool
    /// Whether it was to be gone long ago.
    public var isLongTerminating: Bool

    /// Makes a pod of its parts.
    public init(
      milliCPU: Int64, memory: Int64, isDaemonSet: Bool = false, isMirror: Bool = false,
      isLongTerminating: Bool = false
    ) {
      self.milliCPU = milliCPU
      self.memory = memory
      self.isDaemonSet = isDaemonSet
      self.isMirror = isMirror
      self.isLongTerminating = isLongTerminating
    }
  }

  /// Sums up, pod after pod.
  public struct Sum: Sendable {
    private var requested: (cpu: Int64, memory: Int64) = (0, 0)
    private var ignored: (cpu: Int64, memory: Int64) = (0, 0)
    private let ignoresDaemonSets: Bool
    private let ignoresMirrorPods: Bool

    /// Begins a sum; pods that are ignored are taken off what the node can give.
    public init(ignoresDaemonSets: Bool = false, ignoresMirrorPods: Bool = false) {
      self.ignoresDaemonSets = ignoresDaemonSets
      self.ignoresMirrorPods = ignoresMirrorPods
    }

    /// Adds a pod.
    @inline(__always)
    public mutating func add(_ pod: Pod) {
      if ignoresDaemonSets && pod.isDaemonSet || ignoresMirrorPods && pod.isMirror {
        ignored.cpu &+= pod.milliCPU
        ignored.memory &+= pod.memory
      } else if !pod.isLongTerminating {
        requested.cpu &+= pod.milliCPU
        requested.memory &+= pod.memory
      }
    }

    /// The shares of a node that can give so much.
    @inline(__always)
    public func utilization(milliCPU: Int64, memory bytes: Int64) -> NodeUtilization {
      NodeUtilization(
        cpu: Double(requested.cpu) / Double(milliCPU &- ignored.cpu),
        memory: Double(requested.memory) / Double(bytes &- ignored.memory))
    }

    /// The same, or nil for a node that has no CPU or no memory to give.
    public func checkedUtilization(milliCPU: Int64, memory: Int64) -> NodeUtilization? {
      milliCPU == 0 || memory == 0 ? nil : utilization(milliCPU: milliCPU, memory: memory)
    }
  }

  /// The share of a node's GPUs that is asked for, which is all that counts where there are some; 0 where
  /// they are not ready.
  public static func ofGPUs(_ requested: Int64, allocatable: Int64) -> Double {
    allocatable == 0 ? 0 : Double(requested) / Double(allocatable)
  }
}
