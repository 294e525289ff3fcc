/// Paired differences as dots over a line at zero, with their mean and its interval below.
struct Strip {
  let differences: [Double]
  let mean: Double
  let lower: Double?
  let upper: Double?
  let scale: Scale
  /// Words for those who cannot see it.
  let title: String

  static let width = 260
  private static let height = 44

  /// The drawing.
  var html: HTML {
    var html: HTML = """
      <svg class="strip" viewBox="0 0 \(Self.width) \(Self.height)" role="img" aria-label="\(title)">\
      <path class="zero" d="M\(Self.x(0, scale)) 0v\(Self.height)"/>
      """
    html += "<path class=\"dot\" d=\"\(dots)\"/>"
    if mean.isFinite {
      if let lower, let upper {
        let (left, right) = (Self.x(lower, scale), Self.x(upper, scale))
        html += "<path class=\"span\" d=\"M\(left) 36h\(max(right - left, 1))M\(left) 33v6M\(right) 33v6\"/>"
      }
      html += "<path class=\"mean\" d=\"M\(Self.x(mean, scale)) 31l5 5-5 5-5-5z\"/>"
    }
    return html + "</svg>"
  }

  /// A stroke without length, and so a dot, for each difference; those that would cover each other are stacked.
  private var dots: HTML {
    var bytes = Bytes()
    var stacked: [Int: Int] = [:]
    for difference in differences.filter(\.isFinite).sorted() {
      let x = Self.x(difference, scale)
      let level = stacked[x / 5, default: 0]
      stacked[x / 5] = level + 1
      bytes.write(UInt8(ascii: "M"))
      bytes.write(x)
      bytes.write(UInt8(ascii: " "))
      bytes.write(26 - min(level, 8) * 3)
      bytes.write("h0" as StaticString)
    }
    return .ours(bytes)
  }

  /// The scale that a column of strips shares, with zero in it.
  static func scale(of values: [Double]) -> Scale {
    let known = values.filter(\.isFinite)
    let (least, most) = (min(known.min() ?? 0, 0), max(known.max() ?? 0, 0))
    let room = (most - least) * 0.05
    return .linear(from: least - room, to: most + room, ticks: 4)
  }

  /// The marks over a column of strips.
  static func axis(_ scale: Scale) -> HTML {
    var html: HTML = "<svg class=\"strip axis\" viewBox=\"0 0 \(width) 18\" aria-hidden=\"true\">"
    let every = (scale.ticks.count + 4) / 5
    let zero = scale.ticks.firstIndex(of: 0) ?? 0
    for (index, tick) in scale.ticks.enumerated() where (index - zero) % every == 0 {
      let x = x(tick, scale)
      let anchor = x < 24 ? "start" : x > width - 24 ? "end" : "middle"
      html +=
        """
        <text x="\(x)" y="11" text-anchor="\(anchor)">\(Numeral.exact(tick))</text><path class="zero" \
        d="M\(x) 14v4"/>
        """
    }
    return html + "</svg>"
  }

  private static func x(_ value: Double, _ scale: Scale) -> Int {
    Int((scale.position(value) * Double(width - 16)).rounded()) + 8
  }
}
