/// The commands of an SVG path in whole units, each relative to the one before: short, and the same on every
/// machine.
struct Path {
  private var bytes = Bytes()
  private var x = 0
  private var y = 0
  private var pendingAcross = 0

  /// The commands.
  var commands: HTML {
    var done = self
    done.flush()
    return .ours(done.bytes)
  }

  /// Begins a stroke at a point.
  mutating func move(_ newX: Int, _ newY: Int) {
    flush()
    bytes.write(UInt8(ascii: "M"))
    bytes.write(newX)
    bytes.write(UInt8(ascii: " "))
    bytes.write(newY)
    (x, y) = (newX, newY)
  }

  /// Draws across; strokes across in a row become one.
  mutating func across(to newX: Int) {
    pendingAcross += newX - x
    x = newX
  }

  /// Draws up or down.
  mutating func along(to newY: Int) {
    guard newY != y else { return }
    flush()
    bytes.write(UInt8(ascii: "v"))
    bytes.write(newY - y)
    y = newY
  }

  /// Closes the stroke.
  mutating func close() {
    flush()
    bytes.write(UInt8(ascii: "z"))
  }

  private mutating func flush() {
    guard pendingAcross != 0 else { return }
    bytes.write(UInt8(ascii: "h"))
    bytes.write(pendingAcross)
    pendingAcross = 0
  }
}
