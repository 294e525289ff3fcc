/// A picture of a series in text, for a terminal.
///
/// Each column stands for a stretch of time: filled up to its least value, and shaded from there to its
/// greatest, so that no spike is lost. Lines are at most as wide as told.
public struct Sketch: Sendable {
  /// How many characters a line may have, its margin included; at least 40.
  public let width: Int
  /// How many lines the picture has, without its axis; at least 4.
  public let height: Int

  private static let eighths = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  private static let shade = "░"

  /// Makes a sketch of a size.
  public init(width: Int = 80, height: Int = 10) {
    self.width = max(width, 40)
    self.height = max(height, 4)
  }

  /// Draws a series, its axes, and its numbers, as lines ended by line feeds.
  public func draw(_ series: Series) -> String {
    let summary = SeriesSummary(series)
    return picture(series, top: Sketch.roundTop(summary.peak)) + numbers(summary, series)
  }

  private func picture(_ series: Series, top: Double) -> String {
    let labels = (0...2).map { Sketch.short(top * Double(2 - $0) / 2) }
    let margin = (labels.map(\.count).max() ?? 0) + 2
    let columns = ranges(series, columns: width - margin)
    var text = ""
    for line in 0..<height {
      let label = line == 0 ? labels[0] : line == height / 2 ? labels[1] : ""
      text += Sketch.right(label, margin - 2) + (label.isEmpty ? " │" : " ┤")
      var cells = ""
      for range in columns { cells += cell(range, line: line, top: top) }
      text += Sketch.trimmed(cells) + "\n"
    }
    let ticks = Sketch.ticks(durationMs: series.durationMs)
    return text + axis(labels[2], margin, columns.count, ticks, durationMs: series.durationMs)
  }

  /// The least and greatest value in each column's stretch of time; nil where nothing is recorded.
  func ranges(_ series: Series, columns: Int) -> [(low: Double, high: Double)?] {
    guard let first = series.timesMs.first, series.durationMs > 0 else {
      return [(low: Double, high: Double)?](repeating: nil, count: columns)
    }
    var index = 0
    return (0..<columns).map { column in
      let start = first + Int64(Double(series.durationMs) * Double(column) / Double(columns))
      let end = max(
        start + 1, first + Int64(Double(series.durationMs) * Double(column + 1) / Double(columns)))
      while index < series.count, series.endMs(at: index) <= start { index += 1 }
      var range: (low: Double, high: Double)?
      var at = index
      while at < series.count, series.timesMs[at] < end {
        let value = series.values[at]
        if !value.isNaN { range = (min(range?.low ?? value, value), max(range?.high ?? value, value)) }
        at += 1
      }
      return range
    }
  }

  private func cell(_ range: (low: Double, high: Double)?, line: Int, top: Double) -> String {
    guard let range else { return " " }
    let bottom = Double(height - 1 - line)
    let scale = Double(height) / top
    let filled = range.low * scale - bottom
    if filled >= 1 { return Sketch.eighths[8] }
    if filled > 0 {
      let eighth = Int((filled * 8).rounded())
      if eighth > 0 { return Sketch.eighths[eighth] }
    }
    // Half a cell's rise shows; less is the filled part's matter.
    return range.high * scale - bottom >= 0.5 && range.high > range.low ? Sketch.shade : " "
  }

  private func axis(
    _ zero: String, _ margin: Int, _ columns: Int, _ ticks: [Int64], durationMs: Int64
  ) -> String {
    var line = [Character](repeating: "─", count: columns)
    var labels = [Character](repeating: " ", count: columns + margin)
    var free = 0
    for tick in ticks {
      let column = min(Int(Double(columns) * Double(tick) / Double(max(durationMs, 1))), columns - 1)
      let label = Timespan.text(tick)
      let start = max(0, min(column + margin - label.count / 2, labels.count - label.count))
      guard start >= free else { continue }
      line[column] = "┬"
      for (offset, character) in label.enumerated() { labels[start + offset] = character }
      free = start + label.count + 1
    }
    return Sketch.right(zero, margin - 2) + " └" + String(line) + "\n" + Sketch.trimmed(String(labels)) + "\n"
  }

  private func numbers(_ summary: SeriesSummary, _ series: Series) -> String {
    let step = series.stepMs.map { "each \(Timespan.text($0))" } ?? "in uneven steps"
    let unit = series.unit == .number ? "" : " \(series.unit.rawValue)"
    var lines = [
      "\(summary.count) values \(step), \(Timespan.text(summary.durationMs)) in all",
      "mean \(Sketch.short(summary.mean))\(unit), peak \(Sketch.short(summary.peak)) at "
        + "\(Timespan.text(summary.peakAtMs)), peak/mean \(Sketch.short(summary.peakToMean)), "
        + "CV \(Sketch.short(summary.variation))",
    ]
    if let dispersion = summary.indexOfDispersion {
      lines.append("index of dispersion \(Sketch.short(dispersion)) (1 for Poisson arrivals at an even rate)")
    }
    if summary.censoredShare > 0 {
      lines.append("\(percent(summary.censoredShare)) of the values were cut off by a limit")
    }
    if summary.gaps > 0 { lines.append("\(summary.gaps) of the values are not recorded") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A value to three digits, thousands as k, M, G, T.
  static func short(_ value: Double) -> String {
    var (scaled, suffix) = (value, "")
    for next in ["k", "M", "G", "T"] where abs(scaled) >= 999.5 {
      scaled /= 1000
      suffix = next
    }
    let size = abs(scaled)
    if size >= 1e6 || (size > 0 && size < 0.0005) { return "\(Float(value))" }
    let digits = size >= 99.95 ? 1.0 : size >= 9.995 ? 10 : size >= 0.9995 ? 100 : 1000
    return plain((scaled * digits).rounded() / digits) + suffix
  }

  /// The least of 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten that a value fits under.
  static func roundTop(_ peak: Double) -> Double {
    guard peak > 0, peak.isFinite else { return 1 }
    var unit = 1.0
    while unit * 10 <= peak { unit *= 10 }
    while unit > peak { unit /= 10 }
    return [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8].map { $0 * unit }.first { $0 >= peak } ?? 10 * unit
  }

  /// Round times over a length, at most eight apart from the beginning.
  static func ticks(durationMs: Int64) -> [Int64] {
    let second: Int64 = 1000
    let steps: [Int64] = [
      1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 14_400, 21_600, 43_200,
      86_400,
      172_800, 604_800, 1_209_600, 2_592_000, 8_640_000, 31_536_000,
    ].map { $0 * second }
    let step = steps.first { durationMs / $0 <= 8 } ?? durationMs
    return Array(stride(from: 0, through: durationMs, by: Int64.Stride(max(step, 1))))
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private static func trimmed(_ line: String) -> String {
    var line = Substring(line)
    while line.last == " " { line.removeLast() }
    return String(line)
  }
}
