import Foundation
import Statistics

/// The estimators of Crane's DSP prediction: one period, repeated.
///
/// Source: gocrane/crane pkg/prediction/dsp/estimators.go and pkg/prediction/accuracy/accuracy.go at 2b0ddae.
public enum CraneEstimator: Sendable, Hashable {
  /// The largest value of all periods at each place, raised by a share.
  case maxValue(margin: Double)
  /// The last period without weak and fast waves, raised by a share.
  case fft(Spectrum)

  /// Which waves are kept.
  public struct Spectrum: Sendable, Hashable {
    /// So many of the strongest waves at least.
    public var fewest = 3
    /// So many at most.
    public var most = 100
    /// Slower waves are kept whatever their strength, in hertz.
    public var highFrequency = 1.0 / 3_600
    /// Waves below it are weak.
    public var lowAmplitude = 1.0
    /// The share by which the estimate is raised.
    public var margin = 0.1
    /// Upstream drops only one of two mirrored waves where the sampling is faster than half an hour.
    public var fidelity = ForecastFidelity.asUpstream

    /// Makes upstream's defaults.
    public init() {}
  }

  /// What stands for values that are not positive.
  public static let leastValue = 0.01

  /// The estimate of one period from samples at a rate.
  ///
  /// - Parameters:
  ///   - rate: samples per second.
  ///   - periodSeconds: the length of a period.
  public func estimate(
    _ samples: [Double], rate: Double, periodSeconds: Double
  ) throws(ForecastError) -> [Double] {
    let length = Int(GoConversion.int64(periodSeconds * rate))
    guard length > 0 else { throw .setting("a period of \(periodSeconds) s has no samples at \(rate) Hz") }
    guard samples.count >= max(length, 4) else {
      throw .tooShort(values: samples.count, needed: max(length, 4))
    }
    let start = samples.count - length
    switch self {
    case .maxValue(let margin):
      return (start..<samples.count).map { index in
        var largest = samples[index]
        for cycle in 1..<max(1, samples.count / length) {
          largest = max(largest, samples[index - length * cycle])
        }
        return largest * (1 + margin)
      }
    case .fft(let settings):
      do throws(StatisticsError) {
        let filtered = try settings.filtered(samples, rate: rate)
        return filtered[start...].map { ($0 <= 0 ? Self.leastValue : $0) * (1 + settings.margin) }
      } catch {
        throw .undetermined(error.description)
      }
    }
  }

  /// The mean error in shares of the actual values; too low an estimate counts more: −ln(1 − x)/ln 1.25.
  ///
  /// Nil where an actual value is next to nothing; upstream then takes the mean absolute error.
  public static func amplifiedError(actual: [Double], estimate: [Double]) -> Double? {
    guard actual.count == estimate.count, !actual.isEmpty else { return nil }
    var sum = 0.0
    for (value, estimated) in zip(actual, estimate) {
      guard value >= 1e-3 else { return nil }
      let share = abs(value - estimated) / value
      sum += estimated < value ? -log(1 - share) / log(1.25) : share
    }
    return sum / Double(actual.count)
  }
}

extension CraneEstimator.Spectrum {
  /// The samples without weak and fast waves.
  fileprivate func filtered(_ samples: [Double], rate: Double) throws(StatisticsError) -> [Double] {
    var spectrum = try Fourier.spectrum(samples)
    let count = samples.count
    // Mirrored waves are equally strong, which rounding must not hide from the comparison below.
    let amplitudes = (0..<count).map { spectrum[min($0, count - $0) % count].magnitude / Double(count) }
    let ranked = amplitudes[1..<max(2, count / 2)].sorted(by: >)
    var least = ranked.count >= most ? ranked[most - 1] : ranked[ranked.count - 1]
    least = max(least, lowAmplitude)
    if ranked.count >= fewest, fewest > 0, ranked[fewest - 1] < least { least = ranked[fewest - 1] }
    for wave in 0..<count {
      // Beyond the middle stand the mirrors of slower waves.
      let place = fidelity == .fixed ? min(wave, count - wave) : wave
      if amplitudes[wave] < least, Double(place) * rate / Double(count) > highFrequency {
        spectrum[wave] = Fourier.Coefficient(real: 0)
      }
    }
    return try Fourier.inverse(spectrum).map(\.real)
  }
}
