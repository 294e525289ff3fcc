/// What strategies cost against how they serve: a point each, with the intervals of both and the front of the
/// best.
struct TradeOff {
  /// A strategy's place.
  struct Point {
    let strategy: Int
    let name: String
    let cost: (mean: Double, lower: Double, upper: Double)
    let harm: (mean: Double, lower: Double, upper: Double)
  }

  let points: [Point]
  let costScale: Scale
  let harmScale: Scale
  /// The most harm that keeps the objective, if that is what harm measures.
  let allowed: Double?

  /// Units of the drawing along each side.
  private static let size = 1000
  /// The size in pixels that labels are laid out for; on smaller screens they are left out.
  static let assumed = (width: 720.0, height: 360.0)

  /// Fits the scales to the points: money from where it begins, harm from nothing.
  init(points: [Point], allowed: Double?) {
    self.points = points
    self.allowed = allowed
    let costs = points.flatMap { [$0.cost.lower, $0.cost.upper] }
    let (least, most) = (costs.min() ?? 0, costs.max() ?? 1)
    let room = most > least ? (most - least) * 0.05 : max(most.magnitude * 0.05, 0.5)
    costScale = .linear(from: least - room, to: most + room, ticks: 6)
    let harms = points.flatMap { [$0.harm.mean, $0.harm.upper] }
    let means = points.map(\.harm.mean).filter { $0 > 0 }
    let top = max(harms.max() ?? 0, allowed.map { $0 * 1.2 } ?? 0)
    if let low = means.min(), means.count == points.count, top > 50 * low {
      harmScale = .logarithmic(from: min(low, allowed ?? low), to: top)
    } else {
      harmScale = .fromZero(to: top, ticks: 5)
    }
  }

  /// The strategies that no other one beats on both.
  var front: [Point] {
    points.filter { point in
      !points.contains {
        $0.cost.mean <= point.cost.mean && $0.harm.mean <= point.harm.mean
          && ($0.cost.mean < point.cost.mean || $0.harm.mean < point.harm.mean)
      }
    }.sorted { ($0.cost.mean, $0.harm.mean) < ($1.cost.mean, $1.harm.mean) }
  }

  /// The plot with its axes.
  func html(costLabel: String, harmLabel: String, description: String) -> HTML {
    """
    <div class="tradeoff"><div class="ylabel">\(harmLabel)</div>\
    <div class="plot" style="height:\(Int(Self.assumed.height))px">\
    <svg viewBox="0 0 \(Self.size) \(Self.size)" preserveAspectRatio="none" role="img" aria-labelledby="tot tod">\
    <title id="tot">\(harmLabel) against \(costLabel)</title><desc id="tod">\(description)</desc>\(drawing)</svg>\
    \(words)</div><div class="xaxis" aria-hidden="true">\(costMarks)</div>\
    <div class="xlabel"><span class="goal">↙ cheaper and better</span><span>\(costLabel)</span></div></div>

    """
  }

  /// What is stretched with the page.
  private var drawing: HTML {
    let size = Self.size
    let depth = allowed.map { harmScale.depth($0, in: size) }
    var html = HTML()
    if let depth { html += "<rect class=\"late\" width=\"\(size)\" height=\"\(depth)\"/>" }
    html += "<path class=\"grid\" d=\"\(rules)\"/>"
    if let depth { html += "<path class=\"slo\" d=\"M0 \(depth)h\(size)\"/>" }
    html += "<path class=\"front\" d=\"\(frontLine)\"/>"
    for point in points {
      html += "<path class=\"cross s\(point.strategy % Marker.kinds)\" d=\"\(cross(point))\"/>"
    }
    return html
  }

  /// What keeps its size: signs, names and the marks of the upright axis.
  private var words: HTML {
    var html = HTML()
    for tick in harmScale.ticks {
      let top = Numeral.percent(1 - harmScale.position(tick))
      html += "<span class=\"yt\" style=\"top:\(top)%\" aria-hidden=\"true\">\(Numeral.exact(tick))</span>"
    }
    for (point, place) in zip(points, places) {
      let left = Numeral.percent(costScale.position(point.cost.mean))
      let top = Numeral.percent(1 - harmScale.position(point.harm.mean))
      let shift = Numeral.exact(Double(place.line) * Place.lineHeight)
      html += """
        <span class="pt \(place.corner.rawValue)" style="left:\(left)%;top:\(top)%" aria-hidden="true">\
        \(Marker.sign(point.strategy))\
        <span class="ptl"\(.when(place.line > 0, " style=\"margin:\(shift)px 0\""))>\(.name(point.name))</span></span>
        """
    }
    if let allowed {
      let top = Numeral.percent(1 - harmScale.position(allowed))
      html += "<span class=\"slolabel\" aria-hidden=\"true\" style=\"top:\(top)%\">objective</span>"
    }
    return html
  }

  private var costMarks: HTML {
    var html = HTML()
    for tick in costScale.ticks {
      let left = Numeral.percent(costScale.position(tick))
      html += "<span class=\"xt\" style=\"left:\(left)%\">\(Numeral.exact(tick))</span>"
    }
    return html
  }

  private var rules: HTML {
    var path = Path()
    for tick in harmScale.ticks {
      path.move(0, harmScale.depth(tick, in: Self.size))
      path.across(to: Self.size)
    }
    for tick in costScale.ticks {
      path.move(across(tick), 0)
      path.along(to: Self.size)
    }
    return path.commands
  }

  /// Steps along the front: whatever lies above and right of them is beaten by a strategy.
  private var frontLine: HTML {
    var path = Path()
    for (index, point) in front.enumerated() {
      let (x, y) = (across(point.cost.mean), harmScale.depth(point.harm.mean, in: Self.size))
      if index == 0 { path.move(x, y) }
      path.across(to: x)
      path.along(to: y)
    }
    return path.commands
  }

  private func cross(_ point: Point) -> HTML {
    var path = Path()
    path.move(across(point.cost.lower), harmScale.depth(point.harm.mean, in: Self.size))
    path.across(to: across(point.cost.upper))
    path.move(across(point.cost.mean), harmScale.depth(point.harm.lower, in: Self.size))
    path.along(to: harmScale.depth(point.harm.upper, in: Self.size))
    return path.commands
  }

  private func across(_ cost: Double) -> Int { Int((costScale.position(cost) * Double(Self.size)).rounded()) }
}
