import Kubernetes
import Testing

@testable import Scaling

@Suite("The VPA at admission")
struct VPAAdmissionTests {
  static func vpa(
    mode: VPAUpdateMode = .initial, policy: ContainerResourcePolicy? = nil, boost: StartupBoost? = nil
  ) throws -> VerticalPodAutoscaler {
    VerticalPodAutoscaler(
      metadata: ObjectMeta(name: "web"),
      spec: VerticalPodAutoscalerSpec(
        updatePolicy: PodUpdatePolicy(updateMode: mode.rawValue),
        resourcePolicy: policy.map { PodResourcePolicy(containerPolicies: [$0]) }, startupBoost: boost),
      status: VerticalPodAutoscalerStatus(recommendation: [
        RecommendedContainerResources(
          containerName: "main", target: ["cpu": Quantity(milli: 300), "memory": try Quantity("600Mi")])
      ]))
  }

  static func pod(request: String = "100m", limit: String? = "200m") throws -> VPAPod {
    VPAPod(
      name: "web-0",
      containers: [
        VPAContainer(
          name: "main",
          spec: VPAResources(
            requests: ["cpu": try Quantity(request)], limits: try limit.map { ["cpu": try Quantity($0)] }))
      ])
  }

  static let plain = VPACapping(limitRanges: [], namespace: "default")

  @Test("Limits keep their ratio to requests, a resource without a limit keeps none")
  func proportion() throws {
    let change = try VPAAdmission(capping: Self.plain).review(try Self.pod(), try Self.vpa())
    let resources = try #require(change.containers.first).resources
    #expect(resources.requests?["cpu"] == Quantity(milli: 300))
    #expect(resources.limits == ["cpu": Quantity(milli: 600)])
    #expect(
      change.annotations["vpaUpdates"]
        == "Pod resources updated by web: container 0: cpu request, memory request, cpu limit")
  }

  @Test("RequestsOnly leaves limits alone and stays below them")
  func requestsOnly() throws {
    let policy = ContainerResourcePolicy(containerName: "main", controlledValues: "RequestsOnly")
    let change = try VPAAdmission(capping: Self.plain).review(try Self.pod(), try Self.vpa(policy: policy))
    #expect(change.containers[0].resources.limits == nil)
    #expect(change.containers[0].resources.requests?["cpu"] == Quantity(milli: 200))
  }

  @Test("A LimitRange bounds the limit, and through the ratio the request")
  func limitRange() throws {
    let range = LimitRange(
      metadata: ObjectMeta(name: "lr"),
      limits: [LimitRangeItem(type: "Container", max: ["cpu": Quantity(milli: 500)])])
    let capping = VPACapping(limitRanges: [range], namespace: "default")
    let (resources, notes) = try VPAAdmission(capping: capping).resources(for: try Self.pod(), try Self.vpa())
    // 100 m of 200 m: a limit of 500 m goes with a request of 250 m.
    #expect(resources[0].requests?["cpu"] == Quantity(milli: 250))
    #expect(resources[0].limits?["cpu"] == Quantity(milli: 500))
    #expect(notes["main"]?.map(\.description) == ["cpu capped to fit Max in container LimitRange"])
  }

  @Test("A startup boost works behind its gate only, in mode Off too")
  func boost() throws {
    let boost = StartupBoost(cpu: GenericStartupBoost(type: "Factor", factor: 3))
    let vpa = try Self.vpa(mode: .off, boost: boost)
    let off = try VPAAdmission(capping: Self.plain).review(try Self.pod(), vpa)
    #expect(off.containers.isEmpty)
    let on = try VPAAdmission(capping: Self.plain, startupBoostEnabled: true).review(try Self.pod(), vpa)
    #expect(on.containers[0].resources.requests == ["cpu": Quantity(milli: 300)])
    #expect(on.containers[0].resources.limits == ["cpu": Quantity(milli: 600)])
    #expect(
      on.annotations["vpaCpuStartupBoost/main"] == #"{"requests":{"cpu":"100m"},"limits":{"cpu":"200m"}}"#)
  }

  @Test("What upstream breaks down over is an error that names the container")
  func breakdown() throws {
    let range = LimitRange(
      metadata: ObjectMeta(name: "lr"),
      limits: [LimitRangeItem(type: "Pod", max: ["cpu": Quantity(milli: 100)])])
    var pod = try Self.pod()
    pod.containers.append(VPAContainer(name: "side", spec: VPAResources()))
    let capping = VPACapping(limitRanges: [range], namespace: "default")
    #expect(throws: VPAInputError.missingRecommendation(container: "side", resource: "cpu")) {
      try VPAAdmission(capping: capping).review(pod, try Self.vpa())
    }
  }

  @Test("Products beyond 64 bits are exact until they are capped")
  func proportions() throws {
    let huge = Quantity(milli: .max / 2)
    let (amount, isCapped) = Proportion.scale(huge, base: huge, result: Quantity(7), resource: "cpu")
    #expect(amount == Quantity(7))
    #expect(!isCapped)
    #expect(Proportion.scale(huge, base: Quantity(milli: 1), result: huge, resource: "cpu").isCapped)
  }
}
