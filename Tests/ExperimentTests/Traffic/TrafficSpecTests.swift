import Cluster
import Kubernetes
import Testing

@testable import Experiment

@Suite("Traffic of an experiment")
struct TrafficSpecTests {
  private static let objects = """
      manifests:
      - {apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: 1, selector: {matchLabels: \
    {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: a, image: i, ports: \
    [{name: http, containerPort: 8080}]}]}}}}
      - {apiVersion: apps/v1, kind: Deployment, metadata: {name: api}, spec: {replicas: 1, selector: {matchLabels: \
    {app: api}}, template: {metadata: {labels: {app: api}}, spec: {containers: [{name: a, image: i}]}}}}
      - {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80, \
    targetPort: http}]}}
      - {apiVersion: v1, kind: Service, metadata: {name: api}, spec: {selector: {app: api}, ports: [{port: 80}]}}
      - {apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: shop}, spec: {rules: [{host: shop.example, \
    http: {paths: [{path: /api, pathType: Prefix, backend: {service: {name: api, port: {number: 80}}}}]}}]}}
    """

  private func read(
    _ web: String, api: String = "load: {constant: 1, duration: 10m}", extra: String = ""
  ) throws(InputErrors) -> ExperimentPlan {
    let text = """
      apiVersion: scalelab.dev/v1
      kind: Experiment
      metadata: {name: t}
      spec:
      \(Self.objects)
      \(extra)
        workloads:
        - {target: web, \(web)}
        - {target: api, \(api)}
        strategies: [{name: a}]
      """
    let report = DocumentReport()
    let document = try DocumentNode.parse(yaml: text, file: "e.yaml")[0]
    return try ExperimentPlan(ExperimentSpec.read(document, folder: "", report: report), report: report)
  }

  private func problem(_ web: String, api: String = "load: {constant: 1, duration: 10m}") -> String {
    do {
      _ = try read(web, api: api)
      return "none"
    } catch {
      let first = error.problems[0]
      #expect(first.place?.file == "e.yaml" && (first.place?.line ?? 0) > 4)
      return "\(first.path): \(first.message)"
    }
  }

  private static let load = "load: {constant: 10, duration: 10m}"

  @Test(
    "What is wrong is told with its place",
    arguments: [
      ("traffic: {service: wbe}", "spec.workloads[0].traffic.service: there is no Service wbe"),
      (
        "traffic: {service: api}",
        "spec.workloads[0].traffic.service: Service api leads to Deployment api, not to web"
      ),
      (
        "traffic: {from: outside}",
        "spec.workloads[0].traffic.from: Service web is of type ClusterIP, nobody outside reaches it"
      ),
      ("traffic: {ingress: shoop}", "spec.workloads[0].traffic.ingress: there is no Ingress shoop"),
      (
        "traffic: {ingress: shop, host: shop.example, path: /x}",
        "spec.workloads[0].traffic: Ingress shop has no backend for host \"shop.example\" and path /x"
      ),
      (
        "traffic: {ingress: shop, host: shop.example, path: /api/x}",
        "spec.workloads[0].traffic: Service api leads to Deployment api, not to web"
      ),
      ("traffic: {host: a}", "spec.workloads[0].traffic.host: belongs to an ingress"),
      (
        "traffic: {retry: {retries: 1, after: [refuse]}}",
        "spec.workloads[0].traffic.retry.after: must be failures out of refused, timeout, cut, denied, error, found "
          + "\"refuse\""
      ),
      (
        "traffic: {retry: {backoff: 1s}}",
        "spec.workloads[0].traffic.retry.retries: missing field \"retries\""
      ),
      ("calls: [{service: db}]", "spec.workloads[0].calls[0].service: there is no Service db"),
      (
        "calls: [{requests: 0, service: api}]",
        "spec.workloads[0].calls[0].requests: must be a number from 0.001 to "
          + "1,000, found 0"
      ),
      ("calls: [{service: web}]", "spec.workloads[0].calls: the calls go in a circle: web calls web"),
      (
        "traffic: {address: 1.2.3}",
        "spec.workloads[0].traffic.address: must be an address such as 203.0.113.7, found \"1.2.3\""
      ),
    ])
  func wrong(fields: String, expected: String) {
    #expect(problem("\(Self.load), \(fields)") == expected)
  }

  @Test("Two services that call each other are a circle with both names")
  func circle() {
    #expect(
      problem("\(Self.load), calls: [{service: api}]", api: "calls: [{service: web}]")
        == "spec.workloads[0].calls: the calls go in a circle: web calls api calls web")
  }

  @Test("A workload without load must be called by another")
  func unasked() {
    #expect(
      problem(Self.load, api: "startsSettled: true") == "spec.workloads[1].load: missing field \"load\"")
    #expect(problem("\(Self.load), calls: [{service: api}]", api: "startsSettled: true") == "none")
  }

  @Test("A NetworkPolicy keeps out whom it does not name")
  func policy() throws {
    let deny = """
        - {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p}, spec: {podSelector: {matchLabels: \
      {app: api}}, ingress: [{from: [{podSelector: {matchLabels: {app: other}}}]}]}}
      """
    func denied(_ extra: String, _ web: String) throws -> [Bool] {
      try read(web, api: "startsSettled: true", extra: extra).strategies[0].traffic.streams.map(\.isDenied)
    }
    let call = "\(Self.load), calls: [{service: api}]"
    #expect(try denied("", call) == [false])
    #expect(try denied(deny, call) == [true])
    #expect(try denied(deny.replacing("other", with: "web"), call) == [false])
  }

  @Test("Entries of calls follow one another, those of parallel are made at once")
  func stages() throws {
    let plan = try read(
      "\(Self.load), calls: [{service: api, requests: 2}, {parallel: [{service: api, requests: 3}]}]",
      api: "startsSettled: true")
    let streams = plan.strategies[0].traffic.streams
    #expect(streams.map(\.stage) == [0, 1])
    #expect(streams.map(\.isParallel) == [false, true])
    #expect(streams.map(\.requests) == [2, 3])
  }
}
