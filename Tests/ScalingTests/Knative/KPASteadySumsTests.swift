import Testing

@testable import Scaling

@Suite("Ticks of Knative's autoscaler that repeat the one before")
struct KPASteadySumsTests {
  /// A load of its own for every seed: steps of random lengths and heights, sometimes right at a multiple of the target.
  private static func loads(_ seed: UInt64, target: Double) -> [Double] {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
    var loads: [Double] = []
    while loads.count < 2_000 {
      let height = Double(next() % 4_000) / 7
      let load = next() % 4 == 0 ? (height / target).rounded() * target : height
      loads += Array(repeating: load, count: Int(1 + next() % 40))
    }
    return loads
  }

  @Test(
    "Within its sums the autoscaler decides what it decided, but for the amount of excess burst capacity",
    arguments: 1...12)
  func repeats(seed: UInt64) throws {
    var spec = KPASpec()
    spec.metric = .rps
    spec.targetValue = seed % 3 == 0 ? 10 : 86.3
    spec.targetBurstCapacity = [211, 0, -1, 40][Int(seed % 4)]
    spec.activationScale = seed % 5 == 0 ? 3 : 0
    spec.totalValue = 100
    var asked = KPAScaler(spec, readyPods: 1, nowMs: 0)
    asked.memory.panicTimeMs = nil
    asked.memory.maxPanicPods = 0
    var windows = KPAMetricWindows(stableMs: 60_000, panicMs: 6_000)
    var apart = windows
    var ready: Int32 = 3
    var nowMs: Int64 = 1_700_000_000_321
    var last = KPADecision()
    var steady: KPASteadySums?
    var repeated = 0
    for (turn, load) in Self.loads(seed, target: spec.targetValue).enumerated() {
      nowMs += KPAScaler.tickMs
      apart.recordTwice(load, atMs: nowMs)
      var holds = false
      if let steady {
        holds = windows.recordTwice(load, atMs: nowMs, within: steady)
      } else {
        windows.recordTwice(load, atMs: nowMs)
      }
      #expect(windows == apart)
      let before = asked
      let decision = asked.decide(
        KPAObservation(nowMs: nowMs, pods: .ready(ready), averages: windows.averages(atMs: nowMs)))
      if holds {
        repeated += 1
        #expect(decision.isValid && decision.desiredPods == last.desiredPods)
        #expect((decision.excessBurstCapacity < 0) == (last.excessBurstCapacity < 0))
        #expect(asked == before)
      } else {
        steady = windows.steadySums(&asked, readyPods: ready)
      }
      // Pods follow now and then, which makes another decision of the same sums.
      if turn % 29 == 28, decision.desiredPods > 0 {
        ready = decision.desiredPods
        steady = nil
      }
      last = decision
    }
    #expect(repeated > 200)
  }

  @Test("In panic, without pods, with a delay or a young window it has to be asked")
  func asked() {
    var spec = KPASpec()
    spec.metric = .rps
    let calm = KPAScaler(spec, readyPods: 1, nowMs: 0)
    var windows = KPAMetricWindows(stableMs: 60_000, panicMs: 6_000)
    func isKnown(_ scaler: KPAScaler, readyPods: Int32) -> Bool {
      var (scaler, windows) = (scaler, windows)
      return windows.steadySums(&scaler, readyPods: readyPods) != nil
    }
    for second in stride(from: Int64(2), through: 58, by: 2) {
      windows.recordTwice(100, atMs: second * 1_000)
      #expect(!isKnown(calm, readyPods: 2))
    }
    // The 60th second fills the window.
    windows.recordTwice(100, atMs: 60_000)
    #expect(isKnown(calm, readyPods: 2))
    #expect(!isKnown(calm, readyPods: 0))
    var panicking = calm
    panicking.memory.panicTimeMs = 60_000
    #expect(!isKnown(panicking, readyPods: 2))
    spec.scaleDownDelayMs = 10_000
    #expect(!isKnown(KPAScaler(spec, readyPods: 1, nowMs: 0), readyPods: 2))
  }
}
