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
  /// What the description measures; a load of cores is turned into requests later.
  public let unit: Unit
  let source: any LoadSource
  let axis: TimeAxis

  /// How long the load lasts, in milliseconds.
  public var durationMs: Int64 { axis.endMs }

  init(name: String, arrivals: Arrivals, unit: Unit, source: any LoadSource, axis: TimeAxis) {
    self.name = name
    self.arrivals = arrivals
    self.unit = unit
    self.source = source
    self.axis = axis
  }

  /// Computes the values of one seed in the unit of the description, gaps kept.
  public func signal(seed: UInt64) -> Series {
    let column = source.column(on: axis, luck: Luck(seed: seed))
    return Series(
      name: name, unit: unit, timesMs: axis.timesMs, values: column.values, endMs: axis.endMs,
      censored: column.censored, originMs: source.originMs)
  }

  /// Computes the load of one seed in requests per second, from time 0 on.
  ///
  /// Cores are turned into requests by the core-seconds one request needs, and requests are drawn if
  /// `arrivals` says so. A rate below zero, as noise can make it, brings nothing. Throws if the load holds gaps
  /// (`gaps: keep`), is no number, is below zero and never above, measures something else, or needs a `cpuPerRequest`
  /// above 0.
  public func series(seed: UInt64, cpuPerRequest: Double) throws(InputErrors) -> Series {
    var series = signal(seed: seed)
    switch unit {
    case .requestsPerSecond: break
    case .cores:
      guard cpuPerRequest > 0, cpuPerRequest.isFinite else {
        throw problem("cpuPerRequest must be above 0 to turn cores into requests")
      }
      for index in series.values.indices { series.values[index] /= cpuPerRequest }
    case .utilization, .bytes, .seconds, .replicas, .number:
      throw problem("\(unit.rawValue) are no load", hint: "a load is in requests/s or in cores")
    }
    series.unit = .requestsPerSecond
    if let gap = series.values.firstIndex(where: \.isNaN) {
      throw problem(
        "has no value at \(Timespan.text(series.timesMs[gap])), but a load needs one at every time",
        hint: "gaps: hold, linear or zero fills gaps")
    }
    if let high = series.values.firstIndex(where: { $0 > Self.highestRate }) {
      throw problem(
        "has \(plain(series.values[high])) requests per second at \(Timespan.text(series.timesMs[high])), at "
          + "most \(plain(Self.highestRate)) are taken")
    }
    if let low = series.values.firstIndex(where: { $0 < 0 }), !series.values.contains(where: { $0 > 0 }) {
      throw problem(
        "is never above zero: it has \(plain(series.values[low])) requests per second at "
          + Timespan.text(series.timesMs[low]))
    }
    for index in series.values.indices where series.values[index] < 0 { series.values[index] = 0 }
    if arrivals == .poisson {
      PoissonCounts.draw(
        &series.values, on: axis, from: Luck(seed: seed).stream(of: "", for: "arrivals"))
    }
    return series
  }

  /// A rate above this is a slip, and its requests in a week would not fit 64 bits in the end.
  private static let highestRate = 1e12

  private func problem(_ message: String, hint: String? = nil) -> InputErrors {
    InputErrors([InputProblem(message: "the load \"\(name)\" \(message)", hint: hint)])
  }
}
