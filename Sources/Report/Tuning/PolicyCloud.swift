import Experiment
import Tuning

/// Every policy as a point, what it costs against how it serves, with the front of those that nothing beats.
struct PolicyCloud {
  /// A policy's place.
  struct Point {
    let place: Int
    let cost: Double
    let harm: Double
    let isKept: Bool
  }

  let points: [Point]
  let today: (cost: Double, harm: Double)?
  let chosen: Int?
  let base: String
  let costScale: Scale
  let harmScale: Scale
  /// The most harm that keeps the limit.
  let allowed: Double?

  private static let size = 1000

  /// Takes the policies run on every block whose means are known.
  init(_ result: TuningResult, cost: Int, harm: Int, allowed: Double?) {
    points = result.policies.enumerated().compactMap { place, policy in
      let (a, b) = (policy.assessment.means[cost], policy.assessment.means[harm])
      guard policy.isComplete, a.isFinite, b.isFinite else { return nil }
      return Point(place: place, cost: a, harm: b, isKept: policy.assessment.isKept)
    }
    let (a, b) = (result.today.assessment.means[cost], result.today.assessment.means[harm])
    today = a.isFinite && b.isFinite ? (a, b) : nil
    chosen = result.chosen
    base = result.base
    self.allowed = allowed
    let costs = points.map(\.cost) + [today?.cost].compactMap { $0 }
    let (least, most) = (costs.min() ?? 0, costs.max() ?? 1)
    let room = most > least ? (most - least) * 0.04 : max(most.magnitude * 0.05, 0.5)
    costScale = .linear(from: least - room, to: most + room, ticks: 6)
    let harms = points.map(\.harm) + [today?.harm].compactMap { $0 }
    let positive = harms.filter { $0 > 0 }
    let top = max(harms.max() ?? 0, allowed.map { $0 * 1.2 } ?? 0)
    // Errors differ by powers of ten; below a thousandth of what is allowed the exact number matters to nobody.
    if let allowed, allowed > 0, top > 20 * allowed || (positive.min() ?? allowed) < allowed / 20 {
      harmScale = .logarithmic(from: max(positive.min() ?? allowed / 1000, allowed / 1000), to: top)
    } else {
      harmScale = .fromZero(to: top, ticks: 5)
    }
  }

  /// The points on the front in cost and harm, by rising cost.
  var front: [Point] {
    var found: [Point] = []
    for point in points.sorted(by: { ($0.cost, $0.harm, $0.place) < ($1.cost, $1.harm, $1.place) })
    where point.harm < found.last?.harm ?? .infinity {
      found.append(point)
    }
    return found
  }

  /// The plot with its axes.
  func html(costLabel: String, harmLabel: String, description: String) -> HTML {
    """
    <div class="tradeoff cloud" id="cloud"><div class="ylabel">\(harmLabel)</div>\
    <div class="plot" style="height:400px">\
    <svg viewBox="0 0 \(Self.size) \(Self.size)" preserveAspectRatio="none" role="img" aria-labelledby="clt cld">\
    <title id="clt">\(harmLabel) against \(costLabel), every policy a point</title><desc id="cld">\(description)\
    </desc>\(drawing)</svg>\(words)</div><div class="xaxis" aria-hidden="true">\(costMarks)</div>\
    <div class="xlabel"><span class="goal">↙ cheaper and better</span><span>\(costLabel)</span></div></div>

    """
  }

  private func across(_ cost: Double) -> Int { Int((costScale.position(cost) * Double(Self.size)).rounded()) }

  private func down(_ harm: Double) -> Int { harmScale.depth(harm, in: Self.size) }

  private var drawing: HTML {
    let size = Self.size
    let depth = allowed.map { down($0) }
    var html = HTML()
    if let depth { html += "<rect class=\"late\" width=\"\(size)\" height=\"\(depth)\"/>" }
    var rules = Path()
    for tick in harmScale.ticks {
      rules.move(0, down(tick))
      rules.across(to: size)
    }
    for tick in costScale.ticks {
      rules.move(across(tick), 0)
      rules.along(to: size)
    }
    html += "<path class=\"grid\" d=\"\(rules.commands)\"/>"
    if let depth { html += "<path class=\"slo\" d=\"M0 \(depth)h\(size)\"/>" }
    html += "<path class=\"cloudy out\" d=\"\(dots { !$0.isKept })\"/>"
    html += "<path class=\"cloudy in\" d=\"\(dots(where: \.isKept))\"/>"
    var steps = Path()
    for (index, point) in front.enumerated() {
      if index == 0 { steps.move(across(point.cost), down(point.harm)) }
      steps.across(to: across(point.cost))
      steps.along(to: down(point.harm))
    }
    return html + "<path class=\"front\" d=\"\(steps.commands)\"/>"
  }

  /// Points as strokes of no length, which keep their size however the drawing is stretched.
  private func dots(where holds: (Point) -> Bool) -> HTML {
    var path = HTML()
    var seen: Set<[Int]> = []
    for point in points where holds(point) {
      let (x, y) = (across(point.cost), down(point.harm))
      if seen.insert([x, y]).inserted { path += "M\(x) \(y)h0" }
    }
    return path
  }

  private var words: HTML {
    var html = HTML()
    for tick in harmScale.ticks {
      let top = Numeral.percent(1 - harmScale.position(tick))
      html += "<span class=\"yt\" style=\"top:\(top)%\" aria-hidden=\"true\">\(Numeral.exact(tick))</span>"
    }
    let best = points.first { $0.place == chosen }
    if let today {
      // Next to each other the words would lie on one another.
      let isClose = best.map { isNear($0, today.cost, today.harm) } ?? false
      html += sign(today.cost, today.harm, symbol: 1, base, isBelow: isClose)
    }
    if let best { html += sign(best.cost, best.harm, symbol: 7, "recommended", isBelow: false) }
    if let allowed {
      let top = Numeral.percent(1 - harmScale.position(allowed))
      html += "<span class=\"slolabel\" aria-hidden=\"true\" style=\"top:\(top)%\">limit</span>"
    }
    return html
  }

  private func isNear(_ point: Point, _ cost: Double, _ harm: Double) -> Bool {
    abs(costScale.position(point.cost) - costScale.position(cost)) < 0.25
      && abs(harmScale.position(point.harm) - harmScale.position(harm)) < 0.08
  }

  private func sign(
    _ cost: Double, _ harm: Double, symbol: Int, _ word: String, isBelow: Bool
  ) -> HTML {
    let x = costScale.position(cost)
    let corner = (isBelow ? "s" : "n") + (x > 0.75 ? "w" : "e")
    return """
      <span class="pt \(corner)" style="left:\(Numeral.percent(x))%;\
      top:\(Numeral.percent(1 - harmScale.position(harm)))%" aria-hidden="true">\(Marker.sign(symbol))\
      <span class="ptl">\(word)</span></span>
      """
  }

  private var costMarks: HTML {
    var html = HTML()
    for tick in costScale.ticks {
      let left = Numeral.percent(costScale.position(tick))
      html += "<span class=\"xt\" style=\"left:\(left)%\">\(Numeral.exact(tick))</span>"
    }
    return html
  }

  /// What the page's script needs to say which policy the pointer is on.
  func json(of result: TuningResult) -> JSON {
    .object([
      ("parameters", .array(result.parameters.map { .text($0.name) })),
      ("levels", .array(result.parameters.map { .array($0.levels.map { .text($0) }) })),
      (
        "points",
        .array(
          points.map { point in
            let policy = result.policies[point.place]
            return .array(
              [.number(across(point.cost)), .number(down(point.harm)), .number(point.place + 1)]
                + [.number(point.cost), .number(point.harm)]
                + policy.candidate.levels.map { .number(Int($0)) })
          })
      ),
    ])
  }
}
