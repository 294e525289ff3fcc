import Conformance
import Kubernetes
import Testing

@testable import Scaling

@Suite("The WatermarkPodAutoscaler")
struct WatermarkAutoscalerTests {
  private static func decide(
    _ autoscaler: inout WatermarkAutoscaler, _ second: Int64, _ replicas: Int32, sum: Int64
  ) -> WatermarkDecision {
    autoscaler.decide(
      WatermarkObservation(
        nowMs: second * 1_000, specReplicas: replicas, statusReplicas: replicas, readyReplicas: replicas,
        sumsMilli: [sum]))
  }

  /// Marks at 50 and 80 per pod, no tolerance worth mentioning.
  private static var spec: WatermarkSpec {
    var spec = WatermarkSpec(maxReplicas: 40, marks: [.init(lowMilli: 50_000, highMilli: 80_000)])
    spec.algorithm = .average
    spec.toleranceMilli = 1
    return spec
  }

  @Test("Between the marks nothing happens")
  func between() {
    var autoscaler = WatermarkAutoscaler(Self.spec)
    #expect(Self.decide(&autoscaler, 0, 10, sum: 600_000).replicas == 10)
  }

  @Test("Above the high mark replicas come, at most half of them at once")
  func above() {
    var autoscaler = WatermarkAutoscaler(Self.spec)
    // 10 · 200 / 80 = 25 are wanted, 15 allowed.
    let decision = Self.decide(&autoscaler, 0, 10, sum: 2_000_000)
    #expect(autoscaler.proposals == [25])
    #expect(decision.replicas == 15 && decision.isAbove)
  }

  @Test("After a change the windows forbid the next one")
  func windows() {
    var autoscaler = WatermarkAutoscaler(Self.spec)
    #expect(Self.decide(&autoscaler, 0, 10, sum: 2_000_000).replicas == 15)
    #expect(Self.decide(&autoscaler, 59, 15, sum: 3_000_000).replicas == 15)
    #expect(Self.decide(&autoscaler, 60, 15, sum: 3_000_000).replicas == 22)
    #expect(Self.decide(&autoscaler, 359, 22, sum: 22_000).replicas == 22)
    // A fifth of 22 is 4.
    #expect(Self.decide(&autoscaler, 360, 22, sum: 22_000).replicas == 18)
  }

  @Test("Asked to, it creeps toward the high mark")
  func convergence() {
    var spec = Self.spec
    spec.convergence = .high
    var autoscaler = WatermarkAutoscaler(spec)
    // 9 pods would bear 66.7 each: still below 80.
    #expect(Self.decide(&autoscaler, 0, 10, sum: 600_000).replicas == 9)
  }

  @Test("Zero replicas switch it off, a metric of zero is not believed")
  func zero() {
    var autoscaler = WatermarkAutoscaler(Self.spec)
    let off = Self.decide(&autoscaler, 0, 0, sum: 600_000)
    #expect(off.replicas == 0 && !off.rescales)
    #expect(Self.decide(&autoscaler, 15, 10, sum: 0).replicas == 10)
  }

  @Test("A manifest's spec is read, what is wrong with it named")
  func reading() throws {
    let report = DocumentReport()
    let node = try #require(
      try DocumentNode.parse(
        yaml: """
          maxReplicas: 9
          algorithm: average
          tolerance: 50m
          metrics:
            - type: External
              external: {metricName: q, lowWatermark: 500m, highWatermark: "2"}
          """, file: "w.yaml"
      ).first)
    let spec = Fields.read(node, path: "", report: report) { WatermarkSpec.read($0) }
    #expect(spec?.marks == [.init(lowMilli: 500, highMilli: 2_000)])
    #expect(spec?.toleranceMilli == 50 && spec?.algorithm == .average)
    let bad = try #require(
      try DocumentNode.parse(yaml: "maxReplicas: 9\nalgorithm: mean", file: "w.yaml").first)
    _ = Fields.read(bad, path: "spec", report: report) { WatermarkSpec.read($0) }
    #expect(
      report.problems.map(\.description) == [
        "w.yaml:2:12: spec.algorithm: must be absolute or average, found mean"
      ])
  }

  @Test("A sample of recorded runs is decided as upstream decided")
  func samples() throws {
    let report = try WatermarkConformance.run(SharedFolder.sample("wpa.jsonl.gz"))
    #expect(report.failed == 0, "\(report.text)")
    #expect(report.passed == 10)
  }
}
