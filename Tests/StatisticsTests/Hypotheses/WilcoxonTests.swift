import Statistics
import Testing

@Suite("Wilcoxon's signed-rank test")
struct WilcoxonTests {
  static let alternatives: [String: Alternative] = [
    "two-sided": .twoSided, "greater": .greater, "less": .less,
  ]
  static let zeroMethods: [String: WilcoxonSignedRank.ZeroMethod] = [
    "wilcox": .wilcox, "pratt": .pratt, "zsplit": .zsplit,
  ]

  /// The differences of a named pair of samples of the vectors.
  static func differences(_ values: VectorCase) throws -> [Double] {
    let pair = values.document["pairs"][try values.require("pair", \.string)].elements.map(\.numbers)
    return zip(pair[0], pair[1]).map { $0 - $1 }
  }

  @Test("Statistic, z and p are the vectors'", arguments: Vectors.casesWithDocument("wilcoxon_signed_rank"))
  func vectors(values: VectorCase) throws {
    let continuity = try values.require("correction", \.bool)
    let alternative = try #require(Self.alternatives[try values.require("alternative", \.string)])
    let test = try WilcoxonSignedRank.test(
      try Self.differences(values), alternative: alternative,
      zeroMethod: try #require(Self.zeroMethods[try values.require("zero_method", \.string)]),
      method: values["method"].string == "exact" ? .exact : .normal(continuity: continuity))
    #expect(test.statistic == values["statistic"].number)
    #expect(agree(test.p, try values.require("p", \.number), 1e-11))
    if let z = values["z"].number, let found = test.z {
      // The vectors give a two-sided z its negative sign.
      #expect(agree(alternative == .twoSided ? -abs(found) : found, z, 1e-11))
    }
  }

  /// Signs of ranks 1, 2, 3: sums 0, 1, 2, 3, 3, 4, 5, 6. P(W ≥ 5) = 2/8.
  @Test("Three differences are counted by hand")
  func threeByHand() throws {
    let test = try WilcoxonSignedRank.test([-1, 2, 3], alternative: .greater)
    #expect(test.plus == 5 && test.minus == 1)
    #expect(test.method == .exact)
    #expect(test.p == 0.25)
    #expect(try WilcoxonSignedRank.test([-1, 2, 3]).p == 0.5)
    #expect(try WilcoxonSignedRank.test([-1, 2, 3], alternative: .less).p == 7.0 / 8)
  }

  /// Ranks 1.5, 1.5, 3 by all signs: 0, 1.5, 1.5, 3, 3, 4.5, 4.5, 6. P(W ≥ 4.5) = 3/8.
  @Test("The exact test takes ties")
  func exactTies() throws {
    let test = try WilcoxonSignedRank.test([-1, 1, 2], alternative: .greater, method: .exact)
    #expect(test.plus == 4.5)
    #expect(test.p == 3.0 / 8)
    #expect(try WilcoxonSignedRank.test([-1, 1, 2]).method == .normal(continuity: false))
  }

  @Test("Without a difference there is nothing to reject", arguments: WilcoxonSignedRank.ZeroMethod.allCases)
  func noDifference(zeroMethod: WilcoxonSignedRank.ZeroMethod) throws {
    let test = try WilcoxonSignedRank.test([0, 0, 0], zeroMethod: zeroMethod)
    #expect(test.p == 1)
    #expect(test.z == nil)
    #expect(throws: StatisticsError.self) { try WilcoxonSignedRank.test([]) }
    #expect(throws: StatisticsError.self) { try WilcoxonSignedRank.test([1, .nan]) }
  }

  @Test("Exact and normal agree for many differences")
  func manyAgree() throws {
    var stream = RandomStream(seed: 3, purpose: "wilcoxon")
    let differences = (0..<200).map { _ in stream.normal(mean: 0.1) }
    let exact = try WilcoxonSignedRank.test(differences, method: .exact)
    let normal = try WilcoxonSignedRank.test(differences, method: .normal(continuity: true))
    #expect(abs(exact.p - normal.p) < 1e-3)
  }

  /// The level cannot be met exactly: with 12 differences the largest attainable p below 0.05 is 0.0425.
  @Test("Equals are told apart no oftener than the level allows", arguments: [0.0, 1, 3])
  func levelHolds(tail: Double) throws {
    var stream = RandomStream(seed: 17, purpose: "A against A", entity: UInt64(tail))
    var rejected = 0
    for _ in 0..<4_000 {
      // Differences of two runs of the same policy: symmetric, of normal to heavy tails.
      let differences = (0..<12).map { _ in
        (stream.normal() - stream.normal()) * (tail == 0 ? 1 : stream.exponential(mean: 1) * tail)
      }
      if try WilcoxonSignedRank.test(differences).p <= 0.05 { rejected += 1 }
    }
    // 4,000 · 0.0425 = 170 ± 4 · 12.8
    #expect(rejected > 119 && rejected < 221)
  }
}
