/// Reads Kubernetes objects from documents.
public enum Manifests {
  /// Reads all objects of some documents, in order; lists are taken apart.
  ///
  /// Every object is defaulted and validated. One with problems is left out, what is wrong stands in the
  /// report. Lists are those of kind List and typed ones, as in `kubectl get hpa -o yaml` or raw answers of a
  /// server.
  public static func read(
    _ nodes: [DocumentNode], gates: FeatureGates = .newest, report: DocumentReport
  ) -> [Manifest] {
    nodes.flatMap { flattened($0, report: report) }.compactMap { decode($0, gates: gates, report: report) }
  }

  /// Reads one object that is no list. Nil if it has problems, which stand in the report.
  public static func decode(
    _ node: DocumentNode, gates: FeatureGates = .newest, report: DocumentReport
  ) -> Manifest? {
    guard let (apiVersion, kind) = identity(of: node, report: report) else { return nil }
    if let (message, hint) = APIKinds.unknown(kind, in: apiVersion) {
      report.problem(message, at: node.place(of: "kind"), path: "kind", hint: hint)
      return nil
    }
    func object<T: APIObject>(
      _ make: (T) -> KubernetesObject,
      _ decode: (DocumentNode, String, DocumentReport) -> T? = { T.decode($0, path: $1, report: $2) }
    ) -> Manifest? {
      checked(node, gates: gates, report: report, decode).map { Manifest(object: make($0), node: node) }
    }
    switch (apiVersion, kind) {
    case ("apps/v1", "Deployment"): return object(KubernetesObject.deployment)
    case ("apps/v1", "ReplicaSet"): return object(KubernetesObject.replicaSet)
    case ("apps/v1", "StatefulSet"): return object(KubernetesObject.statefulSet)
    case ("apps/v1", "DaemonSet"): return object(KubernetesObject.daemonSet)
    case ("batch/v1", "Job"): return object(KubernetesObject.job)
    case ("v1", "Pod"): return object(KubernetesObject.pod)
    case ("v1", "Service"): return object(KubernetesObject.service)
    case ("networking.k8s.io/v1", "Ingress"): return object(KubernetesObject.ingress)
    case ("networking.k8s.io/v1", "NetworkPolicy"): return object(KubernetesObject.networkPolicy)
    case ("v1", "Node"): return object(KubernetesObject.node)
    case ("policy/v1", "PodDisruptionBudget"): return object(KubernetesObject.podDisruptionBudget)
    case ("scheduling.k8s.io/v1", "PriorityClass"): return object(KubernetesObject.priorityClass)
    case ("autoscaling/v2", "HorizontalPodAutoscaler"):
      return object(KubernetesObject.horizontalPodAutoscaler)
    case ("autoscaling.k8s.io/v1", "VerticalPodAutoscaler"):
      return object(KubernetesObject.verticalPodAutoscaler)
    case ("v1", "LimitRange"): return object(KubernetesObject.limitRange)
    case ("autoscaling/v1", "HorizontalPodAutoscaler"):
      return object(KubernetesObject.horizontalPodAutoscaler, HorizontalPodAutoscaler.decodeV1)
    default:
      let name = node["metadata"]?["name"]?.text ?? ""
      return Manifest(object: .other(apiVersion: apiVersion, kind: kind, name: name), node: node)
    }
  }

  /// The three steps of the API server: decode; only if that went well, default and validate.
  private static func checked<T: APIObject>(
    _ node: DocumentNode, gates: FeatureGates, report: DocumentReport,
    _ decode: (DocumentNode, String, DocumentReport) -> T?
  ) -> T? {
    let before = report.problems.count
    guard let decoded = decode(node, "", report), report.problems.count == before else { return nil }
    let object = decoded.defaulted()
    for problem in object.validate(gates: gates) {
      report.problem(
        problem.message, at: place(of: problem.path, in: node), path: problem.path, hint: problem.hint)
    }
    return report.problems.count == before ? object.withPodDefaults() : nil
  }

  /// Where a field stands; the metric of an autoscaling/v1 object stands in its own field.
  private static func place(of path: String, in node: DocumentNode) -> SourcePlace {
    let percent = "spec.targetCPUUtilizationPercentage"
    if path.hasPrefix("spec.metrics"), node["spec"]?["metrics"] == nil, node.value(at: percent) != nil {
      return node.place(of: percent)
    }
    return node.place(of: path)
  }

  private static func identity(of node: DocumentNode, report: DocumentReport) -> (
    apiVersion: String, kind: String
  )? {
    guard case .mapping = node.content else {
      report.problem(
        "must be an object with apiVersion and kind, found \(node.kindName)", at: node.place, path: "")
      return nil
    }
    var found: [String] = []
    for key in ["apiVersion", "kind"] {
      if let text = node[key]?.text, !text.isEmpty {
        found.append(text)
      } else if let value = node[key], value.text == nil {
        report.problem("must be a text, found \(value.kindName)", at: value.place, path: key)
      } else {
        report.problem("\(key) not set", at: node.place, path: key, hint: "every object needs one")
      }
    }
    return found.count == 2 ? (found[0], found[1]) : nil
  }

  /// The objects of a list, or the one object; the elements of a typed list get the version and kind it
  /// implies.
  private static func flattened(_ node: DocumentNode, report: DocumentReport) -> [DocumentNode] {
    guard let kind = node["kind"]?.text, kind.hasSuffix("List"), let items = node["items"] else {
      return [node]
    }
    guard let elements = items.elements else {
      if case .null = items.content { return [] }
      report.problem("must be a list of objects, found \(items.kindName)", at: items.place, path: "items")
      return []
    }
    let itemKind = String(kind.dropLast("List".count))
    return elements.flatMap { element -> [DocumentNode] in
      var element = element
      if !itemKind.isEmpty, case .mapping(var entries) = element.content {
        let place = element.place
        if element["kind"] == nil {
          entries.insert(
            .init(key: "kind", keyPlace: place, value: DocumentNode(.string(itemKind), place: place)), at: 0)
        }
        if element["apiVersion"] == nil, let version = node["apiVersion"] {
          entries.insert(.init(key: "apiVersion", keyPlace: place, value: version), at: 0)
        }
        element.content = .mapping(entries)
      }
      return flattened(element, report: report)
    }
  }
}
