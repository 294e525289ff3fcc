import Testing

@testable import Scaling

@Suite("Knative's pod autoscaler")
struct KPAScalerTests {
  /// 10 requests a pod, panic at twice the ready pods, a stable window of a minute.
  private static var spec: KPASpec {
    var spec = KPASpec()
    spec.targetValue = 10
    spec.totalValue = 15
    spec.targetBurstCapacity = 20
    return spec
  }

  private static func tick(
    _ scaler: inout KPAScaler, atMs now: Int64, ready: Int32, stable: Double, panic: Double
  ) -> KPADecision {
    scaler.decide(
      KPAObservation(nowMs: now, pods: .ready(ready), averages: .init(stable: stable, panic: panic)))
  }

  @Test("Pods are the stable average over the target, rounded up")
  func stable() {
    var scaler = KPAScaler(Self.spec, readyPods: 0, nowMs: 0)
    let decision = Self.tick(&scaler, atMs: 2_000, ready: 4, stable: 41, panic: 41)
    #expect(decision.desiredPods == 5)
    // floor(4·15 − 20 − 41) = -1: the activator has to help.
    #expect(decision.excessBurstCapacity == -1)
    #expect(decision.isValid)
  }

  @Test("Panic begins at the threshold, never lowers and ends one stable window after its last cause")
  func panic() {
    var scaler = KPAScaler(Self.spec, readyPods: 1, nowMs: 0)
    #expect(Self.tick(&scaler, atMs: 2_000, ready: 2, stable: 10, panic: 39).desiredPods == 4)
    #expect(scaler.memory.panicTimeMs == 2_000)
    #expect(Self.tick(&scaler, atMs: 4_000, ready: 4, stable: 10, panic: 10).desiredPods == 4)
    #expect(Self.tick(&scaler, atMs: 62_000, ready: 4, stable: 10, panic: 10).desiredPods == 4)
    // The window has to be over, not only to be reached; then the rate allows half of the ready pods.
    #expect(Self.tick(&scaler, atMs: 62_001, ready: 4, stable: 10, panic: 10).desiredPods == 2)
    #expect(scaler.memory.panicTimeMs == nil)
    #expect(scaler.memory.maxPanicPods == 0)
  }

  @Test("A restart with several ready pods begins in panic and so keeps them")
  func restart() {
    var scaler = KPAScaler(Self.spec, readyPods: 6, nowMs: 0)
    #expect(Self.tick(&scaler, atMs: 2_000, ready: 6, stable: 0, panic: 0).desiredPods == 6)
  }

  @Test("Without data or pods' number nothing is decided and nothing forgotten")
  func noData() {
    var scaler = KPAScaler(Self.spec, readyPods: 3, nowMs: 0)
    let before = scaler
    #expect(!scaler.decide(KPAObservation(nowMs: 2_000, pods: .ready(3), averages: nil)).isValid)
    let averages = KPAObservation.Averages(stable: 99, panic: 99)
    #expect(!scaler.decide(KPAObservation(nowMs: 2_000, pods: .failed, averages: averages)).isValid)
    #expect(scaler == before)
  }

  @Test("A revision without a route may lose all its pods at once")
  func unreachable() {
    var spec = Self.spec
    spec.isReachable = false
    var scaler = KPAScaler(spec, readyPods: 0, nowMs: 0)
    #expect(Self.tick(&scaler, atMs: 2_000, ready: 10, stable: 0, panic: 0).desiredPods == 0)
  }

  @Test("The activation scale lifts every number but zero")
  func activation() {
    var spec = Self.spec
    spec.activationScale = 5
    var scaler = KPAScaler(spec, readyPods: 0, nowMs: 0)
    #expect(Self.tick(&scaler, atMs: 2_000, ready: 1, stable: 1, panic: 0).desiredPods == 5)
    #expect(Self.tick(&scaler, atMs: 4_000, ready: 1, stable: 0, panic: 0).desiredPods == 0)
  }

  @Test("A lower number counts once the delay is over")
  func delay() {
    var spec = Self.spec
    spec.scaleDownDelayMs = 10_000
    var scaler = KPAScaler(spec, readyPods: 0, nowMs: 0)
    #expect(Self.tick(&scaler, atMs: 0, ready: 3, stable: 30, panic: 30).desiredPods == 3)
    // Five ticks of two seconds are remembered.
    #expect(Self.tick(&scaler, atMs: 8_000, ready: 3, stable: 11, panic: 11).desiredPods == 3)
    #expect(Self.tick(&scaler, atMs: 10_000, ready: 3, stable: 11, panic: 11).desiredPods == 2)
  }

  @Test("Numbers beyond 32 bits become the least integer, as upstream's conversion does")
  func overflow() {
    var spec = Self.spec
    spec.maxScaleUpRate = 1e12
    var scaler = KPAScaler(spec, readyPods: 0, nowMs: 0)
    #expect(Self.tick(&scaler, atMs: 2_000, ready: 1, stable: 1e12, panic: 0).desiredPods == .min)
  }

  @Test(
    "Steady rates of requests of 100 ms need what Knative's own acceptance test expects",
    arguments: [(1_000, 2), (2_000, 3), (3_000, 5)] as [(Double, Int32)])
  func acceptance(rate: Double, pods: Int32) {
    // Rate · 0.1 s are in flight; a pod takes 100 and is to have 70.
    let revision = KnativeRevision(
      configuration: KnativeConfiguration(), annotations: KnativeAnnotations([:]), containerConcurrency: 100)
    var scaler = KPAScaler(revision.spec, readyPods: 1, nowMs: 0)
    var windows = KPAMetricWindows(stableMs: revision.spec.stableWindowMs, panicMs: revision.panicWindowMs)
    var ready: Int32 = 1
    for second in 1...240 {
      let now = Int64(second) * 1_000
      windows.record(rate * 0.1, atMs: now)
      guard second % 2 == 0 else { continue }
      let decision = scaler.decide(
        KPAObservation(nowMs: now, pods: .ready(ready), averages: windows.averages(atMs: now)))
      ready = decision.desiredPods
    }
    #expect(ready == pods)
    #expect(scaler.memory.panicTimeMs == nil)
  }
}
