import Kubernetes
import Scheduling

extension PodDescription {
  /// Describes a Deployment's pods; without constraints of their own they are spread by its selector.
  init(_ deployment: Deployment) {
    let template = deployment.spec.template
    self.init(
      namespace: deployment.metadata.namespace, labels: template.metadata.labels, spec: template.spec,
      spreadingSelector: deployment.spec.selector)
  }
}
