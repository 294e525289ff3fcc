internal import CGSL

/// Points that fill the unit cube more evenly than random ones, for a search's first candidates.
public struct QuasiRandomSequence: ~Copyable {
  /// A construction of GSL's.
  public enum Kind: Sendable, Hashable, CaseIterable {
    /// Sobol's, up to 40 dimensions.
    case sobol
    /// Niederreiter's in base 2, up to 12 dimensions; begins at the origin.
    case niederreiter
    /// Halton's, up to 1,229 dimensions.
    case halton
    /// Halton's with digits in reverse, up to 1,229 dimensions.
    case reverseHalton
  }

  /// The number of coordinates of a point.
  public let dimension: Int
  private let generator: UnsafeMutablePointer<gsl_qrng>

  /// Begins a sequence.
  ///
  /// - Throws: ``StatisticsError/argument(name:value:expected:)`` for a dimension the kind does not have.
  public init(_ kind: Kind, dimension: Int) throws(StatisticsError) {
    _ = GSL.ready
    let largest =
      switch kind {
      case .sobol: 40
      case .niederreiter: 12
      case .halton, .reverseHalton: 1_229
      }
    let type =
      switch kind {
      case .sobol: scalelab_qrng_sobol()
      case .niederreiter: scalelab_qrng_niederreiter_2()
      case .halton: scalelab_qrng_halton()
      case .reverseHalton: scalelab_qrng_reversehalton()
      }
    guard (1...largest).contains(dimension), let generator = gsl_qrng_alloc(type, UInt32(dimension)) else {
      throw .argument(name: "dimension", value: "\(dimension)", expected: "1 to \(largest)")
    }
    self.dimension = dimension
    self.generator = generator
  }

  deinit { gsl_qrng_free(generator) }

  /// Returns the next point, each coordinate in [0, 1).
  public mutating func next() -> [Double] {
    [Double](unsafeUninitializedCapacity: dimension) { buffer, count in
      gsl_qrng_get(generator, buffer.baseAddress)
      count = dimension
    }
  }
}
