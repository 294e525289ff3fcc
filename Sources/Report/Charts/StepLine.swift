/// A line that holds each value over its column, with a stroke from the least to the greatest where they
/// differ.
struct StepLine {
  /// The path's commands.
  let path: Path

  /// Draws an envelope in units of one a column across and `height` down, 0 at the top.
  init(_ envelope: Envelope, scale: Scale, height: Int) {
    var path = Path()
    var end: Int?
    for column in 0..<envelope.count {
      guard !envelope.least[column].isNaN else {
        end = nil
        continue
      }
      let low = scale.depth(envelope.least[column], in: height)
      let high = scale.depth(envelope.greatest[column], in: height)
      guard let y = end else {
        path.move(column, low)
        path.along(to: high)
        path.across(to: column + 1)
        end = high
        continue
      }
      // The nearer end first, so that the stroke in the column covers both and stops at the farther one.
      let isLowNearer = (y - low).magnitude <= (y - high).magnitude
      path.along(to: isLowNearer ? low : high)
      path.along(to: isLowNearer ? high : low)
      path.across(to: column + 1)
      end = isLowNearer ? high : low
    }
    self.path = path
  }
}

extension Scale {
  /// The place of a value in whole units down from the top of a plot.
  func depth(_ value: Double, in height: Int) -> Int {
    height - Int((position(value) * Double(height)).rounded())
  }
}
