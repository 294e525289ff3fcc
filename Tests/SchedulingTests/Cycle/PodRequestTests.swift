import Kubernetes
import Testing

@testable import Scheduling

@Suite("What a pod asks for")
struct PodRequestTests {
  private func container(_ cpu: String?, _ memory: String? = nil, sidecar: Bool = false) throws -> Container {
    var requests: [String: Quantity] = [:]
    if let cpu { requests["cpu"] = try Quantity(cpu) }
    if let memory { requests["memory"] = try Quantity(memory) }
    return Container(
      name: "c", image: "i", resources: ResourceRequirements(requests: requests),
      restartPolicy: sidecar ? "Always" : nil)
  }

  @Test("Containers add up exactly before rounding up")
  func sum() throws {
    let spec = PodSpec(containers: [try container("0.0004"), try container("0.0004")])
    #expect(PodRequest(spec).milliCPU == 1)
  }

  @Test("An init container counts beside the sidecars started before it, if that is more")
  func start() throws {
    let spec = PodSpec(
      containers: [try container("100m")],
      initContainers: [
        try container("500m"), try container("200m", sidecar: true), try container("400m"),
      ])
    // Running: 100 + 200. Start: 500; then 200 + 400 = 600.
    #expect(PodRequest(spec).milliCPU == 600)
  }

  @Test("Requests of the pod replace the sum, the overhead comes on top")
  func podLevel() throws {
    var spec = PodSpec(containers: [try container("100m", "1Gi")])
    spec.resources = ResourceRequirements(requests: ["cpu": try Quantity("2")])
    spec.overhead = ["cpu": try Quantity("50m")]
    #expect(PodRequest(spec).milliCPU == 2_050)
    #expect(PodRequest(spec).memory == 1 << 30)
  }

  @Test("In scores each container that asks for nothing counts as 100m and 200Mi")
  func counted() throws {
    let spec = PodSpec(
      containers: [try container("1", nil), try container(nil, nil)],
      initContainers: [try container("1500m", "100Mi")])
    #expect(PodRequest.counted(spec).milliCPU == 1_500)
    #expect(PodRequest.counted(spec).memory == 400 << 20)
    #expect(PodRequest(spec).memory == 100 << 20)
  }
}
