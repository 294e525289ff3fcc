import Cluster
import Kubernetes
import Testing

@testable import Simulation

@Suite("What the cluster reads of a Deployment's pods")
struct PodTemplateTests {
  @Test(
    "init containers, sidecars and containers in their order, each after its image, hooks by how long they sleep"
  )
  func steps() throws {
    var deployment = try Scenarios.deployment(replicas: 1)
    var pod = deployment.spec.template.spec
    pod.initContainers = [
      Container(name: "migrate", image: "example/migrate"),
      Container(
        name: "proxy", image: "example/proxy:2",
        startupProbe: Probe(handler: ProbeHandler(httpGet: HTTPGetAction(port: .int(80)))),
        restartPolicy: "Always"),
    ]
    pod.containers[0].lifecycle = Lifecycle(postStart: ProbeHandler(exec: ["sh", "-c", "sleep 3"]))
    pod.containers[0].imagePullPolicy = "Never"
    deployment.spec.template.spec = pod
    // An image without a tag is always asked for; the sidecar's startup probe succeeds at its first tick, at once.
    #expect(
      PodTemplate(deployment).steps == [
        .pull(image: "example/migrate", policy: .always), .initialize,
        .pull(image: "example/proxy:2", policy: .ifNotPresent), .sidecar(startedMs: 0),
        .pull(image: "example/app:1", policy: .never), .container(postStartMs: 3_000),
      ])
  }

  @Test("probes with all their fields, and what each asks")
  func probes() throws {
    var deployment = try Scenarios.deployment(replicas: 1)
    deployment.spec.template.spec.containers[0].livenessProbe = Probe(
      handler: ProbeHandler(grpc: 50_051), initialDelaySeconds: 5, timeoutSeconds: 2, periodSeconds: 7,
      failureThreshold: 4, terminationGracePeriodSeconds: 10)
    deployment.spec.template.spec.containers[0].readinessProbe = Probe(
      handler: ProbeHandler(tcpSocket: .int(80)), successThreshold: 2)
    deployment.spec.template.spec.containers[0].startupProbe = Probe(handler: ProbeHandler(exec: ["true"]))
    let template = PodTemplate(deployment)
    #expect(
      template.liveness
        == PodTemplate.ProbeTicks(
          initialDelayMs: 5_000, periodMs: 7_000, successes: 1, failures: 4, timeoutMs: 2_000, kind: .request,
          graceMs: 10_000))
    #expect(
      template.readiness
        == PodTemplate.ProbeTicks(initialDelayMs: 0, periodMs: 10_000, successes: 2, kind: .connection))
    #expect(template.startup?.kind == .command)
  }

  @Test("A pod's life has the order and about the times that were recorded on a real node")
  func realLifecycle() throws {
    // Recorded on Kubernetes 1.36: scheduled 8 to 11 ms after creation, sandbox after 0.2 to 0.4 s, running after 0.36
    // to 0.56 s, ready as soon as startup has succeeded; a container that obeys SIGTERM is gone after 0.3 to 1.3 s.
    var deployment = try Scenarios.deployment(replicas: 2)
    deployment.spec.template.spec.containers[0].startupProbe = Probe(
      handler: ProbeHandler(httpGet: HTTPGetAction(port: .int(80))), periodSeconds: 1)
    deployment.spec.template.spec.containers[0].readinessProbe = Probe(
      handler: ProbeHandler(httpGet: HTTPGetAction(port: .int(80))), periodSeconds: 1)
    var cluster = Cluster(
      pools: Scenarios.nodes, pipeline: MetricsPipeline(), matureMs: 300_000, seed: 1)
    let service = ServiceModel(cpuPerRequest: 0.01, cv: 1)
    let web = cluster.add(
      name: "web", template: PodTemplate(deployment), service: service, timing: PodTiming(), replicas: 2)
    cluster.scale(web, to: 3, nowMs: 1_000)
    while let event = cluster.events.pop() { cluster.handle(event) }
    cluster.scale(web, to: 2, nowMs: 20_000)
    while let event = cluster.events.pop() { cluster.handle(event) }
    let log = cluster.workloads[web].podLog.filter { $0.pod == 2 }
    #expect(log.map(\.change) == [.created, .scheduled, .running, .ready, .terminating, .gone])
    let times = log.map(\.timeMs)
    #expect((8...11).contains(times[1] - times[0]))
    #expect((360...560).contains(times[2] - times[0]))
    #expect((300...1_300).contains(times[5] - times[4]))
  }
}
