import Kubernetes
import Testing

@testable import Scaling

@Suite("The VPA's recommender")
struct RecommenderTests {
  static let start: Int64 = 1_767_225_600_000

  /// A recommender with one VPA and one pod.
  static func make(
    _ configuration: VPARecommenderConfiguration = VPARecommenderConfiguration(),
    policies: [ContainerResourcePolicy] = [], containers: [String] = ["main"]
  ) -> (VPARecommender, VPARecommender.VPAID) {
    var recommender = VPARecommender(configuration)
    let vpa = VerticalPodAutoscaler(
      metadata: ObjectMeta(name: "web"),
      spec: VerticalPodAutoscalerSpec(
        resourcePolicy: policies.isEmpty ? nil : PodResourcePolicy(containerPolicies: policies)))
    let id = recommender.setVPA(vpa, selector: LabelSelector(matchLabels: ["app": "web"]))
    recommender.setPod(name: "web-0", labels: ["app": "web"], containers: containers, atMs: start)
    return (recommender, id)
  }

  @Test("Each step to a recommendation is told")
  func steps() throws {
    var (recommender, id) = Self.make(policies: [
      ContainerResourcePolicy(containerName: "*", maxAllowed: ["cpu": Quantity(milli: 120)])
    ])
    let container = try #require(recommender.container("main", ofPod: "web-0"))
    for minute in 0..<1_440 {
      recommender.observe(cpu: 100, of: container, atMs: Self.start + Int64(minute) * 60_000)
    }
    var list: [VPAContainerRecommendation] = []
    recommender.recommend(id, into: &list)
    let cpu = try #require(list.first).cpu
    // The bucket of 100 m ends at 110.27 m; +15 % = 110 + 16.
    #expect(cpu.target.usage == 110)
    #expect(cpu.target.withMargin == 126)
    #expect(cpu.target.widened == 126)
    #expect(cpu.target.amount == 120)
    #expect(cpu.target.cap == .maxAllowed)
    #expect(cpu.uncappedTarget == 126)
    // 1439 minutes between the first and the last of 1440 samples: (1 + 1/c) with c = 1439/1440.
    #expect(cpu.confidence == 1_439.0 / 1_440)
    #expect(cpu.upperBound.widened == Int64(126 * (1 + 1_440.0 / 1_439)))
    #expect(cpu.minimum == 25)
  }

  @Test("The pod's minimum is shared by its containers; one that is off has no share")
  func minimum() throws {
    var (recommender, id) = Self.make(
      policies: [ContainerResourcePolicy(containerName: "c", mode: "Off")], containers: ["a", "b", "c"])
    var list: [VPAContainerRecommendation] = []
    recommender.recommend(id, into: &list)
    let names = recommender.containerNames(of: id)
    #expect(names == ["a", "b"])
    #expect(list.map(\.cpu.target.amount) == [12, 12])
    #expect(list.map(\.memory.target.amount) == [131_072_000, 131_072_000])
  }

  @Test("After a kill for want of memory the larger bump-up counts")
  func oom() throws {
    var (recommender, id) = Self.make()
    let container = try #require(recommender.container("main", ofPod: "web-0"))
    recommender.observe(memory: 400_000_000, of: container, atMs: Self.start)
    let isTaken = recommender.observe(
      oomWithRequest: 2_000_000_000, of: container, atMs: Self.start + 1_000)
    #expect(isTaken)
    // 2 GB · 1.2 is more than 2 GB + 100 MiB.
    #expect(recommender.containers[0].oomPeak == 2_400_000_000)
    let isOldTaken = recommender.observe(
      oomWithRequest: 1, of: container, atMs: Self.start - 86_400_000)
    #expect(!isOldTaken)
    _ = recommender.recommendation(for: id)
  }

  @Test("Samples that are negative or out of order are refused")
  func refused() throws {
    var (recommender, _) = Self.make()
    let container = try #require(recommender.container("main", ofPod: "web-0"))
    let taken = [
      recommender.observe(cpu: 5, of: container, atMs: Self.start),
      recommender.observe(cpu: 5, of: container, atMs: Self.start),
      recommender.observe(cpu: -1, of: container, atMs: Self.start + 1),
      recommender.observe(memory: 5, of: container, atMs: Self.start),
      recommender.observe(memory: 5, of: container, atMs: Self.start),
    ]
    #expect(taken == [true, false, false, true, true], "equal times are fine for memory")
    #expect(recommender.dropped == 2)
    #expect(recommender.accepted == 3)
  }

  @Test("A rollout begins a new history beside the old one, which a removed pod leaves behind")
  func rollout() throws {
    var (recommender, id) = Self.make()
    let old = try #require(recommender.container("main", ofPod: "web-0"))
    recommender.observe(cpu: 1_000, of: old, atMs: Self.start)
    recommender.removePod(name: "web-0")
    recommender.setPod(
      name: "web-1", labels: ["app": "web", "pod-template-hash": "b"], containers: ["main"], atMs: Self.start)
    #expect(recommender.aggregateCount == 2)
    let usage = recommender.usage(of: "main", id)
    #expect(usage?.sampleCount == 1)
    recommender.collectGarbage(atMs: Self.start + 8 * 86_400_000)
    #expect(recommender.aggregateCount == 0, "both are as old as history reaches back")
    let container = try #require(recommender.container("main", ofPod: "web-1"))
    recommender.observe(cpu: 1, of: container, atMs: Self.start + 8 * 86_400_000)
    #expect(recommender.aggregateCount == 1, "a sample begins anew")
  }

  @Test("Samples of a removed pod are refused, its numbers are used again")
  func removed() throws {
    var (recommender, _) = Self.make()
    let old = try #require(recommender.container("main", ofPod: "web-0"))
    recommender.removePod(name: "web-0")
    let isTaken = recommender.observe(cpu: 1, of: old, atMs: Self.start)
    #expect(!isTaken && recommender.dropped == 1)
    for index in 0..<100 {
      recommender.setPod(name: "p-\(index)", labels: ["app": "web"], containers: ["main"], atMs: Self.start)
      recommender.removePod(name: "p-\(index)")
    }
    #expect(recommender.containers.count == 1 && recommender.pods.count == 1)
  }

  @Test("A checkpoint carries the recommendation over to a new recommender")
  func checkpoint() throws {
    var (first, id) = Self.make()
    let container = try #require(first.container("main", ofPod: "web-0"))
    for minute in 0..<600 {
      let time = Self.start + Int64(minute) * 60_000
      first.observe(cpu: Int64(50 + minute), of: container, atMs: time)
      first.observe(memory: 400_000_000, of: container, atMs: time)
    }
    var (second, other) = Self.make()
    for (name, checkpoint) in first.checkpoints(of: id, atMs: Self.start + 86_400_001) {
      try second.load(checkpoint, of: name, other)
    }
    let (expected, found) = (first.recommendation(for: id), second.recommendation(for: other))
    #expect(found == expected)
  }

  @Test("Nothing a user may set makes the recommender trap", arguments: [0.0, -1, 1e300, .infinity])
  func extremes(value: Double) throws {
    var configuration = VPARecommenderConfiguration()
    configuration.podMinCPUMillicores = value
    configuration.safetyMarginFraction = value
    configuration.oomBumpUpRatio = value
    configuration.oomMinBumpUpBytes = value
    configuration.roundCPUMillicores = Int64.max
    configuration.cpuHalfLifeMs = 1
    configuration.humanizeMemory = true
    var (recommender, id) = Self.make(configuration)
    let container = try #require(recommender.container("main", ofPod: "web-0"))
    recommender.observe(cpu: .max, of: container, atMs: Self.start)
    recommender.observe(memory: .max, of: container, atMs: Self.start)
    recommender.observe(oomWithRequest: .max, of: container, atMs: Self.start)
    _ = recommender.recommendation(for: id)
  }
}
