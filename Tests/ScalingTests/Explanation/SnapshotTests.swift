import Conformance
import Foundation
import Kubernetes
import Testing

@testable import Scaling

@Suite("Snapshots of a cluster")
struct SnapshotTests {
  private let objects = """
    apiVersion: v1
    kind: List
    items:
    - apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: web}
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
        minReplicas: 1
        maxReplicas: 10
        metrics:
        - type: Resource
          resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}
        - type: External
          external:
            metric: {name: queue, selector: {matchLabels: {q: a}}}
            target: {type: AverageValue, averageValue: "200"}
      status: {currentReplicas: 2, desiredReplicas: 2, currentMetrics: null, conditions: []}
    - apiVersion: v1
      kind: Pod
      metadata:
        name: web-5988f6f9fd-2bww5
        labels: {app: web}
        ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web-5988f6f9fd, uid: u, controller: true}]
      spec: {containers: [{name: app, image: a, resources: {requests: {cpu: 250m}}}]}
      status:
        phase: Running
        startTime: "2026-11-22T20:00:00Z"
        conditions: [{type: Ready, status: "True", lastTransitionTime: "2026-11-22T20:00:10Z"}]
    - apiVersion: v1
      kind: Pod
      metadata: {name: lonely, labels: {app: web}}
      spec: {containers: [{name: app, image: a}]}
      status: {phase: Running}
    """

  private let podMetrics = """
    {"kind": "PodMetricsList", "apiVersion": "metrics.k8s.io/v1beta1", "metadata": {}, "items": [
      {"metadata": {"name": "web-5988f6f9fd-2bww5", "namespace": "default"},
       "timestamp": "2026-11-22T20:49:45Z", "window": "15s",
       "containers": [{"name": "app", "usage": {"cpu": "225000000n", "memory": "74536Ki"}}]}]}
    """

  private let externals = """
    {"kind": "ExternalMetricValueList", "apiVersion": "external.metrics.k8s.io/v1beta1", "metadata": {}, "items": [
      {"metricName": "queue", "metricLabels": {"q": "a"}, "timestamp": "2026-11-22T20:49:59Z", "value": "700"},
      {"metricName": "queue", "metricLabels": {"q": "b"}, "timestamp": "2026-11-22T20:49:59Z", "value": "9000"}]}
    """

  private let deployment = """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      replicas: 3
      selector: {matchLabels: {app: web}}
      template: {metadata: {labels: {app: web}}, spec: {containers: [{name: app, image: a}]}}
    status: {replicas: 2}
    """

  private func read(
    _ texts: [String], options: HPASnapshot.Options = .init()
  ) throws -> HPASnapshot {
    var documents: [DocumentNode] = []
    for text in texts { documents += try DocumentNode.parse(yaml: text, file: "f") }
    return try HPASnapshot.read(documents, options: options, report: DocumentReport())
  }

  @Test("Objects and answers make a situation; what they do not say is taken for granted aloud")
  func cluster() throws {
    let snapshot = try read([objects, podMetrics, externals])
    #expect(snapshot.observation.nowMs == KubernetesTime.milliseconds("2026-11-22T20:49:59Z"))
    #expect(snapshot.observation.specReplicas == 2)
    #expect(snapshot.observation.podNames == ["web-5988f6f9fd-2bww5"], "the other pod belongs to nobody")
    #expect(snapshot.assumptions.count == 4)
    let explanation = snapshot.explain()
    // CPU: 225 of 250 is 90 %; ceil(1.8 · 1) = 2. Queue a: ceil(700 / 200) = 4; at most max(2 · 2, 4).
    #expect(explanation.decision.scaledTo == 4)
    #expect(snapshot.controller.memory.recommendations.isEmpty)
  }

  @Test("The target, where it is in the input, gives replicas and selector")
  func target() throws {
    let snapshot = try read([objects, deployment, podMetrics, externals])
    #expect(snapshot.observation.specReplicas == 3)
    #expect(snapshot.observation.statusReplicas == 2)
    #expect(snapshot.observation.podNames == ["web-5988f6f9fd-2bww5", "lonely"])
    #expect(snapshot.assumptions.count == 2)
  }

  @Test("Options overrule the input")
  func options() throws {
    var options = HPASnapshot.Options()
    options.replicas = 7
    options.nowMs = 5
    options.name = "default/web"
    options.settings.tolerance = 0.2
    options.settings.version = KubernetesVersion("1.30")
    options.settings.gates = ["HPAScaleToZero": true]
    let snapshot = try read([objects, podMetrics, externals], options: options)
    #expect(snapshot.observation.specReplicas == 7)
    #expect(snapshot.observation.nowMs == 5)
    #expect(snapshot.controller.configuration.tolerance == 0.2)
    #expect(snapshot.controller.configuration.version.minor == 30)
    #expect(snapshot.controller.configuration.gates.scaleToZero)
    #expect(!snapshot.controller.configuration.gates.podLevelResources)
  }

  @Test("An API whose answer is not given fails its metrics, and says so")
  func missingAnswers() throws {
    let explanation = try read([objects]).explain()
    #expect(explanation.verdict.contains("no answer of this API was given (--metrics)"))
  }

  @Test(
    "What is wrong with a snapshot is said",
    arguments: [
      ("apiVersion: v1\nkind: List\nitems: []", "there is no HorizontalPodAutoscaler in the input"),
      ("[]", "must be an object with apiVersion and kind"),
      ("{\"hpa\": {}, \"steps\": []}", "a run of situations cannot be explained"),
      ("{\"hpa\": {}}", "nowMs: is required"),
    ])
  func problems(text: String, problem: String) {
    let error = #expect(throws: InputErrors.self) { try read([text]) }
    #expect(error?.description.contains(problem) == true, "\(error?.description ?? "")")
  }

  @Test("Several HPAs need a choice, and a wrong choice lists them")
  func choice() throws {
    let other = objects.replacingOccurrences(of: "metadata: {name: web}\n", with: "metadata: {name: web2}\n")
    let several = #expect(throws: InputErrors.self) { try read([objects, other]) }
    #expect(several?.description.contains("default/web, default/web2") == true)
    var options = HPASnapshot.Options()
    options.name = "web3"
    let unknown = #expect(throws: InputErrors.self) { try read([objects], options: options) }
    #expect(unknown?.description.contains("there is no HorizontalPodAutoscaler web3") == true)
    #expect(unknown?.description.contains("there is default/web") == true)
  }

  @Test("A recorded case is a snapshot too")
  func recordedCase() throws {
    let first = try #require(
      try String(contentsOfFile: SharedFolder.sample("hpa_single.jsonl"), encoding: .utf8)
        .split(separator: "\n").first)
    let document = try DocumentNode.parse(json: String(first), file: "f")
    let snapshot = try HPASnapshot.read([document], options: .init(), report: DocumentReport())
    let expected = document["expect"]?["scaledTo"]?.content
    #expect(snapshot.explain().decision.scaledTo.map { .number("\($0)") } == expected)
    #expect(snapshot.assumptions.isEmpty)
  }

  @Test("Each recorded case can be explained")
  func allCases() throws {
    try CaseFile(SharedFolder.sample("hpa_single.jsonl")).forEachCase { (node, _) throws(InputErrors) in
      let snapshot = try HPASnapshot.read([node], options: .init(), report: DocumentReport())
      let explanation = snapshot.explain()
      #expect(explanation.steps.allSatisfy { !$0.sentences.isEmpty && !$0.sentences.contains("") })
      _ = try DocumentNode.parse(json: explanation.json, file: "json")
    }
  }
}
