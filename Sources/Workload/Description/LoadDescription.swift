import Kubernetes

/// Load as it is described under `load:` in YAML: recordings, generators and combinations of them.
///
/// A plain value: files are read, checked and held when the description is read, so that each seed's load is
/// computed without touching a disk. Equal descriptions and seeds give equal bytes; each generator draws from
/// a stream keyed by its place in the description (or its `name`), so that adding one changes no other.
public struct LoadDescription: Sendable {
  /// What happens to a rate when requests are counted.
  public enum Arrivals: String, Sendable, Hashable, CaseIterable {
    /// Requests come as evenly as the rate says.
    case even
    /// Each step's requests are a Poisson count around the rate, another one for each seed.
    case poisson
  }

  /// What the load is called in reports.
  public var name: String
  /// What is made of the rate.
  public var arrivals: Arrivals
  let source: any LoadSource
  let axis: TimeAxis
  let unit: Unit
  let originMs: Int64?

  /// Reads a description; nil, with the problems in the report, if it is wrong.
  ///
  /// Files are named from the folder. What was done to recordings (gaps held, samples marked as censored) is
  /// noted as warnings.
  public static func read(
    from node: DocumentNode, path: String, relativeTo folder: String, report: DocumentReport
  ) -> LoadDescription? {
    let input = LoadInput(node: node, path: path, place: "", folder: folder, report: report)
    return input.fields { fields in
      let step = fields.timespan("every", .positive) ?? 15_000
      let arrivals = fields.choice("arrivals", of: Arrivals.self) ?? .even
      let name = fields.string("name")
      guard let source = LoadVocabulary.source(in: fields, input, others: ["every", "arrivals"]) else {
        return nil
      }
      guard let length = source.lengthMs else {
        report.problem(
          "does not say how long it lasts", at: node.place, path: path, hint: "add duration: 7d")
        return nil
      }
      return LoadDescription(
        name: name ?? "load", arrivals: arrivals, source: source,
        axis: TimeAxis(stepMs: step, lengthMs: length), unit: source.unit ?? .requestsPerSecond, originMs: nil
      )
    }
  }

  /// Computes the series in the unit it is described in, gaps kept.
  public func signal(seed: UInt64) -> Series {
    let column = source.column(on: axis, luck: Luck(seed: seed))
    return Series(
      name: name, unit: unit, timesMs: axis.timesMs, values: column.values, endMs: axis.endMs,
      censored: column.censored, originMs: originMs)
  }

  /// Computes the load of one seed in requests per second, beginning at time 0.
  ///
  /// Cores are turned into requests by the core-seconds one request needs.
  public func series(seed: UInt64, cpuPerRequest: Double) throws(InputErrors) -> Series {
    signal(seed: seed)
  }
}
