import Kubernetes

/// A source given by a formula: piecewise smooth, without luck, and known at every moment.
///
/// Times are milliseconds from the load's start.
protocol Curve: LoadSource {
  /// The first time after another at which the formula changes; infinity for none.
  func nextBreak(after time: Double) -> Double

  /// The mean between two times that have no break between them.
  func mean(from start: Double, to end: Double) -> Double
}

extension Curve {
  func nextBreak(after time: Double) -> Double { .infinity }

  func tail(on axis: TimeAxis, luck: Luck) -> Column { column(on: axis, luck: luck) }

  func column(on axis: TimeAxis, luck: Luck) -> Column {
    Column(
      (0..<axis.count).map { step in
        let (start, end) = (Double(axis.timesMs[step]), Double(axis.endMs(at: step)))
        var at = start
        var sum = 0.0
        while true {
          let next = min(nextBreak(after: at), end)
          // A step of one piece takes its mean as it is, free of rounding.
          if at == start, next == end { return mean(from: start, to: end) }
          sum += mean(from: at, to: next) * (next - at)
          if next >= end { return sum / (end - start) }
          at = next
        }
      })
  }
}

/// Where a time stands in a pattern that comes back.
struct Cycle: Sendable {
  let periodMs: Double
  /// How much later than at 0 the pattern begins.
  let phaseMs: Double

  /// The beginning of the turn a time falls into.
  func start(of time: Double) -> Double {
    ((time - phaseMs) / periodMs).rounded(.down) * periodMs + phaseMs
  }

  /// The first of some places of the turn, ascending from 0, that comes after a time.
  func next(after time: Double, of places: [Double]) -> Double {
    let start = start(of: time)
    for place in places where start + place > time { return start + place }
    return start + periodMs
  }

  /// Reads `period`, which must be there, and `phase`.
  init?(_ fields: Fields) {
    guard let period = fields.required("period", { fields.timespan($0, .positive) }) else { return nil }
    periodMs = Double(period)
    phaseMs = Double(fields.timespan("phase", .any) ?? 0)
  }
}

/// The mean of sin(ω·t) over a span of which ω·t goes from one angle to another.
///
/// It is the sine in the middle times sin(x)/x of half the width, which loses no digits on short spans.
func meanSine(from start: Double, to end: Double) -> Double {
  let half = (end - start) / 2
  return sine((start + end) / 2) * (half == 0 ? 1 : sine(half) / half)
}
