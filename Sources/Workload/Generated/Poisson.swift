import Kubernetes
import Statistics

/// Requests that come by chance at a rate: each step holds a Poisson count.
struct Poisson: LoadSource {
  static let keyword = "poisson"
  let rate: any LoadSource
  let place: String

  var lengthMs: Int64? { rate.lengthMs }
  var unit: Unit? { .requestsPerSecond }
  var originMs: Int64? { rate.originMs }
  var recordings: [Series] { rate.recordings }
  var keepsSteps: Bool { rate.keepsSteps }

  /// Reads `poisson: 100`, a rate in requests per second, or `poisson: {of: …}`.
  static func read(_ input: LoadInput) -> Poisson? {
    if case .mapping = input.node.content {
      return input.fields { fields in
        guard let rate = input.source(fields) else { return nil }
        guard rate.unit ?? .requestsPerSecond == .requestsPerSecond else {
          fields.problem(
            "of", "must be a rate of requests, not \(rate.unit?.rawValue ?? "")",
            hint: "arrivals: poisson beside the load counts requests once cores are turned into them")
          return nil
        }
        return Poisson(rate: rate, place: input.place)
      }
    }
    return Fields.amount(input.node, path: input.path, .notNegative, report: input.report)
      .map { Poisson(rate: Constant(value: $0), place: input.place) }
  }

  func column(on axis: TimeAxis, luck: Luck) -> Column {
    var column = rate.column(on: axis, luck: luck)
    PoissonCounts.draw(&column.values, on: axis, from: luck.stream(of: place, for: "arrivals"))
    return column
  }
}

/// Poisson counts around rates.
enum PoissonCounts {
  /// Replaces rates per second by counts per second; gaps stay gaps, and negative rates bring nothing.
  ///
  /// Each step draws from a stream of its own, so that what one step brings changes no other.
  static func draw(_ rates: inout [Double], on axis: TimeAxis, from stream: RandomStream) {
    for step in rates.indices where !rates[step].isNaN {
      let seconds = axis.seconds(at: step)
      var own = stream.stream(ofEntity: UInt64(step))
      rates[step] = Double(own.poisson(mean: rates[step] * seconds)) / seconds
    }
  }
}
