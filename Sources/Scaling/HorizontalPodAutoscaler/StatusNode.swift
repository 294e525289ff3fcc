import Kubernetes

/// Metrics as an HPA's status lists them.
extension HPAController {
  /// What the status lists for a metric, as it would be written; an empty mapping if it failed.
  public func statusNode(of index: Int, proposal: HPAProposal) -> DocumentNode {
    guard !proposal.failed, index < autoscaler.spec.metrics.count else { return .made(.mapping([])) }
    let metric = autoscaler.spec.metrics[index]
    let isAverage = plan.metrics[index].form != .value
    var current: [DocumentNode.Entry] = []
    let quantity = quantity(proposal.value, resource: metric.resource?.name ?? metric.containerResource?.name)
    current.append(.made(isAverage ? "averageValue" : "value", .string(quantity.description)))
    if proposal.hasUtilization {
      current.append(.made("averageUtilization", .number("\(proposal.utilization)")))
    }
    var source: [DocumentNode.Entry] = []
    let key: String
    switch plan.metrics[index].kind {
    case .resource:
      key = "resource"
      source.append(.made("name", .string(metric.resource?.name ?? "")))
    case .containerResource:
      key = "containerResource"
      source.append(.made("name", .string(metric.containerResource?.name ?? "")))
      source.append(.made("container", .string(metric.containerResource?.container ?? "")))
    case .pods:
      key = "pods"
      source.append(.made("metric", Self.node(of: metric.pods?.metric)))
    case .object:
      key = "object"
      source.append(.made("metric", Self.node(of: metric.object?.metric)))
      if !isAverage || plan.rules.describesAveragedObject {
        source.append(.made("describedObject", Self.node(of: metric.object?.describedObject)))
      }
    case .external:
      key = "external"
      source.append(.made("metric", Self.node(of: metric.external?.metric)))
    case .unknown: return .made(.mapping([]))
    }
    source.append(.made("current", .mapping(current)))
    return .made(.mapping([.made("type", .string(metric.type)), .made(key, .mapping(source))]))
  }

  private func quantity(_ milli: Int64, resource: String?) -> Quantity {
    let isBinary = plan.rules.reportsMemoryInBinary && resource == "memory"
    return Quantity(scaled: milli, exponent: -3, format: isBinary ? .binarySI : .decimalSI)
  }

  private static func node(of metric: MetricIdentifier?) -> DocumentNode.Content {
    var entries: [DocumentNode.Entry] = [.made("name", .string(metric?.name ?? ""))]
    if let selector = metric?.selector { entries.append(.made("selector", node(of: selector))) }
    return .mapping(entries)
  }

  private static func node(of selector: LabelSelector) -> DocumentNode.Content {
    var entries: [DocumentNode.Entry] = []
    if !selector.matchLabels.isEmpty {
      let labels = selector.matchLabels.sorted { $0.key < $1.key }
      entries.append(.made("matchLabels", .mapping(labels.map { .made($0.key, .string($0.value)) })))
    }
    if !selector.matchExpressions.isEmpty {
      let expressions = selector.matchExpressions.map { each in
        var entries: [DocumentNode.Entry] = [
          .made("key", .string(each.key)), .made("operator", .string(each.operator)),
        ]
        if !each.values.isEmpty {
          entries.append(.made("values", .sequence(each.values.map { .made(.string($0)) })))
        }
        return DocumentNode.made(.mapping(entries))
      }
      entries.append(.made("matchExpressions", .sequence(expressions)))
    }
    return .mapping(entries)
  }

  private static func node(of object: CrossVersionObjectReference?) -> DocumentNode.Content {
    var entries: [DocumentNode.Entry] = [
      .made("kind", .string(object?.kind ?? "")), .made("name", .string(object?.name ?? "")),
    ]
    if let version = object?.apiVersion, !version.isEmpty {
      entries.append(.made("apiVersion", .string(version)))
    }
    return .mapping(entries)
  }
}
