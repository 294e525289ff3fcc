import Kubernetes

/// What the metrics APIs answered, as their raw JSON: resource, custom and external metrics.
struct MetricsAnswers {
  /// A value of a custom metric.
  struct CustomValue {
    var metric: String
    var kind: String
    var namespace: String
    var name: String
    var selector: LabelSelector?
    var value: Quantity
  }

  /// A value of an external metric.
  struct ExternalValue {
    var metric: String
    var labels: [String: String]
    var value: Quantity
  }

  /// The pods of metrics.k8s.io by namespace, nil if no answer was given.
  var pods: [(namespace: String, metrics: PodMetrics)]?
  /// The values of custom.metrics.k8s.io, nil if no answer was given.
  var custom: [CustomValue]?
  /// The values of external.metrics.k8s.io, nil if no answer was given.
  var external: [ExternalValue]?
  /// The newest time in the answers, nil if they hold none.
  var newestMs: Int64?

  /// Reads an answer, and tells whether the document is one.
  mutating func read(_ node: DocumentNode, report: DocumentReport) -> Bool {
    guard let kind = node["kind"]?.text else { return false }
    switch kind {
    case "PodMetricsList", "MetricValueList", "ExternalMetricValueList":
      _ = Fields.read(node, path: "", report: report) { fields -> Bool in
        fields.ignore("kind", "apiVersion", "metadata")
        let items = fields.list("items") { (node: $0, path: $1) } ?? []
        for item in items {
          _ = Fields.read(item.node, path: item.path, report: report) { add($0, kind: kind) }
        }
        note(kind)
        return true
      }
    case "PodMetrics": _ = Fields.read(node, path: "", report: report) { add($0, kind: "PodMetricsList") }
    default: return false
    }
    return true
  }

  /// Remembers that there was an answer, even an empty one.
  private mutating func note(_ kind: String) {
    switch kind {
    case "PodMetricsList": pods = pods ?? []
    case "MetricValueList": custom = custom ?? []
    default: external = external ?? []
    }
  }

  private mutating func add(_ fields: Fields, kind: String) -> Bool {
    fields.ignore("kind", "apiVersion")
    if let time = fields.time("timestamp") { newestMs = max(newestMs ?? time, time) }
    switch kind {
    case "PodMetricsList":
      let metadata = fields.metadata()
      let metrics = PodMetrics(
        name: metadata.name, timestampMs: fields.time("timestamp") ?? HPAObservation.zeroTime,
        windowMs: fields.duration("window") ?? 0,
        containers: fields.objects("containers") {
          PodMetrics.ContainerUsage(name: $0.string("name") ?? "", usage: $0.quantities("usage") ?? [:])
        } ?? [])
      pods = (pods ?? []) + [(metadata.namespace, metrics)]
    case "MetricValueList":
      fields.ignore("windowSeconds", "window")
      var value = CustomValue(metric: "", kind: "", namespace: "", name: "", value: Quantity(0))
      value.metric = fields.string("metricName") ?? ""
      _ = fields.object("metric") { metric -> Bool in
        value.metric = metric.string("name") ?? ""
        value.selector = metric.selector("selector")
        return true
      }
      _ = fields.object("describedObject") { object -> Bool in
        object.ignore("apiVersion")
        value.kind = object.string("kind") ?? ""
        value.namespace = object.string("namespace") ?? ""
        value.name = object.string("name") ?? ""
        return true
      }
      guard let quantity = fields.required("value", fields.quantity) else { return false }
      value.value = quantity
      custom = (custom ?? []) + [value]
    default:
      fields.ignore("window", "windowSeconds")
      let labels = fields.strings("metricLabels") ?? [:]
      guard let quantity = fields.required("value", fields.quantity) else { return false }
      external =
        (external ?? []) + [
          ExternalValue(metric: fields.string("metricName") ?? "", labels: labels, value: quantity)
        ]
    }
    return true
  }
}
