import Foundation
import Statistics
import Testing

@Suite("Tests on several samples and distributions")
struct RankTestTests {
  @Test(
    "Friedman, Iman-Davenport and Nemenyi are the vectors'",
    arguments: Vectors.casesWithDocument("friedman_nemenyi"))
  func friedman(values: VectorCase) throws {
    let blocks = values.document["blocks"][try values.require("block", \.string)].elements.map(\.numbers)
    let test = try Friedman(blocks)
    #expect(test.blocks == values["n"].integer && test.treatments == values["k"].integer)
    #expect(agree(test.meanRanks, values["mean_ranks"].numbers))
    let expected: [(Double, String)] = [
      (test.chiSquare, "friedman_chi2_tie_corrected(scipy)"), (test.chiSquareP, "p_chi2"),
      (test.uncorrectedChiSquare, "friedman_chi2_uncorrected"),
      (test.imanDavenport, "iman_davenport_F(from tie-corrected chi2)"), (test.imanDavenportP, "p_F"),
      (test.concordance, "kendalls_W"), (test.criticalDifference(), "nemenyi_CD_0.05"),
    ]
    for (value, key) in expected { #expect(agree(value, try values.require(key, \.number), 1e-9), "\(key)") }

    let matrix = values["nemenyi_p_matrix(scikit_posthocs)"].elements.map(\.numbers)
    for (i, row) in matrix.enumerated() {
      for (j, p) in row.enumerated() where i != j { #expect(agree(test.nemenyiP(i, j), p, 1e-9)) }
    }

    let pairs = values["pairs"].elements.map(\.integers)
    #expect(agree(pairs.map { test.pairZ($0[0], $0[1]) }, values["pair_z"].numbers, 1e-11))
    let p = pairs.map { test.pairP($0[0], $0[1]) }
    #expect(agree(p, values["pair_p"].numbers, 1e-11))
    #expect(agree(MultipleTesting.holm(p), values["pair_p_holm"].numbers, 1e-11))
    let wilcoxon = try pairs.map { pair in
      try WilcoxonSignedRank.test(
        blocks.map { $0[pair[0]] - $0[pair[1]] }, method: .normal(continuity: false)
      ).p
    }
    #expect(agree(wilcoxon, values["pair_wilcoxon_approx_p"].numbers, 1e-11))
    #expect(agree(MultipleTesting.holm(wilcoxon), values["pair_wilcoxon_holm"].numbers, 1e-11))
  }

  @Test(
    "Quantiles of the studentized range are the vectors'", arguments: Vectors.documents("friedman_nemenyi"))
  func studentizedRange(document: JSONValue) throws {
    for key in document["nemenyi_q_table"].keys {
      let range = StudentizedRange(groups: try #require(Int(key.dropFirst(2))))
      for level in [0.05, 0.1] {
        let name = level == 0.05 ? "q0.05" : "q0.10"
        let expected = try document["nemenyi_q_table"][key].require(name, \.number)
        #expect(agree(range.upperQuantile(level) / 2.squareRoot(), expected, 1e-9), "\(key)")
      }
    }
  }

  /// Demšar, "Statistical comparisons of classifiers over multiple data sets", 2006: N = 14, k = 4.
  @Test("Nemenyi's critical difference is the published one")
  func demsar() throws {
    let blocks = (0..<14).map { block in (0..<4).map { Double(($0 + block) % 4) } }
    let test = try Friedman(blocks)
    #expect(abs(test.criticalDifference() - 1.25) < 0.005)
    #expect(abs(test.criticalDifference(level: 0.1) - 1.12) < 0.005)
  }

  /// Two groups: the range is |X − Y| with sd √2.
  @Test("The range of two is a normal difference")
  func rangeOfTwo() {
    let range = StudentizedRange(groups: 2)
    for q in [0.1, 1, 3, 8, 20] {
      let expected = 2 * StandardNormal.upperTail(q / 2.squareRoot())
      #expect(abs(range.upperTail(q) / expected - 1) < 1e-10)
    }
    #expect(StudentizedRange(groups: 1).upperTail(1).isNaN)
  }

  @Test("Blocks that agree have the largest statistic, blocks of equals the smallest")
  func friedmanEdges() throws {
    let agreeing = try Friedman([[1, 2, 3], [4, 5, 6], [0, 1, 9]])
    #expect(agree(agreeing.concordance, 1))
    #expect(agreeing.imanDavenport == .infinity && agreeing.imanDavenportP == 0)
    let equal = try Friedman([[1, 1], [2, 2]])
    #expect(equal.chiSquare == 0 && equal.chiSquareP == 1)
    #expect(throws: StatisticsError.self) { try Friedman([[1, 2]]) }
    #expect(throws: StatisticsError.self) { try Friedman([[1, 2], [1]]) }
    #expect(throws: StatisticsError.self) { try Friedman([[1], [2]]) }
  }

  @Test(
    "Kruskal-Wallis and correlations are the vectors'", arguments: Vectors.cases("rank_correlation_kruskal"))
  func ranks(values: JSONValue) throws {
    if values["test"].string == "kruskal" {
      let test = try KruskalWallis.test(values["groups"].elements.map(\.numbers))
      #expect(agree(test.statistic, try values.require("H", \.number)))
      #expect(agree(test.p, try values.require("p", \.number)))
      return
    }
    let (x, y) = (values["x"].numbers, values["y"].numbers)
    let found: [(Correlation, String, String)] = [
      (try Correlation.pearson(x, y), "pearson_r", "pearson_p"),
      (try Correlation.spearman(x, y), "spearman_rho", "spearman_p"),
      (try Correlation.kendall(x, y), "kendall_tau_b", "kendall_p"),
    ]
    for (correlation, coefficient, p) in found {
      #expect(agree(correlation.coefficient, try values.require(coefficient, \.number)), "\(coefficient)")
      #expect(agree(correlation.p, try values.require(p, \.number), 1e-11), "\(p)")
    }
  }

  @Test("Perfect order is certain; no variation has no correlation")
  func correlationEdges() throws {
    #expect(try agree(Correlation.spearman([1, 2, 3, 4], [10, 20, 30, 45]).coefficient, 1))
    // One order of 4! and its reverse.
    #expect(try agree(Correlation.kendall([1, 2, 3, 4], [4, 3, 2, 1]).p, 2.0 / 24))
    #expect(try Correlation.pearson([1, 2, 3], [2, 4, 6]).p < 1e-7)
    #expect(throws: StatisticsError.self) { try Correlation.kendall([1, 1, 1], [1, 2, 3]) }
    #expect(throws: StatisticsError.self) { try Correlation.pearson([1, 2], [1, 2]) }
    #expect(throws: StatisticsError.self) { try KruskalWallis.test([[1]]) }
    #expect(try KruskalWallis.test([[1, 1], [1]]).p == 1)
  }

  @Test("Kolmogorov and Smirnov's tests are the vectors'", arguments: Vectors.casesWithDocument("ks"))
  func kolmogorovSmirnov(values: VectorCase) throws {
    let isExact = values["method"].string == "exact"
    let test: KolmogorovSmirnov
    if try values.require("kind", \.string) == "two-sample" {
      let samples = values.document["samples"][try values.require("sample", \.string)].elements.map(\.numbers)
      test = try KolmogorovSmirnov.test(samples[0], samples[1], method: isExact ? .exact : .approximate)
    } else {
      test = try KolmogorovSmirnov.test(
        values["x"].numbers, cdf: { 1 - exp(-$0 / 2) }, method: isExact ? .exact : .approximate)
    }
    #expect(agree(test.distance, try values.require("D", \.number)))
    #expect(agree(test.p, try values.require("p", \.number), 1e-11))
  }

  @Test("Kolmogorov's limit is the vectors'", arguments: Vectors.cases("ks", "kolmogorov_limit_sf"))
  func limit(values: JSONValue) throws {
    let tail = Kolmogorov.limitUpperTail(try values.require("t", \.number))
    #expect(agree(tail, try values.require("K_sf", \.number)))
  }

  @Test("Kolmogorov's distribution joins at its borders")
  func joins() {
    #expect(abs(Kolmogorov.limitUpperTail(1 - 1e-9) - Kolmogorov.limitUpperTail(1 + 1e-9)) < 1e-8)
    // From the matrix to twice the one-sided tail, at n d² = 18.
    let (below, above) = (Kolmogorov.upperTail(0.4242, count: 100), Kolmogorov.upperTail(0.4243, count: 100))
    #expect(above > 0 && below > above - 1e-15)
    // From the matrix to the limit, at 2,000 values.
    for d in [0.01, 0.02, 0.03] {
      #expect(abs(Kolmogorov.upperTail(d, count: 2_000) - Kolmogorov.upperTail(d, count: 2_001)) < 4e-4)
    }
    // One value: D = max(u, 1 − u), P(D ≥ d) = 2 (1 − d) from d = ½ on.
    #expect(agree(Kolmogorov.upperTail(0.7, count: 1), 0.6))
  }

  @Test("Equal samples have distance 0 and p 1")
  func equalSamples() throws {
    let test = try KolmogorovSmirnov.test([1, 2, 3], [1, 2, 3])
    #expect(test.distance == 0 && test.p == 1)
    // All mixtures but one keep three and three apart less than wholly: 2 of C(6, 3) = 20 reach distance 1.
    #expect(try agree(KolmogorovSmirnov.test([1, 2, 3], [4, 5, 6]).p, 0.1))
  }
}
