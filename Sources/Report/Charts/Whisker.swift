/// A mean with its interval as a dot on a line, on a scale shared by a column of a table.
struct Whisker {
  let mean: Double
  let lower: Double?
  let upper: Double?
  let scale: Scale

  static let width = 96

  /// The drawing; the cell it stands in has the numbers.
  var html: HTML {
    guard mean.isFinite else { return "" }
    let x = { (value: Double) in Int((self.scale.position(value) * Double(Self.width - 8)).rounded()) + 4 }
    var html: HTML =
      """
      <svg class="whisker" viewBox="0 0 \(Self.width) 10" aria-hidden="true"><path class="base" d="M4 \
      5h\(Self.width - 8)"/>
      """
    if let lower, let upper {
      html += "<path class=\"span\" d=\"M\(x(lower)) 5h\(max(x(upper) - x(lower), 1))\"/>"
    }
    return html + "<circle cx=\"\(x(mean))\" cy=\"5\" r=\"3.5\"/></svg>"
  }
}
