import Testing

@testable import Scaling

@Suite("Knative's scaling to and from zero")
struct KnativePodAutoscalerTests {
  /// Reconciles at a second with what the autoscaler wants and what is ready.
  private static func reconcile(
    _ autoscaler: inout KnativePodAutoscaler, _ second: Int64, want: Int32, ready: Int32, burst: Int32 = 5,
    probed: Bool = true
  ) -> KnativeReconcileDecision {
    autoscaler.reconcile(
      KnativeReconcileObservation(
        nowMs: second * 1_000, desiredPods: want, excessBurstCapacity: burst, readyPods: ready,
        isActivatorInPath: probed))
  }

  @Test("The last pod goes after the stable window and the grace period, once the activator is in the path")
  func toZero() {
    var autoscaler = KnativePodAutoscaler(KnativeRevision(), replicas: 1, nowMs: 0)
    #expect(Self.reconcile(&autoscaler, 1, want: 1, ready: 1).mode == .serve)
    #expect(autoscaler.memory.active.status == .active)
    // Active for 29 of 60 s: it keeps one pod and looks again.
    let early = Self.reconcile(&autoscaler, 30, want: 0, ready: 1)
    #expect(early.want == 1)
    #expect(early.requeueAfterMs == 31_000)
    // Inactive, but the pod stays until the activator serves.
    let marked = Self.reconcile(&autoscaler, 61, want: 0, ready: 1)
    #expect(marked.want == 0 && marked.scaledTo == nil && marked.mode == .proxy)
    #expect(autoscaler.memory.active.reason == .noTraffic)
    let unprobed = Self.reconcile(&autoscaler, 62, want: 0, ready: 1, probed: false)
    #expect(unprobed.startsProbe && unprobed.scaledTo == nil)
    let waiting = Self.reconcile(&autoscaler, 70, want: 0, ready: 1)
    #expect(waiting.scaledTo == nil && waiting.requeueAfterMs == 22_000)
    #expect(Self.reconcile(&autoscaler, 92, want: 0, ready: 1).scaledTo == 0)
  }

  @Test("From zero it is activating until its pods are ready, and given up after the timeout")
  func fromZero() {
    var autoscaler = KnativePodAutoscaler(KnativeRevision(), replicas: 0, nowMs: 0)
    autoscaler.memory.active.status = .inactive
    autoscaler.memory.isInitialized = true
    #expect(Self.reconcile(&autoscaler, 1, want: 3, ready: 0, burst: -1).scaledTo == 3)
    #expect(autoscaler.memory.active.status == .activating)
    #expect(autoscaler.memory.active.reason == .queued)
    // 600 s and 30 s have passed, not more.
    #expect(Self.reconcile(&autoscaler, 631, want: 0, ready: 0).want == -1)
    #expect(Self.reconcile(&autoscaler, 632, want: 0, ready: 0).scaledTo == 0)
    #expect(autoscaler.memory.active.reason == .timedOut)
  }

  @Test("Zero becomes one where the cluster does not scale to zero")
  func disabled() {
    var revision = KnativeRevision()
    revision.enableScaleToZero = false
    var autoscaler = KnativePodAutoscaler(revision, replicas: 4, nowMs: 0)
    #expect(Self.reconcile(&autoscaler, 1, want: 0, ready: 4).scaledTo == 1)
  }

  @Test("Bounds hold, and the initial scale until the first pods were there")
  func bounds() {
    var revision = KnativeRevision()
    revision.spec.initialScale = 4
    revision.minScale = 2
    revision.maxScale = 6
    var autoscaler = KnativePodAutoscaler(revision, replicas: 1, nowMs: 0)
    #expect(Self.reconcile(&autoscaler, 1, want: 1, ready: 1).scaledTo == 4)
    _ = Self.reconcile(&autoscaler, 2, want: 1, ready: 4)
    #expect(Self.reconcile(&autoscaler, 3, want: 1, ready: 4).scaledTo == 2)
    #expect(Self.reconcile(&autoscaler, 4, want: 9, ready: 4).scaledTo == 6)
  }

  @Test("Activators grow with what pods and the burst can hold")
  func activators() {
    var spec = KPASpec()
    // ceil((10·100 + 211) / 100)
    #expect(KnativePodAutoscaler.activators(spec, readyPods: 10) == 13)
    spec.targetBurstCapacity = 0
    #expect(KnativePodAutoscaler.activators(spec, readyPods: 10) == 2)
  }
}
