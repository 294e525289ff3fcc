import Kubernetes
import Scheduling

extension PodDescription {
  /// Describes the pods of a template of which nothing but the requests is known.
  init(named name: String, _ template: PodTemplate) {
    var requests: [String: Quantity] = [:]
    if template.requestCPUMilli > 0 { requests["cpu"] = Quantity(milli: template.requestCPUMilli) }
    if template.requestMemoryBytes > 0 { requests["memory"] = Quantity(template.requestMemoryBytes) }
    var container = Container(name: "app", image: "app")
    container.resources = ResourceRequirements(requests: requests)
    self.init(
      labels: ["app": name], spec: PodSpec(containers: [container]),
      spreadingSelector: LabelSelector(matchLabels: ["app": name]))
  }
}
