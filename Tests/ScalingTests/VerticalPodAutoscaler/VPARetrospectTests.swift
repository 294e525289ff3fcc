import Kubernetes
import Testing

@testable import Scaling

@Suite("What a VPA would have said")
struct VPARetrospectTests {
  static let start: Int64 = 1_767_225_600_000

  /// Two days of one container, a sample a minute: 100 m and 300 MB the first day, twice as much the second.
  static let usage = VPAUsageSeries(
    pod: "web-0", container: "main", timesMs: (0..<2_880).map { start + $0 * 60_000 },
    cpuCores: (0..<2_880).map { $0 < 1_440 ? 0.1 : 0.2 },
    memoryBytes: (0..<2_880).map { $0 < 1_440 ? 3e8 : 6e8 })

  @Test("It is what the recommender says after the same samples")
  func equal() throws {
    let rows = VPARetrospect().run([Self.usage])
    #expect(rows.count == 2_880)
    var (recommender, id) = RecommenderTests.make()
    let container = try #require(recommender.container("main", ofPod: "web-0"))
    var list: [VPAContainerRecommendation] = []
    for (index, row) in rows.enumerated() {
      recommender.observe(cpu: index < 1_440 ? 100 : 200, of: container, atMs: row.timeMs)
      recommender.observe(
        memory: index < 1_440 ? 300_000_000 : 600_000_000, of: container, atMs: row.timeMs)
      recommender.recommend(id, into: &list)
      #expect(row.cpu == list[0].cpu && row.memory == list[0].memory, "row \(index)")
    }
  }

  @Test("Times told lie on a grid, and the last one ends it")
  func grid() {
    let rows = VPARetrospect(everyMs: 3_600_000).run([Self.usage])
    #expect(rows.count == 49)
    #expect(rows[0].timeMs == Self.start)
    #expect(rows[1].timeMs == Self.start + 3_600_000)
    #expect(rows.last?.timeMs == Self.usage.timesMs.last)
    #expect(rows[1].cpu.target.withMargin == 126)
  }

  @Test("History makes a difference that is told")
  func history() throws {
    let rows = VPARetrospect(everyMs: 3_600_000, historyMs: 86_400_000).run([Self.usage])
    let first = try #require(rows.dropFirst().first)
    #expect(first.timeMs == Self.start + 90_000_000)
    // An hour after the step the old day still rules with history; without, only the new usage counts.
    #expect(first.cpu.target.amount == 126)
    #expect(first.withoutHistory?.cpu == 247)
  }

  @Test("Amounts are rounded up, but not by the noise of decimals")
  func amounts() {
    #expect(VPARetrospect.amount(0.1 * 3 * 1_000) == 300)
    #expect(VPARetrospect.amount(300.2) == 301)
    #expect(VPARetrospect.amount(1e300) == Int64(9e18))
  }

  @Test("Flags are set by their upstream names; others are refused with those there are")
  func flags() throws {
    var configuration = VPARecommenderConfiguration()
    try configuration.set(flag: "target-cpu-percentile", to: "0.95")
    try configuration.set(flag: "cpu-histogram-decay-half-life", to: "72h")
    #expect(configuration.cpuPercentiles.target == 0.95)
    #expect(configuration.cpuHalfLifeMs == 72 * 3_600_000)
    for (name, value) in [
      ("target-cpu-percentile", "1.5"), ("humanize-memory", "yes"), ("cpu-histogram-decay-half-life", "0s"),
      ("round-cpu-millicores", "0"), ("nothing", "1"),
    ] {
      #expect(throws: InputProblem.self, "\(name)=\(value)") {
        try configuration.set(flag: name, to: value)
      }
    }
  }

  @Test("Reasons name percentile, margin, confidence and cap")
  func reasons() throws {
    let policy = ContainerResourcePolicy(containerName: "*", maxAllowed: ["cpu": Quantity(milli: 120)])
    let vpa = VerticalPodAutoscaler(
      metadata: ObjectMeta(name: "web"),
      spec: VerticalPodAutoscalerSpec(resourcePolicy: PodResourcePolicy(containerPolicies: [policy])))
    let row = try #require(VPARetrospect(vpa: vpa, everyMs: 86_400_000).run([Self.usage]).dropFirst().first)
    let configuration = VPARecommenderConfiguration()
    #expect(
      VPASentences.target(row.cpu, isCPU: true, configuration)
        == "p90 of usage 110m + 15 % margin = 126m, capped at maxAllowed 120m")
    #expect(
      VPASentences.bounds(row.cpu, isCPU: true, configuration)
        == "confidence 1: lower p50 126m × 0.992 = 120m (maxAllowed), upper p95 126m × 2 = 120m (maxAllowed)")
  }
}
