/// Round times along a run: midnights, full hours, quarters, whatever the length asks for.
struct TimeAxis {
  /// A marked time and its label.
  struct Tick: Equatable {
    var timeMs: Int64
    var label: String
  }

  /// The marks in order of time.
  let ticks: [Tick]

  /// Marks a time range with about so many ticks; days are named at the first tick of each.
  init(from startMs: Int64, to endMs: Int64, about count: Int, moment: Moment) {
    let length = max(endMs - startMs, 1)
    let step = Self.steps.first { length / $0 <= Int64(count) } ?? Self.steps[Self.steps.count - 1]
    let epoch = moment.epochMs
    var time = ((epoch + startMs + step - 1) / step) * step - epoch
    var ticks: [Tick] = []
    var lastDay = ""
    while time <= endMs, ticks.count < 1000 {
      let day = moment.day(time)
      let clock = moment.clock(time)
      ticks.append(
        Tick(timeMs: time, label: step >= Moment.dayMs ? day : day == lastDay ? clock : day + " " + clock))
      lastDay = day
      time += step
    }
    self.ticks = ticks
  }

  /// The distances that marks may have, in milliseconds.
  static let steps: [Int64] =
    [1, 2, 5, 10, 15, 30].map { $0 * 1000 } + [1, 2, 5, 10, 15, 30].map { $0 * 60_000 }
    + [1, 2, 3, 6, 12].map { $0 * 3_600_000 } + [1, 2, 7, 14, 28, 91, 364, 3640].map { $0 * Moment.dayMs }
}
