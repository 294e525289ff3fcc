internal import CGSL

/// The discrete Fourier transform of series of any length.
///
/// GSL's mixed-radix transform; O(n log n) where n has small factors only.
public enum Fourier {
  /// A coefficient with its real and imaginary part.
  public struct Coefficient: Sendable, Hashable {
    /// The real part.
    public var real: Double
    /// The imaginary part.
    public var imaginary: Double

    /// Makes a coefficient.
    public init(real: Double, imaginary: Double = 0) {
      self.real = real
      self.imaginary = imaginary
    }

    /// The absolute value.
    public var magnitude: Double { (real * real + imaginary * imaginary).squareRoot() }
  }

  /// Returns the spectrum of a series: X(k) = Σ x(t) · e^(−2πi k t / n) for k = 0 ... n − 1.
  ///
  /// - Throws: ``StatisticsError`` for an empty series, a value that is not finite or a failure of GSL.
  public static func spectrum(_ series: [Double]) throws(StatisticsError) -> [Coefficient] {
    try series.requireFinite(atLeast: 1)
    return try transform(series.map { Coefficient(real: $0) }, isInverse: false)
  }

  /// Returns the series of a spectrum: x(t) = Σ X(k) · e^(2πi k t / n) / n.
  ///
  /// - Throws: ``StatisticsError`` for an empty spectrum or a failure of GSL.
  public static func inverse(_ spectrum: [Coefficient]) throws(StatisticsError) -> [Coefficient] {
    guard !spectrum.isEmpty else { throw .tooFew(values: 0, needed: 1) }
    return try transform(spectrum, isInverse: true)
  }

  private static func transform(
    _ values: [Coefficient], isInverse: Bool
  ) throws(StatisticsError) -> [Coefficient] {
    let count = values.count
    if count == 1 { return values }
    var data: [Double] = []
    data.reserveCapacity(2 * count)
    for value in values {
      data.append(value.real)
      data.append(value.imaginary)
    }
    let tables = Tables(count)
    try GSL.check {
      isInverse
        ? gsl_fft_complex_inverse(&data, 1, count, tables.waves, tables.workspace)
        : gsl_fft_complex_forward(&data, 1, count, tables.waves, tables.workspace)
    }
    return (0..<count).map { Coefficient(real: data[2 * $0], imaginary: data[2 * $0 + 1]) }
  }
}

/// The tables GSL needs for a transform; freed with their owner.
private struct Tables: ~Copyable {
  let waves: UnsafeMutablePointer<gsl_fft_complex_wavetable>?
  let workspace: UnsafeMutablePointer<gsl_fft_complex_workspace>?

  init(_ count: Int) {
    _ = GSL.ready
    waves = gsl_fft_complex_wavetable_alloc(count)
    workspace = gsl_fft_complex_workspace_alloc(count)
  }

  deinit {
    gsl_fft_complex_wavetable_free(waves)
    gsl_fft_complex_workspace_free(workspace)
  }
}
