extension HorizontalPodAutoscaler {
  /// Reads an autoscaling/v1 object, whose only metric is a target CPU utilization in percent.
  ///
  /// Metrics that a v1 object carries in annotations are not read; a warning says so.
  /// Source: pkg/apis/autoscaling/v1/conversion.go.
  public static func decodeV1(
    _ node: DocumentNode, path: String = "", report: DocumentReport
  ) -> HorizontalPodAutoscaler? {
    APISchema.check(node, as: "HorizontalPodAutoscaler", path: path, report: report)
    guard case .mapping = node.content else { return nil }
    let result = Fields.read(node, path: path, report: DocumentReport()) { fields in
      var result = HorizontalPodAutoscaler(reading: fields)
      let percent = fields.object("spec") { $0.int32("targetCPUUtilizationPercentage") }
      if let percent {
        let target = MetricTarget(type: "Utilization", averageUtilization: percent)
        let cpu = ResourceMetricSource(name: "cpu", target: target)
        result.spec.metrics = [MetricSpec(type: "Resource", resource: cpu)]
      }
      return result
    }
    for name in ["metrics", "behavior"] {
      let key = "autoscaling.alpha.kubernetes.io/\(name)"
      guard let annotation = node["metadata"]?["annotations"]?[key] else { continue }
      report.warn(
        "the \(name) in this annotation are not read", at: annotation.place,
        path: "metadata.annotations[\(key)]",
        hint: "kubectl get hpa.v2.autoscaling prints the object with its \(name)")
    }
    return result
  }
}
