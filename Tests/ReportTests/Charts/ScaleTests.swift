import Testing

@testable import Report

@Suite struct ScaleTests {
  @Test("An even scale is marked at 1, 2 or 5 times a power of ten")
  func ticks() {
    // 0.7 * 105 / 4 = 18.4, so steps of 20.
    #expect(Scale.fromZero(to: 100, ticks: 4).ticks == [0, 20, 40, 60, 80, 100])
    #expect(Scale.fromZero(to: 0.3, ticks: 3).ticks == [0, 0.1, 0.2, 0.3])
    #expect(Scale.linear(from: -7, to: 21, ticks: 4).ticks == [-5, 0, 5, 10, 15, 20])
    #expect(Scale.fromZero(to: 0, ticks: 2).ticks == [0, 0.5, 1])
    #expect(Scale.linear(from: 1e17, to: 1e17 + 16, ticks: 4).ticks.count < 100)
  }

  @Test("Values lie between the ends and outside ones are cut to them")
  func positions() {
    let scale = Scale.linear(from: 10, to: 20, ticks: 2)
    #expect([10, 15, 20, 5, 30, .nan].map(scale.position) == [0, 0.5, 1, 0, 1, 0])
  }

  @Test("On a scale of ratios equal ratios are equal distances, and decades are marked")
  func logarithmic() {
    let scale = Scale.logarithmic(from: 0.02, to: 30)
    #expect(scale.ticks == [0.1, 1, 10])
    let (a, b, c) = (scale.position(0.1), scale.position(1), scale.position(10))
    #expect(abs((b - a) - (c - b)) < 1e-12)
    #expect(scale.position(0) == 0)
    #expect(Scale.logarithmic(from: 0.3, to: 2).ticks == [0.5, 1, 2])
  }

  @Test("The depth is counted from the top in whole units")
  func depth() {
    let scale = Scale.linear(from: 0, to: 10, ticks: 2)
    #expect([0, 2.5, 10].map { scale.depth($0, in: 200) } == [200, 150, 0])
  }
}
