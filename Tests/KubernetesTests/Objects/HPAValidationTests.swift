import Kubernetes
import Testing

@Suite("Validation of HorizontalPodAutoscalers")
struct HPAValidationTests {
  /// The answers to an HPA whose specification is the given flow mapping's inside.
  private func answers(_ spec: String, gates: FeatureGates = .newest) throws -> [String] {
    let outcome = try Outcome(
      """
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: web}
      spec: {\(spec)}
      """, gates: gates)
    #expect(outcome.problems.allSatisfy { $0.place?.line == 4 && $0.place?.file == "m.yaml" })
    return outcome.answers
  }

  private static let target = "scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}"
  private static let external =
    "metrics: [{type: External, external: {metric: {name: q}, target: {type: Value, value: 1}}}]"

  @Test(
    "Bounds and target",
    arguments: Table(
      """
      \(target), maxReplicas: 5
      \(target), minReplicas: 5, maxReplicas: 5
      \(target), maxReplicas: 0
        spec.maxReplicas: Invalid value: 0: must be greater than 0
        spec.maxReplicas: Invalid value: 0: must be greater than or equal to `minReplicas`
      \(target)
        spec.maxReplicas: Invalid value: 0: must be greater than 0
        spec.maxReplicas: Invalid value: 0: must be greater than or equal to `minReplicas`
      \(target), minReplicas: -1, maxReplicas: 5
        spec.minReplicas: Invalid value: -1: must be greater than or equal to 0
      \(target), minReplicas: 6, maxReplicas: 5
        spec.maxReplicas: Invalid value: 5: must be greater than or equal to `minReplicas`
      maxReplicas: 5
        spec.scaleTargetRef.kind: Required value
        spec.scaleTargetRef.name: Required value
        spec.scaleTargetRef.apiVersion: Invalid value: "": apiVersion must specify API group
      scaleTargetRef: {kind: Deployment, name: web}, maxReplicas: 5
        spec.scaleTargetRef.apiVersion: Invalid value: "": apiVersion must specify API group
      scaleTargetRef: {apiVersion: v1, kind: Pod, name: a}, maxReplicas: 5
        spec.scaleTargetRef.apiVersion: Invalid value: "v1": apiVersion must specify API group
      scaleTargetRef: {apiVersion: a/b/c, kind: Deployment, name: web}, maxReplicas: 5
        spec.scaleTargetRef.apiVersion: Invalid value: "a/b/c": unexpected GroupVersion string: a/b/c
      scaleTargetRef: {kind: ReplicationController, name: web}, maxReplicas: 5
      scaleTargetRef: {apiVersion: apps/v1, kind: a/b, name: ..}, maxReplicas: 5
        spec.scaleTargetRef.kind: Invalid value: "a/b": may not contain '/'
        spec.scaleTargetRef.name: Invalid value: "..": may not be '..'
      """
    ).rows)
  func bounds(spec: String, expected: [String]) throws {
    #expect(try answers(spec) == expected)
  }

  @Test("No replicas need a metric that can bring them back, and the gate")
  func scaleToZero() throws {
    let older = FeatureGates(scaleToZero: false, configurableTolerance: true)
    #expect(try answers("\(Self.target), minReplicas: 0, maxReplicas: 5, \(Self.external)").isEmpty)
    #expect(
      try answers("\(Self.target), minReplicas: 0, maxReplicas: 5, \(Self.external)", gates: older)
        == ["spec.minReplicas: Invalid value: 0: must be greater than or equal to 1"])
    let both = [
      "spec.minReplicas: Invalid value: 0: must be greater than or equal to 1",
      "spec.metrics: Forbidden: must specify at least one Object or External metric to support scaling to "
        + "zero replicas",
    ]
    #expect(try answers("\(Self.target), minReplicas: 0, maxReplicas: 5", gates: older) == both)
    #expect(try answers("\(Self.target), minReplicas: 0, maxReplicas: 5") == both)
  }

  @Test(
    "Metrics",
    arguments: Table(
      """
      {}
        type: Required value: must specify a metric source type
        type: Unsupported value: "": supported values: "ContainerResource", "External", "Object", "Pods", \
      "Resource"
      {type: CPU}
        type: Unsupported value: "CPU": supported values: "ContainerResource", "External", "Object", \
      "Pods", "Resource"
      {type: Resource}
        resource: Required value: must populate information for the given metric source
      {type: ContainerResource}
        containerResource: Required value: must populate information for the given metric source
      {type: Pods, resource: {name: cpu, target: {type: Utilization, averageUtilization: 5}}}
        pods: Required value: must populate information for the given metric source
      {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 5}}, pods: {}}
        pods.metric.name: Required value: must specify a metric name
        pods.target.type: Required value: must specify a metric target type
        pods.target.type: Invalid value: "": must be either Utilization, Value, or AverageValue
        pods.target.averageValue: Required value: must specify a positive target averageValue
        pods: Forbidden: must populate the given metric source only
      {type: Resource, resource: {target: {type: Utilization, averageUtilization: 0}}}
        resource.name: Required value: must specify a resource name
        resource.target.averageUtilization: Invalid value: 0: must be greater than 0
      {type: Resource, resource: {name: cpu, target: {type: Percent}}}
        resource.target.type: Invalid value: "Percent": must be either Utilization, Value, or AverageValue
        resource.target.averageUtilization: Required value: must set either a target raw value or a target \
      utilization
      {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 5, \
      averageValue: 1}}}
        resource.target.averageValue: Forbidden: may not set both a target raw value and a target \
      utilization
      {type: Resource, resource: {name: cpu, target: {type: AverageValue, averageValue: "-100m"}}}
        resource.target.averageValue: Invalid value: "-100m": must be positive
      {type: ContainerResource, containerResource: {target: {type: AverageValue, averageValue: 1}}}
        containerResource.name: Required value: must specify a resource name
        containerResource.container: Required value: must specify a container
      {type: ContainerResource, containerResource: {name: disk, container: a.b, target: {type: \
      AverageValue, averageValue: 1}}}
        containerResource.name: Invalid value: "disk": must be a standard resource type or fully qualified
        containerResource.name: Invalid value: "disk": must be a standard resource for containers
        containerResource.container: Invalid value: "a.b": must not contain dots
      {type: Pods, pods: {metric: {name: a/b}, target: {type: AverageValue, averageValue: 0}}}
        pods.metric.name: Invalid value: "a/b": may not contain '/'
        pods.target.averageValue: Invalid value: "0": must be positive
      {type: Object, object: {metric: {name: a}, describedObject: {kind: Service}, target: {type: Value}}}
        object.describedObject.name: Required value
        object.target.averageValue: Required value: must set either a target value or averageValue
      {type: Object, object: {metric: {name: a}, describedObject: {kind: S, name: x, apiVersion: v1}, \
      target: {type: Value, value: 1}}}
      {type: External, external: {metric: {name: a}, target: {type: Value}}}
        external.target.averageValue: Required value: must set either a target value for metric or a \
      per-pod target
      {type: External, external: {metric: {name: a}, target: {type: Value, value: 1, averageValue: 1}}}
        external.target.value: Forbidden: may not set both a target value for metric and a per-pod target
      """
    ).rows)
  func metrics(metric: String, expected: [String]) throws {
    #expect(
      try answers("\(Self.target), maxReplicas: 5, metrics: [\(metric)]")
        == expected.map { "spec.metrics[0].\($0)" })
  }

  @Test(
    "Behavior",
    arguments: Table(
      """
      {}
      {stabilizationWindowSeconds: 0}
      {stabilizationWindowSeconds: 3600}
      {stabilizationWindowSeconds: -1}
        stabilizationWindowSeconds: Invalid value: -1: must be greater than or equal to zero
      {stabilizationWindowSeconds: 3601}
        stabilizationWindowSeconds: Invalid value: 3601: must be less than or equal to 3600
      {selectPolicy: Most}
        selectPolicy: Unsupported value: "Most": supported values: "Disabled", "Max", "Min"
      {policies: []}
        policies: Required value: must specify at least one Policy
      {policies: [{type: Nodes, value: 0, periodSeconds: 0}]}
        policies[0].type: Unsupported value: "Nodes": supported values: "Percent", "Pods"
        policies[0].value: Invalid value: 0: must be greater than zero
        policies[0].periodSeconds: Invalid value: 0: must be greater than zero
      {policies: [{type: Pods, value: 1, periodSeconds: 1801}]}
        policies[0].periodSeconds: Invalid value: 1801: must be less than or equal to 1800
      {tolerance: -0.1}
        tolerance: Invalid value: "-100m": must be greater than or equal to 0
      {tolerance: 0}
      """
    ).rows)
  func behavior(rules: String, expected: [String]) throws {
    for direction in ["scaleUp", "scaleDown"] {
      let found = try answers("\(Self.target), maxReplicas: 5, behavior: {\(direction): \(rules)}")
      #expect(found == expected.map { "spec.behavior.\(direction).\($0)" })
    }
  }
}
