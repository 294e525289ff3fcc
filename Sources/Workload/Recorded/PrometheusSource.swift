import Kubernetes

/// A load recorded as the answer of Prometheus' `/api/v1/query_range`, saved as it came.
struct PrometheusSource: RecordedSource {
  static let keyword = "prometheusJSON"
  let series: Series

  /// What is made of the series of equal times.
  enum Combination: String, CaseIterable {
    case sum, mean, min, max
  }

  /// Reads `prometheusJSON: {file: …}` and the file.
  static func read(_ input: LoadInput) -> PrometheusSource? {
    input.fields { fields in
      let combination = fields.choice("combine", of: Combination.self) ?? .sum
      let labels = fields.strings("match") ?? [:]
      guard let name = fields.required("file", fields.string), let options = RecordingOptions(fields, input)
      else { return nil }
      if case .column? = options.replicas {
        fields.problem("replicas", "such an answer has no columns", hint: "replicas: {prometheusJSON: …}")
        return nil
      }
      let file = RecordedFile.path(name, in: input.folder)
      do throws(InputErrors) {
        let matrix = try PrometheusMatrix(file: file)
        for warning in matrix.warnings {
          input.report.warn(
            "the server warned: \(warning)", at: fields.place("file"), path: fields.path(of: "file"))
        }
        let (raw, infinite) = try matrix.combined(
          combination, labels, refusesNegative: options.unit.unit.isNeverNegative)
        if infinite > 0 {
          input.report.warn(
            "\(infinite) value\(infinite == 1 ? " is" : "s are") infinite and taken as not recorded",
            at: fields.place("file"), path: fields.path(of: "file"))
        }
        return Recording(options: options, input: input, name: name).series(raw).map(PrometheusSource.init)
      } catch {
        input.note(error, fields)
        return nil
      }
    }
  }
}
