/// A series in columns of equal width, each with the least and the greatest value in it, so that no spike is
/// lost.
struct Envelope: Sendable, Equatable {
  /// The least value of each column; NaN where there is none.
  private(set) var least: [Double]
  /// The greatest value of each column; NaN where there is none.
  private(set) var greatest: [Double]

  /// Makes columns without values.
  init(columns: Int) {
    least = Array(repeating: .nan, count: columns)
    greatest = least
  }

  /// Takes a value into every column that a time touches.
  mutating func add(_ value: Double, from startMs: Int64, to endMs: Int64, widthMs: Int64) {
    guard value.isFinite, endMs > startMs, startMs >= 0 else { return }
    let last = min(Int((endMs - 1) / widthMs), least.count - 1)
    for column in stride(from: Int(startMs / widthMs), through: last, by: 1) {
      if !(least[column] <= value) { least[column] = value }
      if !(greatest[column] >= value) { greatest[column] = value }
    }
  }

  /// The number of columns.
  var count: Int { least.count }

  /// The greatest value of all; nil where there is none.
  var maximum: Double? { greatest.lazy.filter { !$0.isNaN }.max() }

  /// The least value of all; nil where there is none.
  var minimum: Double? { least.lazy.filter { !$0.isNaN }.min() }

  /// The same in columns so many times as wide.
  func widened(by factor: Int) -> Envelope {
    var wide = Envelope(columns: (count + factor - 1) / factor)
    for column in least.indices {
      let place = column / factor
      if !(wide.least[place] <= least[column]) { wide.least[place] = least[column] }
      if !(wide.greatest[place] >= greatest[column]) { wide.greatest[place] = greatest[column] }
    }
    return wide
  }
}
