import Conformance
import Kubernetes

/// One call of upstream's replica calculator, with what it returned.
enum HPACalculationCase {
  /// Reads a case and makes the call.
  static func checks(_ fields: Fields) -> [CaseCheck]? {
    guard let configuration = HPAConfiguration.read(fields), let situation = HPASituation.read(fields),
      let call = fields.required("calc", { fields.object($0) { Call($0) } }),
      let expected = fields.required(
        "expect", { fields.object($0) { $0.required("calc", $0.value) } })
    else { return nil }
    let found = call.run(in: situation, configuration: configuration)
    var checks = [
      CaseCheck("calc.replicas", expected: number(expected["replicas"]), found: "\(found.replicas)"),
      CaseCheck("calc.error", expected: expected["error"]?.text ?? "", found: found.error),
    ]
    if expected["utilization"] != nil {
      checks.append(
        CaseCheck(
          "calc.utilization", expected: number(expected["utilization"]), found: "\(found.utilization)"))
    }
    if expected["usage"] != nil {
      checks.append(CaseCheck("calc.usage", expected: number(expected["usage"]), found: "\(found.usage)"))
    }
    return checks
  }

  private static func number(_ node: DocumentNode?) -> String { node?.canonicalText ?? "0" }

  /// The function with its arguments, as a metric that makes the core call its counterpart.
  private struct Call {
    var currentReplicas: Int32
    var metric: MetricSpec
    var tolerance: HPATolerance

    init?(_ fields: Fields) {
      let target = fields.int64("target") ?? 0
      let average = MetricTarget(type: "AverageValue", averageValue: Quantity(milli: target))
      let value = MetricTarget(type: "Value", value: Quantity(milli: target))
      let percent = MetricTarget(
        type: "Utilization", averageUtilization: Int32(truncatingIfNeeded: target))
      let resource = fields.string("resource") ?? ""
      let container = fields.string("container") ?? ""
      let identifier = MetricIdentifier(
        name: fields.string("metric") ?? "", selector: fields.selector("extSelector"))
      let object = fields.object("object") {
        CrossVersionObjectReference(
          apiVersion: $0.string("apiVersion") ?? "", kind: $0.string("kind") ?? "",
          name: $0.string("name") ?? "")
      }
      currentReplicas = fields.int32("currentReplicas") ?? 0
      tolerance = HPATolerance(
        down: fields.double("toleranceDown") ?? 0, up: fields.double("toleranceUp") ?? 0)
      func ofResource(_ target: MetricTarget) -> MetricSpec {
        container.isEmpty
          ? MetricSpec(type: "Resource", resource: .init(name: resource, target: target))
          : MetricSpec(
            type: "ContainerResource",
            containerResource: .init(name: resource, container: container, target: target))
      }
      func ofObject(_ target: MetricTarget) -> MetricSpec {
        MetricSpec(
          type: "Object",
          object: .init(
            describedObject: object ?? .init(kind: "", name: ""), metric: identifier, target: target))
      }
      func external(_ target: MetricTarget) -> MetricSpec {
        MetricSpec(type: "External", external: .init(metric: identifier, target: target))
      }
      switch fields.required("fn", fields.string) {
      case "GetResourceReplicas": metric = ofResource(percent)
      case "GetRawResourceReplicas": metric = ofResource(average)
      case "GetMetricReplicas":
        metric = MetricSpec(type: "Pods", pods: .init(metric: identifier, target: average))
      case "GetObjectMetricReplicas": metric = ofObject(value)
      case "GetObjectPerPodMetricReplicas": metric = ofObject(average)
      case "GetExternalMetricReplicas": metric = external(value)
      case "GetExternalPerPodMetricReplicas": metric = external(average)
      case nil: return nil
      case .some(let name):
        fields.problem("fn", "is no function of the replica calculator: \(name)")
        return nil
      }
    }

    func run(
      in situation: HPASituation, configuration: HPAConfiguration
    ) -> (replicas: Int32, utilization: Int32, usage: Int64, error: String) {
      let spec = HorizontalPodAutoscalerSpec(
        scaleTargetRef: .init(kind: "Deployment", name: "w"), maxReplicas: .max, metrics: [metric])
      let autoscaler = HorizontalPodAutoscaler(
        metadata: ObjectMeta(name: "h", namespace: "test-namespace"), spec: spec)
      let controller = HPAController(
        HPAPlan(autoscaler, configuration: configuration, tolerance: tolerance))
      var observation = HPAObservation()
      situation.observe(autoscaler, configuration: configuration, into: &observation)
      observation.specReplicas = currentReplicas
      observation.statusReplicas = currentReplicas
      let proposal = controller.proposals(for: observation)[0]
      let error =
        proposal.failed ? controller.causeText(of: 0, proposal: proposal, observation: observation) : ""
      return (proposal.replicas, proposal.utilization, proposal.value, error)
    }
  }
}
