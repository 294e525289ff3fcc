import Statistics
import Testing

@Suite("Tests by permutation")
struct PermutationTests {
  @Test(
    "Sign flips are counted as in the vectors", arguments: Vectors.casesWithDocument("sign_flip_permutation"))
  func signFlips(values: VectorCase) throws {
    let test = try SignFlip.exact(try WilcoxonTests.differences(values))
    #expect(test.extreme == values["count_ge"].integer.map { UInt64($0) })
    #expect(test.total == values["total"].integer.map { UInt64($0) })
    #expect(test.p == values["p_two_sided"].number)
    #expect(test.smallestP == values["min_possible_p"].number)
  }

  @Test("Matching halves counts what looking at each sign vector counts", arguments: Alternative.allCases)
  func bruteForce(alternative: Alternative) throws {
    var stream = RandomStream(seed: 12, purpose: "flips")
    for count in 1...11 {
      let differences = (0..<count).map { _ in (stream.normal(mean: 0.5) * 4).rounded() }
      let sum = differences.reduce(0, +)
      var extreme: UInt64 = 0
      for signs in 0..<(1 << count) {
        let flipped = differences.indices.reduce(0.0) {
          $0 + (signs >> $1 & 1 == 0 ? differences[$1] : -differences[$1])
        }
        switch alternative {
        case .twoSided: if abs(flipped) >= abs(sum) { extreme += 1 }
        case .greater: if flipped >= sum { extreme += 1 }
        case .less: if flipped <= sum { extreme += 1 }
        }
      }
      #expect(try SignFlip.exact(differences, alternative: alternative).extreme == extreme)
    }
  }

  @Test("Random flips come near the exact p, and never reach 0")
  func randomFlips() throws {
    let differences = [1.2, -0.3, 2.1, 0.8, 0.1, 3.3, -1.0, 0.7, 1.1, -0.2]
    var stream = RandomStream(seed: 1, purpose: "flips")
    for alternative in Alternative.allCases {
      let exact = try SignFlip.exact(differences, alternative: alternative)
      let random = try SignFlip.random(differences, flips: 40_000, alternative: alternative, stream: &stream)
      #expect(abs(exact.p - random.p) < 0.01)
    }
    let certain = try SignFlip.random(Array(repeating: 1, count: 60), flips: 1_000, stream: &stream)
    #expect(certain.extreme == 1 && certain.p > 0)
  }

  @Test("Thirty-two differences are the most")
  func limit() throws {
    let most = (1...32).map { Double($0) }
    #expect(try SignFlip.exact(most).extreme == 2)
    #expect(throws: StatisticsError.self) { try SignFlip.exact(most + [1]) }
    #expect(try SignFlip.exact([0, 0]).p == 1)
  }

  @Test("U and p of Mann and Whitney are the vectors'", arguments: Vectors.casesWithDocument("mann_whitney"))
  func mannWhitney(values: VectorCase) throws {
    let samples = values.document["samples"][try values.require("sample", \.string)].elements.map(\.numbers)
    let continuity = try values.require("continuity", \.bool)
    let test = try MannWhitney.test(
      samples[0], samples[1],
      alternative: try #require(WilcoxonTests.alternatives[try values.require("alternative", \.string)]),
      method: values["method"].string == "exact" ? .exact : .normal(continuity: continuity))
    #expect(test.u1 == values["U1"].number)
    #expect(test.u2 == values["U2"].number)
    #expect(agree(test.p, try values.require("p", \.number), 1e-11))
  }

  /// Of 3!/(2! 1!) = 3 mixtures of 2 and 1, U = 2, 1, 0.
  @Test("Small samples are counted by hand")
  func smallByHand() throws {
    let test = try MannWhitney.test([5, 6], [1], alternative: .greater)
    #expect(test.method == .exact)
    #expect(agree(test.p, 1.0 / 3))
    #expect(try MannWhitney.test([1, 1], [1, 1]).p == 1)
    #expect(throws: StatisticsError.self) { try MannWhitney.test([], [1]) }
  }
}
