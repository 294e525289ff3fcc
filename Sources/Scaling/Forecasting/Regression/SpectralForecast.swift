import Statistics

/// The strongest waves of a history, repeated without end.
public struct SpectralForecast: Sendable, Hashable {
  /// |X(k)|/n for k = 0 ... n/2.
  public let amplitudes: [Double]
  /// The waves that were kept, strongest first.
  public let strongest: [Int]
  /// The history as the constant and these waves have it.
  public let reconstruction: [Double]

  /// Keeps the constant and the strongest waves among k = 1 ... n/2 − 1. O(n log n).
  public init(_ history: [Double], waves: Int) throws(ForecastError) {
    guard history.count > 3 else { throw .tooShort(values: history.count, needed: 4) }
    let count = history.count
    do throws(StatisticsError) {
      let spectrum = try Fourier.spectrum(history)
      let amplitudes = spectrum.prefix(count / 2 + 1).map { $0.magnitude / Double(count) }
      let ranked = (1..<max(2, count / 2)).sorted { amplitudes[$0] > amplitudes[$1] }
      let strongest = Array(ranked.prefix(max(0, waves)))
      var kept = [Fourier.Coefficient](repeating: .init(real: 0), count: count)
      for wave in [0] + strongest {
        kept[wave] = spectrum[wave]
        if wave > 0 { kept[count - wave] = spectrum[count - wave] }
      }
      reconstruction = try Fourier.inverse(kept).map(\.real)
      self.amplitudes = amplitudes
      self.strongest = strongest
    } catch {
      throw .undetermined(error.description)
    }
  }

  /// The next values: the reconstruction from its beginning.
  public func forecast(steps: Int) -> [Double] {
    (0..<max(0, steps)).map { reconstruction[$0 % reconstruction.count] }
  }

  /// The power of each wave, without the mean: 2|X(k)|²/n², at half the sampling rate |X(k)|²/n².
  public static func periodogram(_ history: [Double]) throws(ForecastError) -> [Double] {
    let count = history.count
    guard count > 1 else { throw .tooShort(values: count, needed: 2) }
    let mean = history.reduce(0, +) / Double(count)
    do throws(StatisticsError) {
      let spectrum = try Fourier.spectrum(history.map { $0 - mean })
      return (0...(count / 2)).map { wave in
        let power = spectrum[wave].magnitude * spectrum[wave].magnitude / Double(count * count)
        return wave == 0 || 2 * wave == count ? power : 2 * power
      }
    } catch {
      throw .undetermined(error.description)
    }
  }
}
