import Kubernetes
import Testing

@Suite("HorizontalPodAutoscaler")
struct HorizontalPodAutoscalerTests {
  static let everything = """
    apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    metadata: {name: web, namespace: shop, labels: {app: web}, annotations: {note: "5"}}
    spec:
      scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
      minReplicas: 2
      maxReplicas: 20
      metrics:
      - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}
      - type: ContainerResource
        containerResource: {name: memory, container: app, target: {type: AverageValue, averageValue: 200Mi}}
      - {type: Pods, pods: {metric: {name: rps}, target: {type: AverageValue, averageValue: "50"}}}
      - type: Object
        object:
          metric: {name: rps}
          describedObject: {apiVersion: v1, kind: Service, name: main}
          target: {type: Value, value: 2k}
      - type: External
        external:
          metric:
            name: queue
            selector: {matchLabels: {q: a}, matchExpressions: [{key: x, operator: In, values: ["1", b]}]}
          target: {type: AverageValue, averageValue: 1500m}
      behavior:
        scaleDown:
          stabilizationWindowSeconds: 60
          selectPolicy: Min
          tolerance: 0.05
          policies: [{type: Pods, value: 2, periodSeconds: 30}]
        scaleUp: {tolerance: "0"}
    status:
      currentReplicas: 4
      desiredReplicas: 8
      lastScaleTime: "2026-11-22T20:49:57Z"
      conditions:
      - type: AbleToScale
        status: "True"
        reason: SucceededRescale
        message: "scaled to 8"
        lastTransitionTime: "2026-11-22T20:49:12Z"
    """

  private func decode(_ yaml: String) throws -> HorizontalPodAutoscaler {
    let report = DocumentReport()
    let node = try #require(try DocumentNode.parse(yaml: yaml, file: "f").first)
    let hpa = HorizontalPodAutoscaler.decode(node, report: report)
    #expect(report.problems.isEmpty && report.warnings.isEmpty, "\(report.problems + report.warnings)")
    return try #require(hpa)
  }

  @Test("Every field is read")
  func decoding() throws {
    let hpa = try decode(Self.everything)
    #expect(
      hpa.metadata
        == ObjectMeta(name: "web", namespace: "shop", labels: ["app": "web"], annotations: ["note": "5"]))
    #expect(
      hpa.spec.scaleTargetRef
        == CrossVersionObjectReference(apiVersion: "apps/v1", kind: "Deployment", name: "web"))
    #expect(hpa.spec.minReplicas == 2)
    #expect(hpa.spec.maxReplicas == 20)
    #expect(hpa.spec.metrics.map(\.type) == ["Resource", "ContainerResource", "Pods", "Object", "External"])
    #expect(hpa.spec.metrics[0].resource?.target.averageUtilization == 60)
    #expect(hpa.spec.metrics[1].containerResource?.container == "app")
    #expect(hpa.spec.metrics[1].containerResource?.target.averageValue?.value == 200 << 20)
    #expect(hpa.spec.metrics[2].pods?.metric.name == "rps")
    #expect(hpa.spec.metrics[3].object?.describedObject.kind == "Service")
    #expect(hpa.spec.metrics[3].object?.target.value?.value == 2_000)
    #expect(hpa.spec.metrics[4].external?.metric.selector?.description == "q=a,x in (1,b)")
    #expect(hpa.spec.behavior?.scaleDown?.tolerance?.approximateDouble == 0.05)
    #expect(
      hpa.spec.behavior?.scaleDown?.policies == [HPAScalingPolicy(type: "Pods", value: 2, periodSeconds: 30)])
    #expect(hpa.spec.behavior?.scaleUp?.policies == nil)
    #expect(hpa.status?.desiredReplicas == 8)
    #expect(hpa.status?.lastScaleTimeMs == 1_795_380_597_000)
    #expect(hpa.status?.conditions.first?.lastTransitionTimeMs == 1_795_380_552_000)
  }

  @Test("Encoded, written and read again, it is the same")
  func roundTrip() throws {
    let hpa = try decode(Self.everything)
    #expect(try decode(hpa.encode().yaml()) == hpa)
    #expect(try decode(hpa.defaulted().encode().yaml()) == hpa.defaulted())
    let bare = HorizontalPodAutoscaler(
      metadata: ObjectMeta(name: "a"),
      spec: HorizontalPodAutoscalerSpec(
        scaleTargetRef: CrossVersionObjectReference(kind: "ReplicationController", name: "b"), maxReplicas: 3,
        behavior: HorizontalPodAutoscalerBehavior(scaleUp: HPAScalingRules(policies: []))))
    #expect(try decode(bare.encode().yaml()) == bare)
  }

  @Test("Defaults: one replica, CPU at 80 %, both directions complete if there is a behavior at all")
  func defaulting() throws {
    let bare = HorizontalPodAutoscaler(
      metadata: ObjectMeta(name: "a"),
      spec: HorizontalPodAutoscalerSpec(
        scaleTargetRef: CrossVersionObjectReference(apiVersion: "apps/v1", kind: "Deployment", name: "b"),
        maxReplicas: 3))
    let filled = bare.defaulted().spec
    #expect(filled.minReplicas == 1)
    #expect(filled.metrics.map(\.resource?.name) == ["cpu"])
    #expect(
      filled.metrics.map(\.resource?.target) == [MetricTarget(type: "Utilization", averageUtilization: 80)])
    #expect(filled.behavior == nil)

    var some = bare
    some.spec.behavior = HorizontalPodAutoscalerBehavior(
      scaleDown: HPAScalingRules(selectPolicy: "Disabled", policies: []))
    let behavior = try #require(some.defaulted().spec.behavior)
    #expect(
      behavior.scaleUp
        == HPAScalingRules(
          stabilizationWindowSeconds: 0, selectPolicy: "Max",
          policies: [
            HPAScalingPolicy(type: "Pods", value: 4, periodSeconds: 15),
            HPAScalingPolicy(type: "Percent", value: 100, periodSeconds: 15),
          ]))
    // The window stays open for the controller's flag; an empty list of policies stays and fails validation.
    #expect(behavior.scaleDown == HPAScalingRules(selectPolicy: "Disabled", policies: []))
    #expect(some.defaulted().defaulted() == some.defaulted())
  }

  @Test("An autoscaling/v1 object becomes one with a CPU metric")
  func versionOne() throws {
    let text = """
      apiVersion: autoscaling/v1
      kind: HorizontalPodAutoscaler
      metadata: {name: old}
      spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, maxReplicas: 4,
        targetCPUUtilizationPercentage: 55}
      status: {currentReplicas: 2, desiredReplicas: 2, currentCPUUtilizationPercentage: 40}
      """
    let outcome = try Outcome(text)
    #expect(outcome.problems.isEmpty && outcome.warnings.isEmpty)
    guard case .horizontalPodAutoscaler(let hpa) = outcome.manifests.first?.object else {
      Issue.record("no HPA was read")
      return
    }
    #expect(
      hpa.spec.metrics.map(\.resource?.target) == [MetricTarget(type: "Utilization", averageUtilization: 55)])

    let open = try Outcome(text.replacing("targetCPUUtilizationPercentage: 55", with: ""))
    guard case .horizontalPodAutoscaler(let standard) = open.manifests.first?.object else {
      Issue.record("no HPA was read")
      return
    }
    #expect(standard.spec.metrics.map(\.resource?.target.averageUtilization) == [80])

    let wrong = try Outcome(text.replacing("55", with: "0"))
    #expect(wrong.problems.map(\.place?.line) == [5])
    #expect(
      wrong.answers == [
        "spec.metrics[0].resource.target.averageUtilization: Invalid value: 0: must be greater than 0"
      ])
  }

  @Test("Metrics in annotations of a v1 object are not read, which a warning tells")
  func versionOneAnnotations() throws {
    let outcome = try Outcome(
      """
      apiVersion: autoscaling/v1
      kind: HorizontalPodAutoscaler
      metadata: {name: old, annotations: {autoscaling.alpha.kubernetes.io/metrics: "[]"}}
      spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, maxReplicas: 4}
      """)
    #expect(outcome.warnings.map(\.message) == ["the metrics in this annotation are not read"])
    #expect(outcome.manifests.count == 1)
  }
}
