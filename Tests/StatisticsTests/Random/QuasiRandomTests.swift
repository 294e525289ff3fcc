import Statistics
import Testing

@Suite("Quasi-random sequences")
struct QuasiRandomTests {
  static let names: [(QuasiRandomSequence.Kind, String)] = [
    (.sobol, "qrng_sobol_dim3_first5"), (.niederreiter, "qrng_niederreiter-base-2_dim3_first5"),
    (.halton, "qrng_halton_dim3_first5"), (.reverseHalton, "qrng_reversehalton_dim3_first5"),
  ]

  @Test("The first points are those of GSL's C interface", arguments: Vectors.documents("gsl_values"))
  func vectors(document: JSONValue) throws {
    for (kind, name) in Self.names {
      var sequence = try QuasiRandomSequence(kind, dimension: 3)
      let points = (0..<5).flatMap { _ in sequence.next() }
      #expect(agree(points, document[name].numbers), "\(name)")
    }
  }

  @Test("Points fill a square more evenly than random ones", arguments: QuasiRandomSequence.Kind.allCases)
  func even(kind: QuasiRandomSequence.Kind) throws {
    var sequence = try QuasiRandomSequence(kind, dimension: 2)
    var inside = 0
    for _ in 0..<4_096 {
      let point = sequence.next()
      if point[0] * point[0] + point[1] * point[1] < 1 { inside += 1 }
    }
    // π/4 of 4,096 points; the standard deviation of random ones is 26.
    #expect(abs(Double(inside) - 4_096 * Double.pi / 4) < 13)
  }

  @Test("A dimension the kind does not have is refused", arguments: QuasiRandomSequence.Kind.allCases)
  func dimensions(kind: QuasiRandomSequence.Kind) {
    #expect(throws: StatisticsError.self) { _ = try QuasiRandomSequence(kind, dimension: 0) }
    #expect(throws: StatisticsError.self) { _ = try QuasiRandomSequence(kind, dimension: 2_000) }
  }
}
