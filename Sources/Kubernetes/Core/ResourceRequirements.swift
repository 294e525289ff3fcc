/// What a container, or a whole pod, asks for and may use at most, by resource name.
public struct ResourceRequirements: Sendable, Hashable {
  /// What the scheduler sets aside and what utilization is measured against.
  public var requests: [String: Quantity]
  /// What may be used at most.
  public var limits: [String: Quantity]

  /// Makes requirements from their parts.
  public init(requests: [String: Quantity] = [:], limits: [String: Quantity] = [:]) {
    self.requests = requests
    self.limits = limits
  }

  /// Reads requirements from checked fields.
  init(reading fields: Fields) {
    self.init(requests: fields.quantities("requests") ?? [:], limits: fields.quantities("limits") ?? [:])
  }

  /// Returns the requirements with each limit as request where there is none.
  func defaulted() -> ResourceRequirements {
    ResourceRequirements(requests: requests.merging(limits) { request, _ in request }, limits: limits)
  }
}

extension ResourceRequirements {
  /// What the API server would refuse.
  ///
  /// Source: pkg/apis/core/validation/validation.go ValidateResourceRequirements.
  func validate(_ path: String) -> [InputProblem] {
    var problems: [InputProblem] = []
    for (name, limit) in limits.sorted(by: { $0.key < $1.key }) {
      problems += ResourceRules.validate(limit, of: name, "\(path).limits[\(name)]")
    }
    for (name, request) in requests.sorted(by: { $0.key < $1.key }) {
      problems += ResourceRules.validate(request, of: name, "\(path).requests[\(name)]")
      if let limit = limits[name] {
        if request != limit, !ResourceRules.mayOvercommit(name) {
          problems.append(
            .invalid("\(path).requests", .quantity(request), "must be equal to \(name) limit of \(limit)"))
        } else if request > limit {
          problems.append(
            .invalid(
              "\(path).requests", .quantity(request),
              "must be less than or equal to \(name) limit of \(limit)"))
        }
      } else if !ResourceRules.mayOvercommit(name) {
        problems.append(.required("\(path).limits", "Limit must be set for non overcommitable resources"))
      }
    }
    return problems
  }
}

/// Rules on names and amounts of resources, in the API server's words.
enum ResourceRules {
  /// What is wrong with an amount of a container's resource.
  static func validate(_ amount: Quantity, of name: String, _ path: String) -> [InputProblem] {
    var problems = containerResource(name, path)
    if amount.sign < 0 {
      problems.append(.invalid(path, .quantity(amount), "must be greater than or equal to 0"))
    }
    if isWhole(name), !amount.milliValue.isMultiple(of: 1_000) {
      problems.append(.invalid(path, .quantity(amount), "must be an integer"))
    }
    return problems
  }

  /// What is wrong with the name of a resource that a container uses.
  static func containerResource(_ name: String, _ path: String) -> [InputProblem] {
    var problems = LabelRules.key(name).map { InputProblem.invalid(path, .string(name), $0) }
    if !problems.isEmpty { return problems }
    if !name.contains("/") {
      if !standard.contains(name), !isStandardContainerResource(name) {
        problems.append(.invalid(path, .string(name), "must be a standard resource type or fully qualified"))
      }
      if !isStandardContainerResource(name) {
        problems.append(.invalid(path, .string(name), "must be a standard resource for containers"))
      }
    } else if !isNative(name), !isExtended(name) {
      problems.append(.invalid(path, .string(name), "doesn't follow extended resource name standard"))
    }
    return problems
  }

  /// Whether pods may ask for less of the resource than they may use.
  static func mayOvercommit(_ name: String) -> Bool { isNative(name) && !name.hasPrefix("hugepages-") }

  private static let standard: Set<String> = [
    "cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory", "requests.ephemeral-storage",
    "limits.cpu", "limits.memory", "limits.ephemeral-storage", "pods", "resourcequotas", "services",
    "replicationcontrollers", "secrets", "configmaps", "persistentvolumeclaims", "storage",
    "requests.storage",
    "services.nodeports", "services.loadbalancers",
  ]

  private static func isStandardContainerResource(_ name: String) -> Bool {
    name == "cpu" || name == "memory" || name == "ephemeral-storage" || name.hasPrefix("hugepages-")
  }

  private static func isNative(_ name: String) -> Bool {
    !name.contains("/") || name.contains("kubernetes.io/")
  }

  private static func isExtended(_ name: String) -> Bool {
    !isNative(name) && !name.hasPrefix("requests.") && LabelRules.key("requests.\(name)").isEmpty
  }

  private static func isWhole(_ name: String) -> Bool {
    ["pods", "resourcequotas", "services", "replicationcontrollers", "secrets", "configmaps"].contains(name)
      || name.hasPrefix("hugepages-") || isExtended(name)
  }
}

extension FieldValue {
  /// A quantity, which JSON writes as a text.
  static func quantity(_ amount: Quantity) -> FieldValue { .string(amount.description) }
}
