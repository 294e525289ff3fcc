import Kubernetes

/// The load of people: a daily shape, weaker weekends, and growth.
///
/// λ(t) = mean · [1 + Σ aₖ cos(2πk(t − pₖ)/day)] · weekend(t) · (1 + growth · t/week), where a negative value
/// reads as 0 in the load.
struct Diurnal: Curve {
  static let keyword = "diurnal"

  /// Days as the week has them.
  enum Weekday: String, CaseIterable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    var index: Int { Weekday.allCases.firstIndex(of: self) ?? 0 }
  }

  /// One wave of the daily shape.
  struct Harmonic {
    /// How often it comes in a day.
    let times: Double
    let amplitude: Double
    /// When in the day it is highest.
    let peakMs: Double
  }

  static let dayMs = 86_400_000.0
  let mean: Double
  let harmonics: [Harmonic]
  let weekend: Double
  let growth: Double
  /// The time of the week at time 0, from Monday 0:00.
  let startMs: Double

  /// Reads `diurnal: {mean: 100, amplitude: 0.5, peakAt: 16h, weekend: 0.6, growth: 0.02, startsOn: monday}`.
  ///
  /// `amplitude` is a share of the mean; `harmonics` adds waves that come twice, three times, … a day;
  /// `growth` is the share gained in a week.
  static func read(_ input: LoadInput) -> Diurnal? {
    input.fields { fields in
      let mean = fields.required("mean") { fields.amount($0, .notNegative) }
      var harmonics = [harmonic(fields, times: 1)]
      let more = fields.value("harmonics")?.elements?.count ?? 0
      var next = 1.0
      harmonics +=
        fields.objects("harmonics") { inner in
          next += 1
          return harmonic(inner, times: next)
        } ?? []
      let weekend = fields.amount("weekend", .notNegative) ?? 1
      let growth = fields.amount("growth") ?? 0
      let day = fields.choice("startsOn", of: Weekday.self) ?? .monday
      let time = fields.timespan("startsAt") ?? 0
      guard let mean, harmonics.count == more + 1 else { return nil }
      return Diurnal(
        mean: mean, harmonics: harmonics, weekend: weekend, growth: growth,
        startMs: Double(day.index) * dayMs + Double(time))
    }
  }

  private static func harmonic(_ fields: Fields, times: Double) -> Harmonic {
    Harmonic(
      times: times, amplitude: fields.amount("amplitude", .from(0, to: 1)) ?? (times == 1 ? 0.5 : 0),
      peakMs: Double(fields.timespan("peakAt") ?? 16 * 3_600_000))
  }

  func nextBreak(after time: Double) -> Double {
    guard weekend != 1 else { return .infinity }
    return (((time + startMs) / Self.dayMs).rounded(.down) + 1) * Self.dayMs - startMs
  }

  func mean(from start: Double, to end: Double) -> Double {
    let middle = (start + end) / 2
    let width = end - start
    let level = 1 + growth * middle / (7 * Self.dayMs)
    var shape = level
    for harmonic in harmonics where harmonic.amplitude != 0 {
      let speed = 2 * Double.pi * harmonic.times / Self.dayMs
      let angle = (middle + startMs - harmonic.peakMs).truncatingRemainder(dividingBy: Self.dayMs) * speed
      let half = speed * width / 2
      let flat = half == 0 ? 1 : sine(half) / half
      // The mean of (t − middle)·cos: −sin(angle) times the mean of u·sin(ωu) over the width.
      let slope = half == 0 ? 0 : -sine(angle) * (flat - cosine(half)) / speed
      shape += harmonic.amplitude * (level * cosine(angle) * flat + growth / (7 * Self.dayMs) * slope)
    }
    let day = Int(((middle + startMs) / Self.dayMs).rounded(.down)) % 7
    return mean * shape * (day >= 5 ? weekend : 1)
  }
}
