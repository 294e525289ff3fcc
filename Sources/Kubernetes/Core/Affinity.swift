/// Which nodes a pod wants, and which pods it wants beside it or away from it.
public struct Affinity: Sendable, Hashable {
  /// Rules on nodes.
  public var nodeAffinity: NodeAffinity?
  /// Rules on pods to be near.
  public var podAffinity: PodAffinity?
  /// Rules on pods to keep away from.
  public var podAntiAffinity: PodAffinity?

  /// Makes rules from their parts.
  public init(
    nodeAffinity: NodeAffinity? = nil, podAffinity: PodAffinity? = nil, podAntiAffinity: PodAffinity? = nil
  ) {
    self.nodeAffinity = nodeAffinity
    self.podAffinity = podAffinity
    self.podAntiAffinity = podAntiAffinity
  }

  /// Reads rules from checked fields.
  init(reading fields: Fields) {
    self.init(
      nodeAffinity: fields.object("nodeAffinity", NodeAffinity.init(reading:)),
      podAffinity: fields.object("podAffinity", PodAffinity.init(reading:)),
      podAntiAffinity: fields.object("podAntiAffinity", PodAffinity.init(reading:)))
  }
}

/// Which nodes a pod must or would like to be on.
public struct NodeAffinity: Sendable, Hashable {
  /// One of these must fit; nil sets no condition.
  public var required: NodeSelector?
  /// Those that fit add their weights to a node's score.
  public var preferred: [PreferredSchedulingTerm]

  /// Makes rules from their parts.
  public init(required: NodeSelector? = nil, preferred: [PreferredSchedulingTerm] = []) {
    self.required = required
    self.preferred = preferred
  }

  /// Reads rules from checked fields.
  init(reading fields: Fields) {
    self.init(
      required: fields.object(
        "requiredDuringSchedulingIgnoredDuringExecution", NodeSelector.init(reading:)),
      preferred: fields.objects(
        "preferredDuringSchedulingIgnoredDuringExecution", PreferredSchedulingTerm.init(reading:)) ?? [])
  }
}

/// Picks nodes: one term must fit.
public struct NodeSelector: Sendable, Hashable {
  /// The terms; none picks no node.
  public var nodeSelectorTerms: [NodeSelectorTerm]

  /// Makes a selector from its parts.
  public init(nodeSelectorTerms: [NodeSelectorTerm]) { self.nodeSelectorTerms = nodeSelectorTerms }

  /// Reads a selector from checked fields.
  init(reading fields: Fields) {
    self.init(nodeSelectorTerms: fields.objects("nodeSelectorTerms", NodeSelectorTerm.init(reading:)) ?? [])
  }
}

/// Conditions on a node that must all hold; without conditions it picks no node.
public struct NodeSelectorTerm: Sendable, Hashable {
  /// Conditions on labels: In, NotIn, Exists, DoesNotExist, Gt and Lt.
  public var matchExpressions: [LabelSelectorRequirement]
  /// Conditions on the field `metadata.name`: In and NotIn.
  public var matchFields: [LabelSelectorRequirement]

  /// Makes a term from its parts.
  public init(
    matchExpressions: [LabelSelectorRequirement] = [], matchFields: [LabelSelectorRequirement] = []
  ) {
    self.matchExpressions = matchExpressions
    self.matchFields = matchFields
  }

  /// Reads a term from checked fields.
  init(reading fields: Fields) {
    func requirements(_ key: String) -> [LabelSelectorRequirement] {
      fields.objects(key) { fields in
        LabelSelectorRequirement(
          key: fields.string("key") ?? "", operator: fields.string("operator") ?? "",
          values: fields.texts("values") ?? [])
      } ?? []
    }
    self.init(
      matchExpressions: requirements("matchExpressions"), matchFields: requirements("matchFields"))
  }

  /// Whether it sets no condition.
  public var isEmpty: Bool { matchExpressions.isEmpty && matchFields.isEmpty }
}

/// Nodes a pod would like to be on, and how much.
public struct PreferredSchedulingTerm: Sendable, Hashable {
  /// What a node that fits gains, 1 to 100.
  public var weight: Int32
  /// The nodes.
  public var preference: NodeSelectorTerm

  /// Makes a term from its parts.
  public init(weight: Int32, preference: NodeSelectorTerm) {
    self.weight = weight
    self.preference = preference
  }

  /// Reads a term from checked fields.
  init(reading fields: Fields) {
    self.init(
      weight: fields.int32("weight") ?? 0,
      preference: fields.object("preference", NodeSelectorTerm.init(reading:)) ?? NodeSelectorTerm())
  }
}

/// Which pods a pod must or would like to be near, or away from.
public struct PodAffinity: Sendable, Hashable {
  /// All of these must hold.
  public var required: [PodAffinityTerm]
  /// Each pod that fits adds its weight to its domain's score, or takes it off.
  public var preferred: [WeightedPodAffinityTerm]

  /// Makes rules from their parts.
  public init(required: [PodAffinityTerm] = [], preferred: [WeightedPodAffinityTerm] = []) {
    self.required = required
    self.preferred = preferred
  }

  /// Reads rules from checked fields.
  init(reading fields: Fields) {
    self.init(
      required: fields.objects(
        "requiredDuringSchedulingIgnoredDuringExecution", PodAffinityTerm.init(reading:)) ?? [],
      preferred: fields.objects(
        "preferredDuringSchedulingIgnoredDuringExecution", WeightedPodAffinityTerm.init(reading:)) ?? [])
  }
}

/// Some pods, and what counts as near them: nodes that agree in a label.
public struct PodAffinityTerm: Sendable, Hashable {
  /// Which pods; nil picks none, empty all.
  public var labelSelector: LabelSelector?
  /// Their namespaces; with no namespace selector either, the pod's own.
  public var namespaces: [String]
  /// Further namespaces, by their labels; empty picks all.
  public var namespaceSelector: LabelSelector?
  /// The label nodes agree in.
  public var topologyKey: String
  /// Labels in which the pods agree with the pod itself.
  public var matchLabelKeys: [String]
  /// Labels in which the pods differ from the pod itself.
  public var mismatchLabelKeys: [String]

  /// Makes a term from its parts.
  public init(
    labelSelector: LabelSelector?, topologyKey: String, namespaces: [String] = [],
    namespaceSelector: LabelSelector? = nil, matchLabelKeys: [String] = [], mismatchLabelKeys: [String] = []
  ) {
    self.labelSelector = labelSelector
    self.namespaces = namespaces
    self.namespaceSelector = namespaceSelector
    self.topologyKey = topologyKey
    self.matchLabelKeys = matchLabelKeys
    self.mismatchLabelKeys = mismatchLabelKeys
  }

  /// Reads a term from checked fields.
  init(reading fields: Fields) {
    self.init(
      labelSelector: fields.selector("labelSelector"), topologyKey: fields.string("topologyKey") ?? "",
      namespaces: fields.texts("namespaces") ?? [], namespaceSelector: fields.selector("namespaceSelector"),
      matchLabelKeys: fields.texts("matchLabelKeys") ?? [],
      mismatchLabelKeys: fields.texts("mismatchLabelKeys") ?? [])
  }
}

/// Pods to be near or away from if possible, and how much.
public struct WeightedPodAffinityTerm: Sendable, Hashable {
  /// What each pod adds or takes off, 1 to 100.
  public var weight: Int32
  /// The pods.
  public var podAffinityTerm: PodAffinityTerm

  /// Makes a term from its parts.
  public init(weight: Int32, podAffinityTerm: PodAffinityTerm) {
    self.weight = weight
    self.podAffinityTerm = podAffinityTerm
  }

  /// Reads a term from checked fields.
  init(reading fields: Fields) {
    self.init(
      weight: fields.int32("weight") ?? 0,
      podAffinityTerm: fields.object("podAffinityTerm", PodAffinityTerm.init(reading:))
        ?? PodAffinityTerm(labelSelector: nil, topologyKey: ""))
  }
}
