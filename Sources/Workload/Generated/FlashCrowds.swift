import Kubernetes
import Statistics

/// Flash crowds that come by chance, with peaks and times drawn for each seed; where they overlap they add up.
struct FlashCrowds: LoadSource {
  static let keyword = "flashCrowds"
  /// The mean time between two, in milliseconds.
  let everyMs: Double
  let low: Double
  let high: Double
  let shape: FlashCrowd
  let place: String

  /// Reads `flashCrowds: {each: 12h, peak: [15, 30], rise: 1m, hold: 0s, decay: 10m}`.
  ///
  /// They come as a Poisson process with `each` as the mean distance; peaks are uniform in the range.
  static func read(_ input: LoadInput) -> FlashCrowds? {
    input.fields { fields in
      let each = fields.required("each") { fields.timespan($0, .positive) }
      let peaks = fields.required("peak") { key -> [Double]? in
        fields.value(key)?.elements == nil
          ? fields.amount(key, .notNegative).map { [$0, $0] } : fields.amounts(key, .notNegative)
      }
      let decay = fields.required("decay") { fields.timespan($0, .positive) }
      let rise = fields.timespan("rise") ?? 60_000
      let hold = fields.timespan("hold") ?? 0
      guard let each, let peaks, let decay else { return nil }
      guard peaks.count == 2, peaks[0] <= peaks[1] else {
        fields.problem("peak", "must be a number or a range of two such as [15, 30]")
        return nil
      }
      return FlashCrowds(
        everyMs: Double(each), low: peaks[0], high: peaks[1],
        shape: FlashCrowd(
          base: 0, peak: 1, atMs: 0, riseMs: Double(rise), holdMs: Double(hold), decayMs: Double(decay)),
        place: input.place)
    }
  }

  func work(overMs length: Int64, stepMs: Int64) -> LoadWork {
    let life = min(shape.riseMs + shape.holdMs + 14 * shape.decayMs, Double(length))
    return LoadWork(draws: Double(length) / everyMs * (2 + life / Double(stepMs)))
  }

  func column(on axis: TimeAxis, luck: Luck) -> Column {
    var stream = luck.stream(of: place, for: "crowds")
    var values = [Double](repeating: 0, count: axis.count)
    var at = 0.0
    while true {
      at += stream.exponential(mean: everyMs)
      guard at < Double(axis.endMs) else { return Column(values) }
      add(
        FlashCrowd(
          base: 0, peak: stream.uniform(from: low, to: high), atMs: at.rounded(), riseMs: shape.riseMs,
          holdMs: shape.holdMs, decayMs: shape.decayMs), on: axis, to: &values)
    }
  }

  /// Adds one crowd, from the step it begins in until it has decayed below a millionth of its peak.
  private func add(_ crowd: FlashCrowd, on axis: TimeAxis, to values: inout [Double]) {
    let end = crowd.atMs + crowd.riseMs + crowd.holdMs + 14 * crowd.decayMs
    let first = axis.timesMs.partition { Double($0) <= crowd.atMs }
    let last = axis.timesMs.partition { Double($0) < end }
    guard first <= last, !values.isEmpty else { return }
    let steps = max(first - 1, 0)..<last
    guard let lower = steps.first else { return }
    let part = TimeAxis(
      timesMs: Array(axis.timesMs[steps]), endMs: axis.endMs(at: steps.upperBound - 1))
    for (offset, value) in crowd.column(on: part, luck: Luck(seed: 0)).values.enumerated() {
      values[lower + offset] += value
    }
  }
}

extension [Int64] {
  /// How many of its ascending elements come before the first that is not as told. O(log n).
  func partition(_ belongs: (Int64) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if belongs(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
