import CGSL
import Testing

@testable import Statistics

@Suite("Random streams")
struct RandomStreamTests {
  /// The first numbers of a stream, recorded once: results of experiments depend on them.
  @Test("A stream's numbers never change")
  func pinned() {
    var stream = RandomStream(seed: 1, purpose: "arrivals", entity: 7)
    let drawn = (0..<4).map { _ in stream.next() }
    #expect(
      drawn == [
        2_975_569_870_990_654_943, 14_123_160_161_543_827_166, 16_509_517_080_089_728_545,
        11_312_324_045_892_789_563,
      ])
  }

  @Test("A stream's numbers are Philox's words in order, the entity in the upper half of the counter")
  func layout() {
    var stream = RandomStream(seed: 3, purpose: "service", entity: 0x1_0000_0002)
    let first = Philox.block(counter: Philox.Block(0, 0, 2, 1), key: stream.key)
    let second = Philox.block(counter: Philox.Block(1, 0, 2, 1), key: stream.key)
    let words = [first.x0, first.x1, first.x2, first.x3, second.x0, second.x1].map(UInt64.init)
    for index in 0..<3 { #expect(stream.next() == words[2 * index + 1] << 32 | words[2 * index]) }
  }

  @Test("Equal names give equal numbers, also by way of another entity")
  func equalNames() {
    var one = RandomStream(seed: 5, purpose: "startup", entity: 9)
    var used = RandomStream(seed: 5, purpose: "startup", entity: 1)
    _ = used.next()
    var other = used.stream(ofEntity: 9)
    for _ in 0..<10 { #expect(one.next() == other.next()) }
  }

  @Test("A copy goes on from the same place")
  func copies() {
    var one = RandomStream(seed: 5, purpose: "startup")
    _ = one.next()
    var other = one
    #expect(one.next() == other.next())
  }

  /// Names that differ in one part only. With 10,000 draws, a sample correlation of independent streams is
  /// below 4/√10,000 = 0.04 but once in 16,000.
  @Test(
    "Streams of different names are not correlated",
    arguments: [
      (RandomStream(seed: 1, purpose: "a"), RandomStream(seed: 1, purpose: "b")),
      (RandomStream(seed: 1, purpose: "a"), RandomStream(seed: 2, purpose: "a")),
      (RandomStream(seed: 1, purpose: "a"), RandomStream(seed: 1, purpose: "a", entity: 1)),
      (RandomStream(seed: 1, purpose: "arrivals"), RandomStream(seed: 1, purpose: "arrivalt")),
      (RandomStream(seed: 0, purpose: ""), RandomStream(seed: 1 << 63, purpose: "")),
    ])
  func uncorrelated(one: RandomStream, other: RandomStream) {
    var (one, other) = (one, other)
    var sum = 0.0
    for _ in 0..<10_000 { sum += (one.uniform() - 0.5) * (other.uniform() - 0.5) }
    #expect(abs(sum / 10_000 * 12) < 0.04)
  }

  @Test("The bits of neighboring entities differ in half of the places")
  func avalanche() {
    var differing = 0
    for entity in 0..<1_000 {
      var one = RandomStream(seed: 1, purpose: "pod", entity: UInt64(entity))
      var other = one.stream(ofEntity: UInt64(entity) + 1)
      differing += (one.next() ^ other.next()).nonzeroBitCount
    }
    // 64,000 fair bits: 32,000 ± 4 · √16,000.
    #expect(abs(differing - 32_000) < 506)
  }

  @Test("Uniform numbers lie in [0, 1) and fill it evenly")
  func uniform() {
    var stream = RandomStream(seed: 11, purpose: "uniform")
    var counts = [Int](repeating: 0, count: 20)
    for _ in 0..<20_000 {
      let value = stream.uniform()
      #expect(value >= 0 && value < 1)
      counts[Int(value * 20)] += 1
    }
    let chiSquare = counts.reduce(0.0) { $0 + Double(($1 - 1_000) * ($1 - 1_000)) / 1_000 }
    #expect(chiSquare < 50.8)  // the 0.9999 quantile at 19 degrees of freedom
  }

  @Test("Every index below a count is drawn equally often, none beyond", arguments: [1, 2, 3, 10, 37])
  func indexes(count: Int) {
    var stream = RandomStream(seed: 2, purpose: "index")
    var seen = [Int](repeating: 0, count: count)
    for _ in 0..<(1_000 * count) { seen[stream.index(below: count)] += 1 }
    // Each count is 1,000 ± 5 standard deviations.
    #expect(seen.allSatisfy { abs($0 - 1_000) < 160 })
    #expect(stream.index(below: 0) == 0)
  }

  @Test("Each order of three comes out of a shuffle equally often")
  func shuffle() {
    var stream = RandomStream(seed: 4, purpose: "shuffle")
    var seen: [[Int]: Int] = [:]
    for _ in 0..<6_000 {
      var order = [0, 1, 2]
      stream.shuffle(&order)
      seen[order, default: 0] += 1
    }
    #expect(seen.count == 6)
    #expect(seen.values.allSatisfy { abs($0 - 1_000) < 150 })
  }

  @Test("A generator that GSL allocates and seeds by itself gives the stream's numbers")
  func registered() {
    var stream = RandomStream(seed: 77, purpose: "")
    let generator = gsl_rng_alloc(RandomStream.gslType)
    defer { gsl_rng_free(generator) }
    gsl_rng_set(generator, 77)
    #expect(String(cString: gsl_rng_name(generator)) == "philox4x32-10")
    for _ in 0..<5 { #expect(gsl_rng_uniform(generator) == stream.uniform()) }
    #expect(gsl_rng_get(generator) == UInt(stream.next() >> 32))
  }
}
