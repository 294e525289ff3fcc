import Foundation
import Kubernetes
import Testing

@Suite("VerticalPodAutoscaler")
struct VerticalPodAutoscalerTests {
  static let everything = """
    apiVersion: autoscaling.k8s.io/v1
    kind: VerticalPodAutoscaler
    metadata: {name: web, namespace: shop, labels: {app: web}}
    spec:
      targetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
      updatePolicy:
        updateMode: InPlaceOrRecreate
        minReplicas: 1
        evictionRequirements: [{resources: [cpu, memory], changeRequirement: TargetHigherThanRequests}]
      resourcePolicy:
        containerPolicies:
        - containerName: main
          mode: Auto
          minAllowed: {cpu: 100m, memory: 128Mi}
          maxAllowed: {cpu: "2", memory: 4Gi}
          controlledResources: [cpu, memory]
          controlledValues: RequestsOnly
        - {containerName: "*", mode: "Off"}
    status:
      recommendation:
        containerRecommendations:
        - containerName: main
          target: {cpu: 250m, memory: 600Mi}
          lowerBound: {cpu: 200m, memory: 500Mi}
          upperBound: {cpu: "1", memory: 1Gi}
          uncappedTarget: {cpu: 250m, memory: 600Mi}
    """

  static func read(_ text: String, gates: FeatureGates = .newest) throws -> (Manifest?, DocumentReport) {
    let report = DocumentReport()
    let nodes = try DocumentNode.parse(yaml: text, file: "vpa.yaml")
    return (Manifests.read(nodes, gates: gates, report: report).first, report)
  }

  @Test("Every field is read, and written as it was read")
  func roundTrip() throws {
    let (manifest, report) = try Self.read(Self.everything)
    #expect(report.problems.isEmpty && report.warnings.isEmpty, "\(report.problems) \(report.warnings)")
    guard case .verticalPodAutoscaler(let vpa)? = manifest?.object else {
      Issue.record("no VPA")
      return
    }
    #expect(vpa.updateMode == .inPlaceOrRecreate)
    #expect(vpa.spec.resourcePolicy?.policy(for: "side")?.isOff == true)
    #expect(vpa.spec.resourcePolicy?.policy(for: "main")?.controlsRequestsOnly == true)
    let (again, _) = try Self.read(vpa.encode().yaml())
    #expect(again?.object == .verticalPodAutoscaler(vpa))
  }

  @Test("Without an update policy the webhook writes Recreate")
  func defaults() throws {
    let (manifest, _) = try Self.read(
      "{apiVersion: autoscaling.k8s.io/v1, kind: VerticalPodAutoscaler, metadata: {name: v}, "
        + "spec: {targetRef: {kind: Deployment, name: d}}}")
    guard case .verticalPodAutoscaler(let vpa)? = manifest?.object else {
      Issue.record("no VPA")
      return
    }
    #expect(vpa.spec.updatePolicy?.updateMode == "Recreate")
  }

  @Test(
    "What the webhook refuses is refused in its words, with the place",
    arguments: [
      (
        "updateMode: InPlaceOrRecreate", "updateMode: Sometimes",
        "vpa.yaml:7:17: spec.updatePolicy.updateMode: "
          + "Unsupported value: \"Sometimes\": supported values: \"InPlace\", \"InPlaceOrRecreate\", \"Initial\", "
          + "\"Off\", \"Recreate\""
      ),
      (
        "minReplicas: 1", "minReplicas: 0",
        "vpa.yaml:8:18: spec.updatePolicy.minReplicas: Invalid value: 0: minReplicas has to be positive"
      ),
      (
        "maxAllowed: {cpu: \"2\",", "maxAllowed: {cpu: 50m,",
        "spec.resourcePolicy.containerPolicies[0].maxAllowed[cpu]: Invalid value: \"50m\": max resource for cpu "
          + "is lower than min of \"100m\""
      ),
      ("updateMode: InPlaceOrRecreate", "updateMode: InPlace", "you must enable feature gate InPlace in the"),
      (
        "controlledResources: [cpu, memory]", "controlledResources: [cpu, disk]",
        "controlledResources[1]: Unsupported value: \"disk\": supported values: \"cpu\", \"memory\""
      ),
      ("TargetHigherThanRequests", "Higher", "changeRequirement: Unsupported value: \"Higher\""),
    ])
  func refused(old: String, new: String, problem: String) throws {
    let (manifest, report) = try Self.read(Self.everything.replacingOccurrences(of: old, with: new))
    #expect(manifest == nil)
    #expect(report.problems.contains { $0.description.contains(problem) }, "\(report.problems)")
  }

  @Test("A typo is told with the nearest field")
  func typo() throws {
    let (_, report) = try Self.read(
      Self.everything.replacingOccurrences(of: "maxAllowed:", with: "maxAlowed:"))
    #expect(report.warnings.map(\.hint) == ["did you mean `maxAllowed`?"])
  }

  @Test("A LimitRange is read; contradictory bounds are refused")
  func limitRange() throws {
    let (manifest, report) = try Self.read(
      "{apiVersion: v1, kind: LimitRange, metadata: {name: lr}, "
        + "spec: {limits: [{type: Container, max: {cpu: 1}, min: {cpu: 2}}]}}")
    #expect(manifest == nil)
    #expect(report.problems.map(\.path) == ["spec.limits[0].min[cpu]"])
  }

  /// The reference data beside the repository, nil where it is not on this machine.
  static var recordedCases: String? {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let path = root.appendingPathComponent("shared/conformance/vpa/upstream/unit/validation.json").path
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  @Test(
    "Upstream's own validation says the same of its recorded objects",
    .enabled(if: recordedCases != nil, "the reference data is not on this machine"))
  func recorded() throws {
    let file = try #require(Self.recordedCases)
    let cases = try #require(try DocumentNode.parse(contentsOf: file).first?.elements)
    for node in cases {
      let options = node["in"]?["opts"]
      func isOn(_ key: String) -> Bool { options?[key]?.content == .bool(true) }
      let object = try #require(node["in"]?["vpa"])
      let vpa = try #require(
        Fields.read(object, path: "", report: DocumentReport()) { VerticalPodAutoscaler(reading: $0) })
      let gates = FeatureGates(
        scaleToZero: true, configurableTolerance: true, vpaInPlace: isOn("AllowInPlace"),
        vpaPerVPAConfig: isOn("AllowPerVPAConfig"), vpaStartupBoost: isOn("AllowCPUStartupBoost"))
      let known = Set((options?["ExistingControlledResources"]?.entries ?? []).map(\.key))
      let found = vpa.webhookProblems(
        gates: gates, isNew: isOn("IsVPACreate"), existingControlledResources: known)
      let expected = (node["out"]?["errors"]?.elements ?? []).compactMap(\.text)
      #expect(found.map { "\($0.path): \($0.message)" } == expected, "\(node["id"]?.text ?? "")")
      let warnings = vpa.webhookWarnings(existingControlledResources: known)
      let wanted = (node["out"]?["warnings"]?.elements ?? []).compactMap(\.text)
      #expect(warnings.map { "\($0.path): \($0.message)" } == wanted, "\(node["id"]?.text ?? "")")
    }
    #expect(cases.count == 52)
  }
}
