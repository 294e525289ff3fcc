/// A v1 Node: a machine that runs pods.
public struct Node: APIObject {
  /// The type of the schema that its manifests are checked against.
  public static let schemaName = "Node"

  /// Name, namespace, labels and annotations.
  public var metadata: ObjectMeta
  /// What it is to be.
  public var spec: NodeSpec
  /// What its kubelet last reported.
  public var status: NodeStatus

  /// Makes a node from its parts.
  public init(metadata: ObjectMeta, spec: NodeSpec = NodeSpec(), status: NodeStatus = NodeStatus()) {
    self.metadata = metadata
    self.spec = spec
    self.status = status
  }

  /// Makes the object of fields whose types were checked.
  public init(reading fields: Fields) {
    self.init(
      metadata: fields.metadata(), spec: fields.object("spec", NodeSpec.init(reading:)) ?? NodeSpec(),
      status: fields.object("status", NodeStatus.init(reading:)) ?? NodeStatus())
  }

  /// Returns the node with its capacity as allocatable where that is not reported.
  public func defaulted() -> Node {
    var result = self
    if status.allocatable.isEmpty { result.status.allocatable = status.capacity }
    return result
  }

  /// Source: pkg/apis/core/validation/validation.go ValidateNode.
  public func validate(gates: FeatureGates) -> [InputProblem] {
    var problems = metadata.validate(name: NameRules.dnsSubdomain, isNamespaced: false)
    var seen: Set<[String]> = []
    for (index, taint) in spec.taints.enumerated() {
      let path = "spec.taints[\(index)]"
      problems += LabelRules.key(taint.key).map { .invalid("\(path).key", .string(taint.key), $0) }
      if let wrong = LabelRules.joined(LabelRules.value(taint.value)) {
        problems.append(.invalid("\(path).value", .string(taint.value), wrong))
      }
      let effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"]
      if taint.effect.isEmpty {
        problems.append(.required("\(path).effect"))
      } else if !effects.contains(taint.effect) {
        problems.append(.notSupported("\(path).effect", taint.effect, effects))
      }
      if !seen.insert([taint.key, taint.effect]).inserted {
        let rule = "taints must be unique by key and effect pair"
        problems.append(InputProblem(path: path, message: "Duplicate value: \(taint.json): \(rule)"))
      }
    }
    for (field, amounts) in [("capacity", status.capacity), ("allocatable", status.allocatable)] {
      for (name, amount) in amounts.sorted(by: { $0.key < $1.key }) where amount.sign < 0 {
        problems.append(
          .invalid("status.\(field).\(name)", .quantity(amount), "must be greater than or equal to 0"))
      }
    }
    return problems
  }
}

/// What a Node is to be.
public struct NodeSpec: Sendable, Hashable {
  /// Whether the scheduler leaves it out.
  public var unschedulable: Bool
  /// The marks that keep pods off.
  public var taints: [Taint]

  /// Makes a specification from its parts.
  public init(unschedulable: Bool = false, taints: [Taint] = []) {
    self.unschedulable = unschedulable
    self.taints = taints
  }

  /// Reads a specification from checked fields.
  init(reading fields: Fields) {
    self.init(
      unschedulable: fields.bool("unschedulable") ?? false,
      taints: fields.objects("taints", Taint.init(reading:)) ?? [])
  }
}

/// A mark that keeps pods off a Node unless they tolerate it.
public struct Taint: Sendable, Hashable {
  /// The key.
  public var key: String
  /// The value, empty for none.
  public var value: String
  /// NoSchedule, PreferNoSchedule or NoExecute.
  public var effect: String

  /// Makes a taint from its parts.
  public init(key: String, value: String = "", effect: String) {
    self.key = key
    self.value = value
    self.effect = effect
  }

  /// Reads a taint from checked fields.
  init(reading fields: Fields) {
    self.init(
      key: fields.string("key") ?? "", value: fields.string("value") ?? "",
      effect: fields.string("effect") ?? "")
  }

  /// The taint as JSON, as errors print it.
  fileprivate var json: String {
    let parts = [("Key", key), ("Value", value), ("Effect", effect)].map {
      "\"\($0)\":\(FieldValue.quoted($1))"
    }
    return "{\(parts.joined(separator: ",")),\"TimeAdded\":null}"
  }
}

/// What a kubelet last reported of a Node.
public struct NodeStatus: Sendable, Hashable {
  /// All it has.
  public var capacity: [String: Quantity]
  /// What pods may have of that.
  public var allocatable: [String: Quantity]
  /// The images on its disk.
  public var images: [ContainerImage]

  /// Makes a status from its parts.
  public init(
    capacity: [String: Quantity] = [:], allocatable: [String: Quantity] = [:], images: [ContainerImage] = []
  ) {
    self.capacity = capacity
    self.allocatable = allocatable
    self.images = images
  }

  /// Reads a status from checked fields.
  init(reading fields: Fields) {
    self.init(
      capacity: fields.quantities("capacity") ?? [:], allocatable: fields.quantities("allocatable") ?? [:],
      images: fields.objects("images", ContainerImage.init(reading:)) ?? [])
  }
}

/// An image on a Node's disk.
public struct ContainerImage: Sendable, Hashable {
  /// The names it goes by.
  public var names: [String]
  /// Its size in bytes.
  public var sizeBytes: Int64

  /// Makes an image from its parts.
  public init(names: [String], sizeBytes: Int64) {
    self.names = names
    self.sizeBytes = sizeBytes
  }

  /// Reads an image from checked fields.
  init(reading fields: Fields) {
    self.init(names: fields.texts("names") ?? [], sizeBytes: fields.int64("sizeBytes") ?? 0)
  }
}
