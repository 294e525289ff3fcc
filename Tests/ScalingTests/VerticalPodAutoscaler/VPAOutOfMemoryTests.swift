import Kubernetes
import Testing

@testable import Scaling

@Suite("Kills for want of memory")
struct VPAOutOfMemoryTests {
  static func pod(_ status: ContainerStatus, request: String = "1Gi") throws -> Pod {
    Pod(
      metadata: ObjectMeta(name: "web-0"),
      spec: PodSpec(containers: [
        Container(
          name: "main", image: "x",
          resources: ResourceRequirements(requests: ["memory": try Quantity(request)]))
      ]),
      status: PodStatus(phase: "Running", containerStatuses: [status]))
  }

  static let end = ContainerTermination(reason: "OOMKilled", finishedAtMs: 1_000)

  @Test("One that ends is told with its new request, once")
  func ends() throws {
    let running = try Self.pod(ContainerStatus(name: "main", isRunning: true))
    let ended = try Self.pod(ContainerStatus(name: "main", terminated: Self.end), request: "2Gi")
    #expect(VPAOutOfMemory.between(running, ended).map(\.memory) == [2_147_483_648])
    #expect(VPAOutOfMemory.between(ended, ended).isEmpty)
  }

  @Test("One that runs again is told with its old request, unless its end was told")
  func restarts() throws {
    let running = try Self.pod(ContainerStatus(name: "main", isRunning: true))
    let again = try Self.pod(
      ContainerStatus(name: "main", restartCount: 1, isRunning: true, lastTerminated: Self.end),
      request: "2Gi")
    let waiting = try Self.pod(ContainerStatus(name: "main", lastTerminated: Self.end))
    #expect(VPAOutOfMemory.between(running, again).map(\.memory) == [1_073_741_824])
    #expect(VPAOutOfMemory.between(again, again).isEmpty)
    #expect(VPAOutOfMemory.between(waiting, again).isEmpty)
  }

  @Test("An eviction tells what containers used when the node ran out of memory")
  func eviction() {
    let lists = [
      "offending_containers": "a,b", "offending_containers_usage": "1Mi,2Mi",
      "starved_resource": "memory,disk",
    ]
    func found(_ annotations: [String: String]) -> [String] {
      VPAOutOfMemory.ofEviction(
        reason: "Evicted", annotations: annotations, pod: "p", namespace: "n", atMs: 1
      ).map { "\($0.container) \($0.memory)" }
    }
    #expect(found(lists) == ["a 1048576"])
    #expect(found(lists.merging(["starved_resource": "memory"]) { $1 }).isEmpty)
  }
}
