import Kubernetes

/// What the VPA's webhook makes of a new pod.
///
/// Source: vertical-pod-autoscaler/pkg/admission-controller/resource/pod (1.8.0).
public struct VPAAdmission: Sendable {
  /// The rules of the pod's namespace.
  public var capping: VPACapping
  /// CPUStartupBoost: containers may get more CPU while they start.
  public var startupBoostEnabled: Bool
  /// The most CPU a boost may lead to, zero for any.
  public var maxAllowedCPUBoost: Quantity

  /// Makes the webhook of a namespace.
  public init(
    capping: VPACapping, startupBoostEnabled: Bool = false, maxAllowedCPUBoost: Quantity = Quantity(0)
  ) {
    self.capping = capping
    self.startupBoostEnabled = startupBoostEnabled
    self.maxAllowedCPUBoost = maxAllowedCPUBoost
  }

  /// Whether the webhook looks at pods of a VPA at all.
  ///
  /// Off leaves pods alone, unless they are to be boosted.
  public func matches(_ vpa: VerticalPodAutoscaler, _ pod: VPAPod, selector: LabelSelector) -> Bool {
    let boosts = startupBoostEnabled && vpa.boostsStartup
    return (vpa.updateMode != .off || boosts) && vpa.metadata.namespace == pod.namespace
      && selector.matches(pod.labels)
  }

  /// What each container of a pod should request and may use at most, in the order of the pod.
  ///
  /// A container without a recommendation gets nothing. Limits keep their ratio to requests unless the policy
  /// says RequestsOnly.
  public func resources(
    for pod: VPAPod, _ vpa: VerticalPodAutoscaler
  ) throws(VPAInputError) -> (resources: [VPAResources], notes: [String: [VPACapping.Note]]) {
    var fitted: [VPACapping.Fitted] = []
    if let recommendation = vpa.status?.recommendation {
      fitted = try capping.fit(recommendation, policy: vpa.spec.resourcePolicy, to: pod)
    }
    let policy = vpa.updateMode == .off ? nil : vpa.spec.resourcePolicy
    var notes: [String: [VPACapping.Note]] = [:]
    for item in fitted where !item.notes.isEmpty { notes[item.recommendation.containerName] = item.notes }
    let resources = pod.containers.map { container -> VPAResources in
      guard let found = fitted.first(where: { $0.recommendation.containerName == container.name }) else {
        return VPAResources()
      }
      var target = found.recommendation.target
      target[""] = nil
      var result = VPAResources(requests: target)
      if !(policy?.policy(for: container.name)?.controlsRequestsOnly ?? false) {
        result.limits = Proportion.limits(
          of: container.resources, recommended: target, defaults: capping.containerRange?.default ?? [:])
      }
      return result
    }
    return (resources, notes)
  }

  /// What is changed in a new pod.
  public func review(_ pod: VPAPod, _ vpa: VerticalPodAutoscaler) throws(VPAInputError) -> VPAPodChange {
    var change = VPAPodChange()
    let (recommended, notes) = try resources(for: pod, vpa)
    var texts: [String] = []
    for (index, container) in pod.containers.enumerated() {
      var resources = vpa.updateMode == .off ? VPAResources() : recommended[index]
      if startupBoostEnabled {
        let policy = vpa.spec.resourcePolicy?.policy(for: container.name)
        if policy?.isOff ?? false { continue }
        if let boost = (policy?.startupBoost ?? vpa.spec.startupBoost)?.cpu {
          try apply(boost, policy, to: &resources, of: container)
          change.annotations[VPAAnnotation.boost(container.name)] = VPAAnnotation.text(container.spec)
        }
      }
      let own = ContainerChange(index, old: container.resources, new: resources)
      if own.isEmpty { continue }
      change.containers.append(own)
      var parts = vpa.updateMode == .off ? [] : (notes[container.name] ?? []).map(\.description)
      parts += (resources.requests ?? [:]).keys.sorted().map { "\($0) request" }
      parts += (resources.limits ?? [:]).keys.sorted().map { "\($0) limit" }
      texts.append("container \(index): \(parts.joined(separator: ", "))")
    }
    if !texts.isEmpty {
      change.annotations[VPAAnnotation.updates] =
        "Pod resources updated by \(vpa.metadata.name): \(texts.joined(separator: "; "))"
    }
    return change
  }

  /// Raises the CPU request of a container that starts, and its limit with it.
  private func apply(
    _ boost: GenericStartupBoost, _ policy: ContainerResourcePolicy?, to resources: inout VPAResources,
    of container: VPAContainer
  ) throws(VPAInputError) {
    var base = resources.requests?["cpu"] ?? Quantity(0)
    if base.isZero { base = container.spec.requests?["cpu"] ?? Quantity(0) }
    var boosted = try Self.boosted(base, by: boost)
    if !maxAllowedCPUBoost.isZero, boosted > maxAllowedCPUBoost { boosted = maxAllowedCPUBoost }
    resources.requests = (resources.requests ?? [:]).merging(["cpu": boosted]) { $1 }
    if policy?.controlsRequestsOnly ?? false {
      guard let limit = container.spec.limits?["cpu"], boosted.milliValue > limit.milliValue else { return }
      // One below the limit keeps the pod's quality of service.
      let one = Quantity(milli: 1)
      resources.requests?["cpu"] = limit > one ? limit - one : limit
      return
    }
    if let limits = Proportion.limits(of: container.spec, recommended: ["cpu": boosted], defaults: [:]),
      let limit = limits["cpu"]
    {
      resources.limits = (resources.limits ?? [:]).merging(["cpu": limit]) { $1 }
    }
  }

  /// An amount of CPU times a factor, or more by a quantity; whole millicores.
  static func boosted(_ base: Quantity, by boost: GenericStartupBoost) throws(VPAInputError) -> Quantity {
    switch boost.type {
    case "", "Factor":
      guard let factor = boost.factor else {
        throw .boost("startupBoost.CPU.Factor is required when Type is Factor or not specified")
      }
      if factor < 1 { throw .boost("boost factor must be >= 1") }
      let product = Double(base.milliValue) * Double(factor)
      return Quantity(milli: product >= 0x1p63 ? .min : Int64(product))
    case "Quantity":
      guard let quantity = boost.quantity else {
        throw .boost("startupBoost.CPU.Quantity is required when Type is Quantity")
      }
      return Quantity(milli: base.milliValue &+ quantity.milliValue)
    default: throw .boost("unsupported startup boost type: \(boost.type)")
    }
  }
}

extension VerticalPodAutoscaler {
  /// Whether any container gets more CPU while it starts.
  var boostsStartup: Bool {
    spec.startupBoost?.cpu != nil
      || spec.resourcePolicy?.containerPolicies.contains { $0.startupBoost?.cpu != nil } ?? false
  }
}

/// The notes the VPA leaves on pods.
public enum VPAAnnotation {
  /// What was changed when the pod was made.
  static let updates = "vpaUpdates"
  /// The containers the webhook saw.
  static let observedContainers = "vpaObservedContainers"
  /// That the pod was resized.
  static let inPlaceUpdated = "vpaInPlaceUpdated"
  private static let boostPrefix = "vpaCpuStartupBoost/"

  /// What a boosted container had before.
  static func boost(_ container: String) -> String { boostPrefix + container }

  /// The container whose boost a note is about, nil for other notes.
  public static func boostedContainer(_ key: String) -> String? {
    key.hasPrefix(boostPrefix) ? String(key.dropFirst(boostPrefix.count)) : nil
  }

  /// Resources as the note keeps them.
  static func text(_ resources: VPAResources) -> String {
    func list(_ amounts: [String: Quantity]?) -> DocumentNode {
      .fields((amounts ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, .text($0.value.description)) })
    }
    return DocumentNode.fields([("requests", list(resources.requests)), ("limits", list(resources.limits))])
      .json
  }

  /// Resources a note keeps, nil if it keeps none.
  static func resources(_ text: String) -> VPAResources? {
    guard !text.isEmpty, let node = try? DocumentNode.parse(json: Array(text.utf8), file: "<annotation>")
    else { return nil }
    return Fields.read(node, path: "", report: DocumentReport()) { fields in
      VPAResources(requests: fields.quantities("requests"), limits: fields.quantities("limits"))
    }
  }
}
