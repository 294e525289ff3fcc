import Kubernetes
import Testing

@testable import Scaling

@Suite("What a pod requests")
struct PodRequestsTests {
  private func container(_ name: String, cpu: String? = nil, isRestartable: Bool = false) -> Container {
    var container = Container(name: name, image: "")
    container.resources.requests = cpu.map { ["cpu": q($0)] } ?? [:]
    container.restartPolicy = isRestartable ? "Always" : nil
    return container
  }

  private func milli(
    _ spec: PodSpec, container: String? = nil, version: String = "1.37", podLevel: Bool = true
  ) throws -> Result<Int64, HPAMetricFailure> {
    var configuration = HPAConfiguration(version: try #require(KubernetesVersion(version)))
    configuration.gates.podLevelResources = podLevel
    do throws(HPAMetricFailure) {
      return .success(
        try PodRequests(configuration).milliRequest(of: spec, pod: "p", resource: "cpu", container: container)
      )
    } catch {
      return .failure(error)
    }
  }

  @Test("Containers and sidecars are added, other init containers are not")
  func sum() throws {
    let spec = PodSpec(
      containers: [container("app", cpu: "500m"), container("log", cpu: "1500u")],
      initContainers: [container("setup", cpu: "9"), container("proxy", cpu: "100m", isRestartable: true)])
    // 500 + 2 (1500 µ rounds up) + 100
    #expect(try milli(spec) == .success(602))
    #expect(try milli(spec, version: "1.28") == .success(502), "1.28 knew no sidecars")
    #expect(try milli(spec, container: "proxy") == .success(100))
  }

  @Test("One container without a request fails the pod")
  func missing() throws {
    let spec = PodSpec(containers: [container("app", cpu: "500m"), container("log")])
    #expect(try milli(spec) == .failure(.missingRequest(resource: "cpu", container: "log", pod: "p")))
    #expect(try milli(spec, container: "app") == .success(500), "a container that is named counts alone")
    #expect(try milli(spec, container: "x") == .failure(.containerNotFound(container: "x", pod: "p")))
    #expect(try milli(spec, container: "x", version: "1.28") == .success(0))
  }

  @Test("A request of the whole pod holds for all of it, if the gate is on")
  func podLevel() throws {
    var spec = PodSpec(containers: [container("app", cpu: "500m"), container("log")])
    spec.resources = ResourceRequirements(requests: ["cpu": q("2")])
    spec.overhead = ["cpu": q("10m")]
    #expect(try milli(spec) == .success(2010))
    #expect(
      try milli(spec, podLevel: false)
        == .failure(.missingRequest(resource: "cpu", container: "log", pod: "p")))
  }

  @Test("A whole pod that requests only memory gets its CPU from what its containers need at once")
  func aggregate() throws {
    var spec = PodSpec(
      containers: [container("app", cpu: "500m"), container("log")],
      initContainers: [container("proxy", cpu: "100m", isRestartable: true), container("setup", cpu: "700m")])
    spec.resources = ResourceRequirements(requests: ["memory": q("1Gi")])
    // Running: 500 + 100 = 600. While setup runs beside the sidecar: 100 + 700 = 800, which is more.
    #expect(try milli(spec) == .success(800))
    spec.containers = [container("log")]
    spec.initContainers = []
    #expect(try milli(spec) == .failure(.missingPodRequest(resource: "cpu", pod: "p")))
  }
}
