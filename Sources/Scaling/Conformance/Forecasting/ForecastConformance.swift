import Conformance
import Kubernetes

/// Replays forecasts of reference implementations and tells where these differ.
///
/// Known are exponential smoothing with given and with optimized parameters, lines and naive forecasts, waves and
/// spectra, ARIMA and hidden states, the models of the PredictiveHorizontalPodAutoscaler, Crane's estimators, and queues
/// of many servers. Numbers are compared within 1e-9 of their size, or of 1 if they are smaller.
public enum ForecastConformance {
  /// The share by which numbers may differ.
  static let tolerance = 1e-9

  /// The share by which an optimized fit may be worse than the reference.
  static let worse = 1e-3

  /// Replays the cases of a file, of `-` for the standard input; gzip is unpacked.
  ///
  /// Throws what cannot be read, with its place.
  public static func run(_ file: String) throws(InputErrors) -> ConformanceReport {
    try RecordedCase.replay(file) { fields in
      fields.ignore("meta", "note", "source")
      let library = ForecastSeries(fields)
      var cases: [RecordedCase] = []
      func add(_ name: String, _ read: (Fields, ForecastSeries) -> CaseComparison?) {
        for (index, comparison) in (fields.objects(name) { read($0, library) } ?? []).enumerated() {
          let id = comparison.label.isEmpty ? "\(name)[\(index)]" : "\(name)[\(index)] \(comparison.label)"
          cases.append(.compared(id: id, comparison.difference))
        }
      }
      add("cases", single)
      add("harmonic", RegressionCases.harmonic)
      add("fft", RegressionCases.spectrum)
      add("linear", VariantCases.linear)
      add("holtWinters", VariantCases.holtWinters)
      add("mmc", QueueingCases.queue)
      add("staffing", QueueingCases.staffing)
      if cases.isEmpty {
        fields.problem(
          "cases", "no forecasts found",
          hint: "known are cases, harmonic, fft, linear, holtWinters, mmc, staffing")
      }
      return cases
    }
  }

  /// A case that stands under `cases`, told by its fields.
  private static func single(_ fields: Fields, _ library: ForecastSeries) -> CaseComparison? {
    if fields.has("model") { return StateSpaceCases.replay(fields, library) }
    if fields.has("kind") { return VariantCases.crane(fields) }
    if fields.has("intercept") { return RegressionCases.linear(fields, library) }
    if fields.has("fitted") { return SmoothingCases.run(fields, library) }
    if fields.has("sse") { return SmoothingCases.fit(fields, library) }
    fields.problem("series", "no forecast of a known kind")
    return nil
  }
}

/// The series that the cases of a document share.
struct ForecastSeries {
  private var all: [String: (values: [Double], period: Int)] = [:]

  init(_ fields: Fields) {
    _ = fields.object("series") { series -> Bool in
      for name in series.keys {
        all[name] = series.object(name) { entry in
          (entry.doubles("y") ?? [], Int(entry.int32("period") ?? 1))
        }
      }
      return true
    }
  }

  /// The series a case names.
  func series(_ fields: Fields) -> (values: [Double], period: Int)? {
    guard let name = fields.required("series", fields.string) else { return nil }
    guard let found = all[name] else {
      fields.problem("series", "unknown series \(name)")
      return nil
    }
    return found
  }
}
