import Cluster
import Kubernetes

extension TrafficSpec {
  /// The field as it stands in a resolved experiment.
  var resolved: DocumentNode {
    let labels = labels.sorted { $0.key < $1.key }.map {
      (key: $0.key, value: Optional(DocumentNode.text($0.value)))
    }
    return .fields([
      ("service", service.map { .text($0) }), ("ingress", ingress.map { .text($0) }),
      ("host", ingress == nil || host.isEmpty ? nil : .text(host)),
      ("path", ingress == nil ? nil : .text(urlPath)),
      ("balancer", ingress == nil ? nil : .text(balancer.rawValue)),
      ("from", side.map { .text($0.rawValue) }), ("address", address.map { .text($0.text) }),
      ("namespace", namespace.map { .text($0) }), ("labels", labels.isEmpty ? nil : .fields(labels)),
      ("clients", clients.resolved), ("retry", clients.retry?.resolved),
    ])
  }
}

extension ClientSpec {
  var resolved: DocumentNode {
    .fields([
      ("think", thinkMs.map { .span($0) }), ("count", .number(count)),
      ("session", sessionMs.map { .span($0) }),
      ("dnsTTL", .span(dnsTTLMs)),
    ])
  }
}

extension RetryPolicy {
  var resolved: DocumentNode {
    .fields([
      ("retries", .number(retries)),
      ("after", .list(Failure.allCases.filter(on.contains).map { .text($0.rawValue) })),
      ("backoff", .span(backoffMs)), ("factor", .decimal(factor)), ("longest", .span(longestMs)),
    ])
  }
}

extension CallSpec {
  private var resolved: DocumentNode {
    .fields([
      ("service", .text(service)), ("requests", .decimal(requests)), ("clients", clients.resolved),
      ("retry", clients.retry?.resolved),
    ])
  }

  /// The calls of a workload as they stand in a resolved experiment: a list in sequence.
  static func resolved(_ calls: [CallSpec]) -> DocumentNode {
    let stages = Set(calls.map(\.stage)).sorted()
    return .list(
      stages.map { stage in
        let own = calls.filter { $0.stage == stage }
        return own.contains(where: \.isParallel)
          ? .fields([("parallel", .list(own.map(\.resolved)))]) : own[0].resolved
      })
  }
}
