/// The sign of a strategy throughout the page: a color together with a shape and a dash, so that none is
/// needed alone.
enum Marker {
  /// The number of different shapes, and of colors and dashes.
  static let kinds = 8

  /// The shapes, to be referred to by `use`, drawn in a box of 16 around 0.
  static let symbols: HTML = {
    let shapes: [HTML] = [
      "<circle r=\"6\"/>", "<path d=\"M-5.5-5.5h11v11h-11z\"/>", "<path d=\"M0-7 7 5.5H-7z\"/>",
      "<path d=\"M0-7.5 7 0 0 7.5-7 0z\"/>", "<path d=\"M0 7 7-5.5H-7z\"/>",
      "<path d=\"M-2.4-7h4.8v4.6H7v4.8H2.4V7h-4.8V2.4H-7v-4.8h4.6z\"/>",
      "<path d=\"M-6.5-3.7 0-7.5 6.5-3.7v7.4L0 7.5-6.5 3.7z\"/>",
      "<path d=\"M0-8 2.2-2.6 8-2.2 3.6 1.6 5 7.2 0 4.2-5 7.2-3.6 1.6-8-2.2-2.2-2.6z\"/>",
    ]
    var html: HTML = "<svg class=\"symbols\" aria-hidden=\"true\" width=\"0\" height=\"0\">"
    for (index, shape) in shapes.enumerated() {
      html += "<symbol id=\"m\(index)\" viewBox=\"-8 -8 16 16\">\(shape)</symbol>"
    }
    return html + "</svg>"
  }()

  /// The sign of a strategy; a reader that sees no pictures reads the name beside it.
  static func sign(_ strategy: Int) -> HTML {
    "<svg class=\"mk s\(strategy % kinds)\" aria-hidden=\"true\"><use href=\"#m\(strategy % kinds)\"/></svg>"
  }
}
