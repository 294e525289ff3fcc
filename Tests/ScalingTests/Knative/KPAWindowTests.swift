import Testing

@testable import Scaling

@Suite("Windows of Knative's metrics")
struct KPAWindowTests {
  @Test("The average is over the seconds seen, then over the window")
  func linear() {
    var window = KPAWindow(windowMs: 4_000)
    #expect(window.isEmpty(atMs: 0))
    window.record(4, atMs: 10_000)
    #expect(window.average(atMs: 10_000) == 4)
    window.record(8, atMs: 11_200)
    // (4 + 8) / 2
    #expect(window.average(atMs: 11_900) == 6)
    // Nothing for two seconds: (4 + 8) / min(2, 4 − 2)
    #expect(window.average(atMs: 13_000) == 6)
    // The second of the 4 has fallen out: 8 / min(2, 4 − 3)
    #expect(window.average(atMs: 14_000) == 8)
    #expect(window.average(atMs: 15_000) == 0)
    #expect(!window.isEmpty(atMs: 15_000))
    #expect(window.isEmpty(atMs: 16_000))
  }

  @Test("Values of one second add up, late ones too, outdated ones are dropped")
  func late() {
    var window = KPAWindow(windowMs: 4_000)
    window.record(1, atMs: 10_000)
    window.record(2, atMs: 10_500)
    window.record(3, atMs: 8_000)
    // (3 + 3) / 3 seconds
    #expect(window.average(atMs: 10_000) == 2)
    window.record(100, atMs: 6_000)
    #expect(window.average(atMs: 10_000) == 2)
  }

  @Test("Newer seconds weigh more where asked for")
  func weighted() {
    var window = KPAWindow(windowMs: 5_000, aggregation: .weightedExponential)
    window.record(2, atMs: 10_000)
    // 1 − 0.0001^(1/5) = 0.8415106807538887
    #expect(abs(window.average(atMs: 10_000) - 2 * 0.8415106807538887) < 1e-12)
    // One second later it has lost the factor 1 − 0.84.
    #expect(abs(window.average(atMs: 11_000) - 2 * 0.8415106807538887 * 0.1584893192461113) < 1e-12)
  }

  @Test("A window grows and shrinks around its newest values")
  func resize() {
    var window = KPAWindow(windowMs: 4_000)
    for second in 0..<4 { window.record(Double(second), atMs: Int64(10_000 + second * 1_000)) }
    window.resize(toMs: 2_000, atMs: 13_000)
    // (2 + 3) / 2
    #expect(window.average(atMs: 13_000) == 2.5)
    window.resize(toMs: 3_000, atMs: 99_000)
    #expect(window.average(atMs: 99_000) == 0)
  }

  @Test("A sum of group values equals the average of single ones for any order of records")
  func order() {
    var state: UInt64 = 7
    func next() -> Int64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1
      return Int64(state >> 40)
    }
    for _ in 0..<200 {
      var forward = KPAWindow(windowMs: 10_000)
      var backward = forward
      let records = (0..<20).map { _ in (time: 5_000 + next() % 9_000, value: Double(next() % 100)) }
      let newest = records.map(\.time).max() ?? 0
      // The newest second first, so that both windows end at the same place.
      forward.record(0, atMs: newest)
      backward.record(0, atMs: newest)
      for record in records { forward.record(record.value, atMs: record.time) }
      for record in records.reversed() { backward.record(record.value, atMs: record.time) }
      #expect(forward.average(atMs: newest) == backward.average(atMs: newest))
    }
  }

  @Test(
    "Few pods are all asked, of many a sample", arguments: [(0, 0), (3, 3), (4, 4), (100, 14), (10_000, 16)])
  func samples(pods: Int32, asked: Int32) {
    // 100·15.3664 / (100 + 14.3664) = 13.4
    #expect(KnativeScraping.sampleSize(of: pods) == asked)
  }
}
