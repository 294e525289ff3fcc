import Experiment
import Statistics

extension Page {
  /// What each strategy costs against how it serves.
  var tradeOff: HTML {
    guard let harm = keys.violations, let price = keys.price, harm != price else { return "" }
    let points = result.strategies.enumerated().compactMap { index, strategy -> TradeOff.Point? in
      let (cost, bad) = (strategy.mean(of: price), strategy.mean(of: harm))
      guard cost.mean.isFinite, bad.mean.isFinite else { return nil }
      return TradeOff.Point(
        strategy: index, name: strategy.name, cost: Self.range(cost), harm: Self.range(bad))
    }
    guard !points.isEmpty else { return "" }
    let isLimited = result.score(harm).id == KeyScores.violationsId
    let chart = TradeOff(points: points, allowed: isLimited ? result.allowedViolations : nil)
    let description = points.map {
      "\($0.name): \(Numeral.text($0.cost.mean)) and \(Numeral.text($0.harm.mean))"
    }
    var items = HTML()
    for point in points {
      let cost = "\(Numeral.text(point.cost.mean)) \(result.score(price).unit)"
      let bad = "\(Numeral.text(point.harm.mean)) \(result.score(harm).unit)"
      items += "<li>\(who(point.strategy)) \(.sub("\(cost) · \(bad)"))</li>"
    }
    return """
      <figure>\(chart.html(
        costLabel: label(price), harmLabel: label(harm), description: description.joined(separator: "; ")))\
      <figcaption><p>\(reading(chart))Crosses are the intervals of both means.\
      \(.when(isLimited, " The shaded part breaks the objective."))</p><ul class="points">\(items)</ul>\
      </figcaption></figure>

      """
  }

  /// A mean with the ends of its interval, or with itself where they are not known.
  private static func range(_ estimate: Estimate) -> (mean: Double, lower: Double, upper: Double) {
    guard let interval = estimate.interval, interval.lower.isFinite, interval.upper.isFinite else {
      return (estimate.mean, estimate.mean, estimate.mean)
    }
    return (estimate.mean, interval.lower, interval.upper)
  }

  /// What the chart says, in words.
  private func reading(_ chart: TradeOff) -> HTML {
    guard chart.points.count > 1 else { return "" }
    let front = chart.front
    let names = HTML.joined(front.map { .name($0.name) }, by: ", ")
    return front.count == 1
      ? "<b>\(names)</b> is best at both: no other strategy is cheaper or serves better. "
      : """
      Along the dashed steps nothing is both cheaper and better: <b>\(names)</b>. Whatever lies above and \
      right of them pays more for less.\u{20}
      """
  }
}
