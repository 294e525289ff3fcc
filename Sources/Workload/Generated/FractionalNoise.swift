import Kubernetes
import Statistics

/// Fractional Gaussian noise: correlated over all scales, as traffic of many users is.
///
/// γ(k) = ½(|k+1|^2H − 2|k|^2H + |k−1|^2H). Exact by circulant embedding (Davies and Harte 1987): the noise is
/// the Fourier transform of independent normal variates weighted by the spectrum of the embedded covariance.
struct FractionalNoise: LoadSource {
  static let keyword = "fgn"
  let level: NoiseLevel
  let hurst: Double
  let place: String

  /// Reads `fgn: {sd: 5, hurst: 0.8, mean: 0}`; one value for each step of the load.
  static func read(_ input: LoadInput) -> FractionalNoise? {
    input.fields { fields in
      let hurst = fields.required("hurst") {
        fields.amount($0, Bounds(low: 0, high: 0.999, open: true))
      }
      guard let level = NoiseLevel(fields), let hurst else { return nil }
      return FractionalNoise(level: level, hurst: hurst, place: input.place)
    }
  }

  func column(on axis: TimeAxis, luck: Luck) -> Column {
    var stream = luck.stream(of: place, for: "noise")
    let path = FractionalNoise.path(count: axis.count, hurst: hurst, &stream)
    return Column(path.map(level.value))
  }

  /// The covariance of two values so many steps apart, for a variance of 1.
  static func covariance(_ lag: Int, hurst: Double) -> Double {
    let (k, twice) = (Double(lag), 2 * hurst)
    return 0.5 * (power(k + 1, twice) - 2 * power(k, twice) + power(abs(k - 1), twice))
  }

  /// Draws so many values of mean 0 and variance 1. O(n log n).
  static func path(count: Int, hurst: Double, _ stream: inout RandomStream) -> [Double] {
    guard count > 0 else { return [] }
    var half = 1
    while half < count { half *= 2 }
    let size = 2 * half
    var spectrum = FourierTransform(
      real: (0..<size).map { covariance(min($0, size - $0), hurst: hurst) },
      imaginary: [Double](repeating: 0, count: size))
    spectrum.transform()
    var noise = FourierTransform(real: [], imaginary: [])
    for index in 0..<size {
      // The spectrum is never negative for this covariance; rounding may say otherwise.
      let weight = (max(spectrum.real[index], 0) / Double(size)).squareRoot()
      noise.real.append(weight * stream.normal())
      noise.imaginary.append(weight * stream.normal())
    }
    noise.transform()
    return Array(noise.real[..<count])
  }
}

/// The discrete Fourier transform of as many complex numbers as a power of two, in place (Cooley and Tukey).
struct FourierTransform {
  var real: [Double]
  var imaginary: [Double]

  /// Xₖ = Σ xⱼ e^(−2πijk/n). O(n log n).
  mutating func transform() {
    let count = real.count
    guard count > 1 else { return }
    var reversed = 0
    for index in 1..<count {
      var bit = count >> 1
      while reversed & bit != 0 {
        reversed ^= bit
        bit >>= 1
      }
      reversed |= bit
      if index < reversed {
        real.swapAt(index, reversed)
        imaginary.swapAt(index, reversed)
      }
    }
    var width = 2
    while width <= count {
      let half = width / 2
      for offset in 0..<half {
        let angle = -2 * Double.pi * Double(offset) / Double(width)
        let (c, s) = (cosine(angle), sine(angle))
        for low in stride(from: offset, to: count, by: width) {
          let high = low + half
          let (x, y) = (real[high] * c - imaginary[high] * s, real[high] * s + imaginary[high] * c)
          (real[high], imaginary[high]) = (real[low] - x, imaginary[low] - y)
          real[low] += x
          imaginary[low] += y
        }
      }
      width *= 2
    }
  }
}
