import Kubernetes
import Scaling
import Simulation

extension StrategyCheck {
  /// A PodAutoscaler as Knative makes one for each revision, with the ConfigMap config-autoscaler beside it.
  func podAutoscaler(_ manifest: Manifest) -> ScenarioScaler? {
    let before = report.problems.count
    let target = target(of: manifest)
    let limit = Fields.read(manifest.node, path: "", report: report) { fields -> Int64? in
      fields.ignore("apiVersion", "kind", "metadata", "status")
      return fields.object("spec") { fields -> Int64 in
        fields.ignore("scaleTargetRef", "protocolType", "reachability")
        return fields.int64("containerConcurrency") ?? 0
      }
    }
    let annotations = texts(of: manifest.node.value(at: "metadata.annotations"))
    let config = manifests.first {
      $0.kind == "ConfigMap" && $0.name == "config-autoscaler" && $0.apiGroup.isEmpty
    }
    let data = config?.node["data"]
    let settings = KnativeReading(
      annotations: annotations, data: texts(of: data), containerConcurrency: limit ?? 0,
      annotationsAt: manifest.node.place(of: "metadata.annotations"),
      dataAt: data?.place ?? manifest.node.place)
    guard let knative = settings.read(report), report.problems.count == before, let target else { return nil }
    return ScenarioScaler(name: manifest.name, workload: target, kind: .knative(knative))
  }

  private func texts(of node: DocumentNode?) -> [String: String] {
    var texts: [String: String] = [:]
    for entry in node?.entries ?? [] {
      if let text = entry.value.text { texts[entry.key] = text }
    }
    return texts
  }
}

/// Reads what Knative's autoscaler is told of a revision.
struct KnativeReading {
  var annotations: [String: String]
  var data: [String: String]
  var containerConcurrency: Int64
  var annotationsAt: SourcePlace
  var dataAt: SourcePlace

  init(
    annotations: [String: String], data: [String: String], containerConcurrency: Int64,
    annotationsAt: SourcePlace, dataAt: SourcePlace
  ) {
    self.annotations = annotations
    self.data = data
    self.containerConcurrency = containerConcurrency
    self.annotationsAt = annotationsAt
    self.dataAt = dataAt
  }

  /// The revision; nil, with upstream's words noted, where it would be refused.
  func read(_ report: DocumentReport) -> ScenarioKnative? {
    let configuration: KnativeConfiguration
    do throws(InputProblem) {
      configuration = try KnativeConfiguration(configMap: data)
    } catch {
      report.problem(error.message, at: dataAt, path: "data", hint: error.hint)
      return nil
    }
    guard (0...1_000).contains(containerConcurrency) else {
      report.problem(
        "must be from 0 to 1000, found \(containerConcurrency)", at: annotationsAt,
        path: "spec.containerConcurrency")
      return nil
    }
    let found = KnativeAnnotations(annotations)
    let problems = found.problems(configuration)
    for problem in problems {
      report.problem(problem.message, at: annotationsAt, path: problem.path, hint: problem.hint)
    }
    guard problems.isEmpty else { return nil }
    return ScenarioKnative(
      revision: KnativeRevision(
        configuration: configuration, annotations: found, containerConcurrency: containerConcurrency),
      containerConcurrency: containerConcurrency)
  }
}

extension ScalerReading {
  /// Reads `knative`: annotations, settings of the ConfigMap, and the requests one container takes at once.
  ///
  /// Annotations may be written without their prefix.
  func knative(_ fields: Fields) -> ScenarioKnative? {
    let before = fields.report.problems.count
    var annotations: [String: String] = [:]
    for (key, text) in texts(fields, "annotations") {
      annotations[key.contains("/") ? key : KnativeAnnotations.prefix + key] = text
    }
    let data = texts(fields, "config")
    let limit = fields.whole("containerConcurrency", 0...1_000) ?? 0
    guard fields.report.problems.count == before else { return nil }
    return KnativeReading(
      annotations: annotations, data: data, containerConcurrency: Int64(limit),
      annotationsAt: fields.place("annotations"), dataAt: fields.place("config")
    ).read(fields.report)
  }

  /// Reads a mapping of texts, which may be written as numbers or truth values.
  private func texts(_ fields: Fields, _ key: String) -> [String: String] {
    guard let node = fields.value(key) else { return [:] }
    guard let entries = node.entries else {
      fields.mismatch(key, "a mapping of texts")
      return [:]
    }
    var texts: [String: String] = [:]
    for entry in entries {
      switch entry.value.content {
      case .string(let text), .number(let text): texts[entry.key] = text
      case .bool(let flag): texts[entry.key] = "\(flag)"
      default:
        fields.report.problem(
          "must be a text, found \(Fields.quoted(entry.value))", at: entry.value.place,
          path: "\(fields.path(of: key)).\(entry.key)")
      }
    }
    return texts
  }
}
