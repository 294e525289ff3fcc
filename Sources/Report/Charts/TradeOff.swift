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
  private static let assumed = (width: 720.0, height: 360.0)

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
    let size = Self.size
    var html: HTML = """
      <div class="tradeoff"><div class="ylabel">\(harmLabel)</div><div class="plot" \
      style="height:\(Int(Self.assumed.height))px">\
      <svg viewBox="0 0 \(size) \(size)" preserveAspectRatio="none" role="img" aria-labelledby="tot tod">\
      <title id="tot">\(harmLabel) against \(costLabel)</title><desc id="tod">\(description)</desc>
      """
    if let allowed {
      let depth = harmScale.depth(allowed, in: size)
      html +=
        """
        <rect class="late" width="\(size)" height="\(depth)"/><path class="slo" d="M0 \(depth)h\(size)"/>
        """
    }
    html += "<path class=\"grid\" d=\"\(rules)\"/><path class=\"front\" d=\"\(frontLine)\"/>"
    for point in points {
      html += "<path class=\"cross s\(point.strategy % Marker.kinds)\" d=\"\(cross(point))\"/>"
    }
    html += "</svg>"
    for tick in harmScale.ticks {
      html +=
        """
        <span class="yt" style="top:\(Numeral.percent(1 - harmScale.position(tick)))%" aria-hidden="true">\
        \(Numeral.exact(tick))</span>
        """
    }
    let places = labelPlaces
    for (index, point) in points.enumerated() {
      let (left, top) = (costScale.position(point.cost.mean), 1 - harmScale.position(point.harm.mean))
      html += """
        <span class="pt \(places[index].rawValue)" \
        style="left:\(Numeral.percent(left))%;top:\(Numeral.percent(top))%" \
        aria-hidden="true">\(Marker.sign(point.strategy))<span class="ptl">\(.name(point.name))</span></span>
        """
    }
    if allowed != nil {
      html +=
        """
        <span class="slolabel" aria-hidden="true" \
        style="top:\(Numeral.percent(1 - harmScale.position(allowed ?? 0)))%">objective</span>
        """
    }
    html += "</div><div class=\"xaxis\" aria-hidden=\"true\">"
    for tick in costScale.ticks {
      html +=
        """
        <span class="xt" style="left:\(Numeral.percent(costScale.position(tick)))%">\(Numeral.exact(tick))\
        </span>
        """
    }
    return html
      + """
      </div><div class="xlabel"><span class="goal">↙ cheaper and better</span><span>\(costLabel)</span>\
      </div></div>

      """
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

  /// The corner of its point in which a label stands, off the cross.
  private enum Side: String, CaseIterable { case ne, se, nw, sw }

  private struct Box {
    var left, top, right, bottom: Double

    func meets(_ other: Box) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }

    func isInside(width: Double, height: Double) -> Bool {
      left >= 0 && top >= 0 && right <= width && bottom <= height
    }
  }

  /// The first corner, for each point in turn, in which a label meets no point, no cross and no label before
  /// it.
  private var labelPlaces: [Side] {
    let (width, height) = Self.assumed
    let centers = points.map {
      (x: costScale.position($0.cost.mean) * width, y: (1 - harmScale.position($0.harm.mean)) * height)
    }
    var taken = centers.map { Box(left: $0.x - 7, top: $0.y - 2, right: $0.x + 7, bottom: $0.y + 2) }
    for (index, point) in points.enumerated() {
      let (x, y) = centers[index]
      let (left, right) = (
        costScale.position(point.cost.lower) * width, costScale.position(point.cost.upper) * width
      )
      let top = (1 - harmScale.position(point.harm.upper)) * height
      let bottom = (1 - harmScale.position(point.harm.lower)) * height
      taken.append(Box(left: left, top: y - 1, right: right, bottom: y + 1))
      taken.append(Box(left: x - 1, top: top, right: x + 1, bottom: bottom))
    }
    var places: [Side] = []
    for (index, point) in points.enumerated() {
      let (x, y) = centers[index]
      let length = Double(min(point.name.count, 40)) * 7.4 + 6
      func box(_ side: Side) -> Box {
        switch side {
        case .ne: Box(left: x + 8, top: y - 21, right: x + 8 + length, bottom: y - 3)
        case .se: Box(left: x + 8, top: y + 3, right: x + 8 + length, bottom: y + 21)
        case .nw: Box(left: x - 8 - length, top: y - 21, right: x - 8, bottom: y - 3)
        case .sw: Box(left: x - 8 - length, top: y + 3, right: x - 8, bottom: y + 21)
        }
      }
      let free = Side.allCases.first { side in
        let place = box(side)
        return place.isInside(width: width, height: height) && !taken.contains { $0.meets(place) }
      }
      places.append(free ?? .ne)
      taken.append(box(free ?? .ne))
    }
    return places
  }
}
