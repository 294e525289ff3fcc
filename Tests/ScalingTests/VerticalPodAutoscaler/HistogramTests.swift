import Testing

@testable import Scaling

@Suite("Histograms of the VPA")
struct HistogramTests {
  @Test("Every whole amount falls into the bucket the logarithm says", arguments: [true, false])
  func buckets(isCPU: Bool) {
    let shape = isCPU ? HistogramShape.cpu : .memory
    let perUnit = isCPU ? 1_000.0 : 1
    for (bucket, first) in shape.firstAmounts.enumerated() {
      for amount in [first - 1, first, first + 1] where amount >= 0 {
        let expected = shape.bucket(of: Double(amount) / perUnit)
        #expect(shape.bucket(ofAmount: amount) == expected, "amount \(amount) near bucket \(bucket)")
      }
    }
    #expect(shape.bucket(ofAmount: .max) == 175)
  }

  @Test("The bucket edges are those of the formula, raised as Go raises")
  func edges() throws {
    for (shape, first) in [(HistogramShape.cpu, 0.01), (.memory, 1e7)] {
      let made = try HistogramShape.exponential(
        maximum: first == 0.01 ? 1_000 : 1e12, first: first, ratio: 1.05, epsilon: 1e-4)
      #expect(made.count == 176)
      #expect(made.starts.map(\.bitPattern) == shape.starts.map(\.bitPattern))
    }
  }

  @Test("Powers of two are exact, others are within an ulp of the truth")
  func powers() {
    for exponent in -60...60 { #expect(GoMath.exp2(Double(exponent)) == GoMath.power(2, exponent)) }
    // By hand: 1.05² = 1.1025.
    #expect(abs(GoMath.power(1.05, 2) - 1.1025) < 1e-15)
    #expect(GoMath.power(.infinity, -2) == 0)
    #expect(GoMath.power(4, -1) == 0.25)
    #expect(GoMath.exp2(-2_000) == 0)
    #expect(GoMath.exp2(2_000) == .infinity)
  }

  @Test("A percentile is the upper edge of the bucket where it is reached")
  func percentile() throws {
    var histogram = Histogram(try .linear(maximum: 10, size: 1, epsilon: 1e-15))
    for value in 1...4 { histogram.add(Double(value), weight: Double(value)) }
    // Weights 1, 2, 3, 4 in the buckets 1 to 4: 60 % of 10 is reached in bucket 3, which ends at 4.
    #expect(histogram.percentile(0.6) == 4)
    #expect(histogram.percentile(0.61) == 5)
    #expect(Histogram(.cpu).percentile(0.9) == 0)
  }

  @Test("A sample counts half after a half-life, whatever the reference time")
  func decay() {
    var histogram = DecayingHistogram(.cpu, halfLifeMs: 3_600_000)
    let start: Int64 = 1_767_225_600_000
    histogram.add(1, weight: 1, atMs: start)
    histogram.add(2, weight: 1, atMs: start + 3_600_000)
    // The newer weighs twice the older: a third is reached by the older, anything above by the newer.
    #expect(histogram.percentile(1.0 / 3) < 1.1)
    #expect(histogram.percentile(0.34) > 2)
    #expect(histogram.referenceMs == start)
    histogram.add(1, weight: 1, atMs: start + 101 * 3_600_000)
    #expect(histogram.referenceMs == start + 101 * 3_600_000)
    #expect(histogram.percentile(0.99) < 1.1, "the old ones are gone")
  }

  @Test("The reference time is the nearest multiple of the half-life since year 1")
  func reference() {
    let day: Int64 = 86_400_000
    let midnight: Int64 = 1_767_225_600_000
    #expect(VPATime.rounded(midnight + day / 2 - 1, to: day) == midnight)
    #expect(VPATime.rounded(midnight + day / 2, to: day) == midnight + day, "noon rounds up")
  }

  @Test("A checkpoint keeps weights as whole numbers and reads back alike")
  func checkpoint() throws {
    var histogram = DecayingHistogram(.memory, halfLifeMs: 86_400_000)
    for index in 0..<50 { histogram.add(2e8 + 1e7 * Double(index), weight: 1, atMs: 1_767_225_600_000) }
    let checkpoint = histogram.checkpoint()
    #expect(checkpoint.weights.map(\.weight).max() == 10_000)
    var copy = DecayingHistogram(.memory, halfLifeMs: 86_400_000)
    try copy.load(checkpoint)
    #expect(copy.referenceMs == histogram.referenceMs)
    for share in [0.1, 0.5, 0.9] { #expect(copy.percentile(share) == histogram.percentile(share)) }
    #expect(throws: HistogramError.negativeBucket(-1)) {
      try copy.load(HistogramCheckpoint(weights: [.init(bucket: -1, weight: 1)], total: 1))
    }
  }

  @Test("Adding for equal containers at once is adding one by one")
  func counts() {
    var together = AggregateState(VPARecommenderConfiguration(), creationMs: 0)
    var single = together
    together.add(cpu: 250, atMs: 1_767_225_600_000, count: 7)
    for _ in 0..<7 { single.add(cpu: 250, atMs: 1_767_225_600_000, count: 1) }
    #expect(
      together.cpu.histogram.weights.map(\.bitPattern) == single.cpu.histogram.weights.map(\.bitPattern))
    #expect(together.sampleCount == 7)
  }
}
