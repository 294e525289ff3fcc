import Kubernetes

/// The compiled form of equal pods: whole numbers and numbers of things in the snapshot's tables.
struct PodClass: Sendable {
  /// What was compiled.
  var description: PodDescription
  /// What it asks for.
  var milliCPU: Int64 = 0
  var memory: Int64 = 0
  var storage: Int64 = 0
  /// What it counts for in scores.
  var countedMilliCPU: Int64 = 0
  var countedMemory: Int64 = 0
  /// Further resources it asks for.
  var scalars: [ScalarRequest] = []
  /// Its tolerations in the table of taints.
  var tolerations: Int32 = 0
  /// Its node selector and required node affinity, -1 for none.
  var nodeRequirement: Int32 = -1
  /// Its preferred node affinity, -1 for none.
  var nodePreference: Int32 = -1
  /// The node it names itself, empty for none.
  var nodeName = ""
  /// The ports it wants of its node.
  var hostPorts: [HostPort] = []
  /// The images of all its containers, one of init containers too.
  var images: [Int32] = []
  /// Constraints a node must meet.
  var hardSpread: [SpreadTerm] = []
  /// Constraints that count in the score.
  var softSpread: [SpreadTerm] = []
  /// Whether nodes that lack a label of one of the latter get no score.
  var softSpreadNeedsAllKeys = true
  /// Pods to be near: for each term, the pods that all terms mean, by the term's label.
  var requiredAffinity: [DomainTerm] = []
  /// Whether the pod itself is what its terms mean.
  var meetsOwnAffinity = false
  /// Pods to keep away from.
  var requiredAntiAffinity: [DomainTerm] = []
  /// Pods to be near or away from if possible.
  var preferredAffinity: [WeightedTerm] = []
  /// Terms of other pods that keep this one away.
  var keptAwayBy: [DomainTerm] = []
  /// Terms of other pods that draw this one near or push it off, with what one such pod counts for.
  var drawnBy: [WeightedTerm] = []
  /// The counters of spreading that count such pods.
  var countedBySpread: [Int32] = []
  /// The columns of pods per node that count such pods.
  var countedOnNodes: [Int32] = []
  /// The counters of affinity that count such pods.
  var countedByAffinity: [Int32] = []

  /// What it asks for and counts for, apart from all that would have to be copied with it.
  @inline(__always)
  var amounts: Amounts {
    Amounts(
      milliCPU: milliCPU, memory: memory, storage: storage, countedMilliCPU: countedMilliCPU,
      countedMemory: countedMemory)
  }

  /// What a pod asks for of the built-in resources, and what it counts for in scores.
  struct Amounts {
    var milliCPU, memory, storage, countedMilliCPU, countedMemory: Int64
  }

  /// Whether only resources and taints decide if a node may take it.
  var isPlain: Bool {
    nodeRequirement < 0 && nodeName.isEmpty && hostPorts.isEmpty && hardSpread.isEmpty
      && requiredAffinity.isEmpty && requiredAntiAffinity.isEmpty && keptAwayBy.isEmpty && scalars.isEmpty
  }

  /// An amount of a resource beyond the built-in ones, by its number.
  struct ScalarRequest: Sendable {
    var resource: Int32
    var amount: Int64
  }

  /// A constraint on spreading with the counter it reads.
  struct SpreadTerm: Sendable {
    var counter: Int32
    /// The label that divides nodes.
    var key: Int32
    /// The column of pods per node.
    var column: Int32
    var maxSkew: Int32
    var minDomains: Int32
    /// Whether the pod is one of those counted.
    var countsSelf: Bool
    /// Whether each node is a domain of its own, and pods are counted there.
    var isHostname: Bool
  }

  /// A counter of pods by the values of a label.
  struct DomainTerm: Sendable, Hashable {
    var counter: Int32
    var key: Int32
  }

  /// A counter of pods, each of which counts for so much.
  struct WeightedTerm: Sendable {
    var counter: Int32
    var key: Int32
    var weight: Int64
  }
}
