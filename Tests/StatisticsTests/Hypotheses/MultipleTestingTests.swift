import Statistics
import Testing

@Suite("Multiple testing")
struct MultipleTestingTests {
  static let procedures: [(String, @Sendable ([Double]) -> [Double])] = [
    ("bonferroni", MultipleTesting.bonferroni), ("holm", MultipleTesting.holm),
    ("holm-sidak", MultipleTesting.holmSidak), ("simes-hochberg", MultipleTesting.hochberg),
    ("hommel", MultipleTesting.hommel), ("fdr_bh", MultipleTesting.benjaminiHochberg),
    ("fdr_by", MultipleTesting.benjaminiYekutieli),
  ]

  @Test("Each procedure gives the vectors' values", arguments: Vectors.cases("multiple_testing"))
  func vectors(values: JSONValue) {
    for (name, procedure) in Self.procedures {
      #expect(agree(procedure(values["p"].numbers), values[name].numbers, 1e-12), "\(name)")
    }
  }

  @Test("Stronger procedures never give larger values; none gives less than p or more than 1")
  func ordered() {
    var stream = RandomStream(seed: 6, purpose: "p-values")
    for count in 1...40 {
      let p = (0..<count).map { _ in stream.uniform() * stream.uniform() }
      let bonferroni = MultipleTesting.bonferroni(p)
      let holm = MultipleTesting.holm(p)
      let hochberg = MultipleTesting.hochberg(p)
      let hommel = MultipleTesting.hommel(p)
      for index in p.indices {
        #expect(p[index] <= hommel[index])
        #expect(hommel[index] <= hochberg[index] + 1e-15)
        #expect(hochberg[index] <= holm[index] && holm[index] <= bonferroni[index] && bonferroni[index] <= 1)
      }
    }
  }

  @Test("A comparison that could not be made does not count")
  func missing() {
    for (_, procedure) in Self.procedures {
      let with = procedure([0.01, .nan, 0.04])
      let without = procedure([0.01, 0.04])
      #expect(with[1].isNaN)
      #expect([with[0], with[2]] == without)
      #expect(procedure([]).isEmpty)
    }
  }
}
