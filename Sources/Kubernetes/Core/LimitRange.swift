/// A v1 LimitRange: bounds and defaults for the containers and pods of a namespace.
public struct LimitRange: APIObject {
  /// The type of the schema that its manifests are checked against.
  public static let schemaName = "LimitRange"

  /// Name, namespace, labels and annotations.
  public var metadata: ObjectMeta
  /// The bounds, in the order of the manifest.
  public var limits: [LimitRangeItem]

  /// Makes a limit range from its parts.
  public init(metadata: ObjectMeta, limits: [LimitRangeItem]) {
    self.metadata = metadata
    self.limits = limits
  }

  /// Makes the object of fields whose types were checked.
  public init(reading fields: Fields) {
    self.init(
      metadata: fields.metadata(),
      limits: fields.object("spec") { $0.objects("limits", LimitRangeItem.init(reading:)) } ?? [])
  }

  /// Returns what the API server would refuse of it, in its words, as far as the lab uses it.
  public func validate(gates: FeatureGates) -> [InputProblem] {
    var problems = metadata.validate(name: NameRules.dnsSubdomain)
    var seen: Set<String> = []
    for (index, item) in limits.enumerated() {
      let path = "spec.limits[\(index)]"
      if item.type.isEmpty {
        problems.append(.required("\(path).type"))
      } else if !seen.insert(item.type).inserted {
        problems.append(.duplicate("\(path).type", item.type))
      }
      for (name, least) in item.min.sorted(by: { $0.key < $1.key }) {
        if let most = item.max[name], most < least {
          problems.append(
            .invalid(
              "\(path).min[\(name)]", .quantity(least), "min value \(least) is greater than max value \(most)"
            ))
        }
      }
    }
    return problems
  }
}

/// The bounds for objects of one type.
public struct LimitRangeItem: Sendable, Hashable {
  /// Container, Pod or PersistentVolumeClaim.
  public var type: String
  /// The most that requests and limits may be.
  public var max: [String: Quantity]
  /// The least that requests and limits may be.
  public var min: [String: Quantity]
  /// The limit a container gets that has none.
  public var `default`: [String: Quantity]
  /// The request a container gets that has none.
  public var defaultRequest: [String: Quantity]

  /// Makes an item from its parts.
  public init(
    type: String, max: [String: Quantity] = [:], min: [String: Quantity] = [:],
    default: [String: Quantity] = [:], defaultRequest: [String: Quantity] = [:]
  ) {
    self.type = type
    self.max = max
    self.min = min
    self.default = `default`
    self.defaultRequest = defaultRequest
  }

  /// Reads an item from checked fields.
  public init(reading fields: Fields) {
    self.init(
      type: fields.string("type") ?? "", max: fields.quantities("max") ?? [:],
      min: fields.quantities("min") ?? [:], default: fields.quantities("default") ?? [:],
      defaultRequest: fields.quantities("defaultRequest") ?? [:])
    fields.ignore("maxLimitRequestRatio")
  }
}
