import Statistics
import Testing

@Suite("Effect sizes")
struct EffectSizeTests {
  @Test("Sizes of independent samples are the vectors'", arguments: Vectors.casesWithDocument("effect_sizes"))
  func independent(values: VectorCase) throws {
    let samples = values.document["samples"][try values.require("sample", \.string)].elements.map(\.numbers)
    let (a, b) = (samples[0], samples[1])
    let delta = try EffectSize.cliffsDelta(a, b)
    #expect(agree(delta, try values.require("cliffs_delta", \.number)))
    #expect(agree(try EffectSize.a12(a, b), try values.require("vargha_delaney_A12", \.number)))
    #expect(Magnitude(cliffsDelta: delta).rawValue == values["magnitude_romano"].string)
    #expect(agree(try EffectSize.cohensD(a, b), try values.require("cohens_d_pooled", \.number)))
    #expect(agree(try EffectSize.hedgesG(a, b), try values.require("hedges_g_exact_J", \.number)))
    #expect(agree(try HodgesLehmann.shift(a, b), try values.require("hodges_lehmann_shift", \.number)))
  }

  @Test(
    "Sizes of pairs are the vectors'", arguments: Vectors.casesWithDocument("effect_sizes", "paired_cases"))
  func paired(values: VectorCase) throws {
    let differences = try WilcoxonTests.differences(values)
    let test = try WilcoxonSignedRank.test(differences)
    #expect(test.plus == values["W_plus"].number)
    #expect(test.minus == values["W_minus"].number)
    let biserial = try EffectSize.matchedRankBiserial(differences)
    #expect(agree(biserial, try values.require("matched_rank_biserial", \.number)))
    #expect(agree(try EffectSize.pairedD(differences), try values.require("dz", \.number)))
    let pseudomedian = try HodgesLehmann.pseudomedian(differences)
    #expect(agree(pseudomedian, try values.require("hodges_lehmann_pseudomedian", \.number)))
    let share = try EffectSize.shareOfPositive(differences)
    #expect(agree(share, try values.require("common_language_share_pos", \.number)))
  }

  @Test("Counting pairs finds what making all pairs finds")
  func allPairs() throws {
    var stream = RandomStream(seed: 2, purpose: "pairs")
    for count in 1...25 {
      // Rounded in half of the cases, so that ties, zeros and both signs occur.
      let sample = (0..<count).map { _ in
        count % 2 == 0 ? (stream.normal() * 3).rounded() : stream.normal(mean: -0.2)
      }
      let other = (0..<(count / 2 + 1)).map { _ in (stream.normal(mean: 1) * 2).rounded() }
      var means: [Double] = []
      for i in sample.indices { for j in i..<count { means.append((sample[i] + sample[j]) / 2) } }
      #expect(agree(try HodgesLehmann.pseudomedian(sample), try Quantile.median(means), 1e-15))
      let differences = sample.flatMap { a in other.map { a - $0 } }
      #expect(agree(try HodgesLehmann.shift(sample, other), try Quantile.median(differences), 1e-15))
      let signs = differences.reduce(0.0) { $0 + ($1 > 0 ? 1 : ($1 < 0 ? -1 : 0)) }
      #expect(agree(try EffectSize.cliffsDelta(sample, other), signs / Double(differences.count)))
    }
  }

  @Test(
    "The thresholds belong to the larger word",
    arguments: [
      (0.0, Magnitude.negligible), (-0.1469, .negligible), (0.147, .small), (-0.33, .medium), (0.474, .large),
      (-1, .large),
    ])
  func thresholds(delta: Double, magnitude: Magnitude) {
    #expect(Magnitude(cliffsDelta: delta) == magnitude)
  }

  @Test("No difference has no size")
  func none() throws {
    #expect(try EffectSize.matchedRankBiserial([0, 0]) == 0)
    #expect(try EffectSize.pairedD([0, 0]) == 0)
    #expect(try EffectSize.cohensD([1, 1], [1, 1]) == 0)
    #expect(try EffectSize.shareOfPositive([0]) == 0.5)
    #expect(throws: StatisticsError.self) { try HodgesLehmann.pseudomedian([]) }
    #expect(throws: StatisticsError.self) { try EffectSize.cliffsDelta([1], [.nan]) }
  }
}
