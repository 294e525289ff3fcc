/// The surface under the greatest values of an envelope, in steps, one piece for each stretch without a gap.
struct Area {
  /// The path's commands.
  let path: Path

  /// Fills an envelope in units of one a column across and `height` down, 0 at the top.
  init(_ envelope: Envelope, scale: Scale, height: Int) {
    var path = Path()
    var isOpen = false
    for column in 0..<envelope.count {
      let value = envelope.greatest[column]
      if value.isNaN {
        if isOpen { Self.finish(&path, height: height) }
        isOpen = false
        continue
      }
      if !isOpen { path.move(column, height) }
      isOpen = true
      path.along(to: scale.depth(value, in: height))
      path.across(to: column + 1)
    }
    if isOpen { Self.finish(&path, height: height) }
    self.path = path
  }

  private static func finish(_ path: inout Path, height: Int) {
    path.along(to: height)
    path.close()
  }
}
