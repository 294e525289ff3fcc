import Kubernetes
import Testing

@testable import Scaling

@Suite("Settings of Knative's autoscaler")
struct KnativeSettingsTests {
  @Test(
    "What upstream refuses is refused in its words",
    arguments: [
      ("stable-window", "5s", "stable-window = 5s, must be in [6s; 1h0m0s] range"),
      (
        "scale-down-delay", "1500ms",
        "scale-down-delay = 1.5s, must be specified with at most second precision"
      ),
      (
        "target-burst-capacity", "-2",
        "target-burst-capacity must be either non-negative or -1 (for unlimited), was: -2.000000"
      ),
      ("activator-capacity", "0.5", "activator-capacity = 0.5, must be at least 1"),
      ("max-scale-limit", "10", "max-scale = 0, must be in [1, max-scale-limit(10)] range"),
      (
        "max-scale", "ten",
        #"failed to parse data: failed to parse "max-scale": strconv.ParseInt: parsing "ten": invalid syntax"#
      ),
    ])
  func refused(key: String, text: String, message: String) {
    let error = #expect(throws: InputProblem.self) { try KnativeConfiguration(configMap: [key: text]) }
    #expect(error?.message == message)
  }

  @Test("Annotations override the cluster's settings")
  func overridden() throws {
    let configuration = try KnativeConfiguration(configMap: ["container-concurrency-target-percentage": "80"])
    let revision = KnativeRevision(
      configuration: configuration,
      annotations: KnativeAnnotations([
        "autoscaling.knative.dev/target": "50", "autoscaling.knative.dev/window": "45s",
        "autoscaling.knative.dev/panic-window-percentage": "20", "autoscaling.knative.dev/min-scale": "2",
      ]), containerConcurrency: 20)
    // A container takes 20 at once, so 50 cannot be aimed at; 20 · 0.8
    #expect(revision.spec.targetValue == 16)
    #expect(revision.spec.totalValue == 20)
    #expect(revision.spec.stableWindowMs == 45_000)
    #expect(revision.panicWindowMs == 9_000)
    #expect(revision.minScale == 2)
    // 1 · 20 − 211
    #expect(revision.spec.initialExcessBurstCapacity == -191)
  }

  @Test("Requests per second have a target of their own")
  func requests() {
    let revision = KnativeRevision(
      configuration: KnativeConfiguration(),
      annotations: KnativeAnnotations(["autoscaling.knative.dev/metric": "rps"]), containerConcurrency: 5)
    #expect(revision.spec.metric == .rps)
    #expect(revision.spec.targetValue == 140)
  }

  @Test(
    "Annotations that upstream's webhook refuses are named",
    arguments: [
      ("window", "5s", "expected 6s <= 5s <= 1h0m0s"), ("window", "soon", "invalid value: soon"),
      ("target", "0.001", "target 0.001 should be at least 0.01"),
      ("target-utilization-percentage", "0.5", "expected 1 <= 0.5 <= 100"),
      ("metric", "cpu", "invalid value: cpu"),
      ("initial-scale", "0", "invalid value: 0 not allowed by cluster"),
      ("activation-scale", "1", "activation-scale=1 must be greater than 1"),
      ("scale-down-delay", "2h", "expected 0s <= 2h <= 1h0m0s"),
    ])
  func annotations(key: String, text: String, message: String) {
    let annotations = KnativeAnnotations(["autoscaling.knative.dev/\(key)": text])
    let problems = annotations.problems(KnativeConfiguration())
    #expect(problems.map(\.message) == [message])
    #expect(problems.first?.path == "metadata.annotations[autoscaling.knative.dev/\(key)]")
  }

  @Test("Bounds that contradict each other are named")
  func bounds() {
    let annotations = KnativeAnnotations([
      "autoscaling.knative.dev/min-scale": "5", "autoscaling.knative.dev/max-scale": "3",
    ])
    #expect(
      annotations.problems(KnativeConfiguration()).map(\.message) == ["max-scale=3 is less than min-scale=5"])
  }

  @Test(
    "Doubles are written as Go writes them",
    arguments: [
      (0.0007, "0.0007"), (0.00005, "5e-05"), (1_000, "1000"), (1e6, "1e+06"), (1_234_567.5, "1.2345675e+06"),
      (-2.5, "-2.5"), (0, "0"), (1e100, "1e+100"),
    ])
  func numbers(value: Double, text: String) { #expect(GoText.number(value) == text) }
}
