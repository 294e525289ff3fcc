/// A mapping of values to places along an axis, 0 at its beginning and 1 at its end.
struct Scale: Sendable, Equatable {
  /// The value at the beginning.
  let lower: Double
  /// The value at the end.
  let upper: Double
  /// Whether equal steps are equal ratios.
  let isLogarithmic: Bool
  /// The values that are marked.
  let ticks: [Double]

  /// Makes an even scale from 0 (or below, if values are) to a little above a value.
  static func fromZero(to greatest: Double, least: Double = 0, ticks count: Int) -> Scale {
    linear(
      from: least < 0 ? least * 1.05 : 0, to: greatest > 0 ? greatest * 1.05 : least < 0 ? 0 : 1, ticks: count
    )
  }

  /// Makes an even scale of a range, marked at about `count` round numbers within it.
  static func linear(from least: Double, to greatest: Double, ticks count: Int) -> Scale {
    let low = min(max(least, -limit), limit)
    let wanted = min(greatest, limit)
    let high = wanted > low ? wanted : low + max(1, low.magnitude)
    let step = roundStep(0.7 * (high - low) / Double(max(count, 1)))
    let (first, last) = ((low / step).rounded(.up), (high / step).rounded(.down))
    // Counted, not added up: on a range too narrow for its height, adding a step may change nothing.
    let marks = (0..<100).contains(last - first) ? Int(last - first) + 1 : 0
    return Scale(
      lower: low, upper: high, isLogarithmic: false,
      ticks: (0..<marks).map { multiple(of: step, times: first + Double($0)) })
  }

  /// Makes a scale of ratios that covers a range above 0, marked at powers of ten, and at 2 and 5 times them
  /// if few.
  static func logarithmic(from least: Double, to greatest: Double) -> Scale {
    let (low, high) = (max(least, 1 / limit) / 1.2, min(max(greatest, least), limit) * 1.2)
    var decades: [Double] = []
    var fine: [Double] = []
    var power = 1e-9
    while power <= high, power < 1e15 {
      for factor in [1.0, 2, 5] where power * factor >= low && power * factor <= high {
        fine.append(exact(power, times: factor))
        if factor == 1 { decades.append(exact(power, times: 1)) }
      }
      power *= 10
    }
    return Scale(lower: low, upper: high, isLogarithmic: true, ticks: decades.count > 1 ? decades : fine)
  }

  /// The marks that have a label: every other one, or fewer, where they would stand too close.
  var labels: [Double] {
    let every = (ticks.count + 3) / 4
    return ticks.enumerated().filter { $0.offset % every == 0 }.map(\.element)
  }

  /// The place of a value, cut to the axis; at its beginning for what is no number.
  func position(_ value: Double) -> Double {
    guard !value.isNaN, value > lower else { return 0 }
    guard value < upper else { return 1 }
    return isLogarithmic
      ? Self.log2(value / lower) / Self.log2(upper / lower) : (value - lower) / (upper - lower)
  }

  /// The greatest number that is drawn; beyond, arithmetic would leave what doubles can hold.
  private static let limit = 1e100

  /// The smallest of 1, 2, 5 times a power of ten that is not below a size.
  private static func roundStep(_ size: Double) -> Double {
    guard size > 0, size.isFinite else { return 1 }
    var (power, exponent) = (1.0, 0)
    while power < size, exponent < 300 { (power, exponent) = (power * 10, exponent + 1) }
    while power / 10 >= size, exponent > -300 { (power, exponent) = (power / 10, exponent - 1) }
    return [power / 5, power / 2].first { $0 >= size } ?? power
  }

  /// A multiple of a step without the error of a product such as 3 * 0.1.
  private static func multiple(of step: Double, times: Double) -> Double {
    step < 1 ? times / (1 / step).rounded() : times * step
  }

  /// A multiple of a power of ten that repeated products have blurred.
  private static func exact(_ power: Double, times factor: Double) -> Double {
    power < 0.5 ? factor / (1 / power).rounded() : power.rounded() * factor
  }

  /// The binary logarithm by arithmetic alone: a C library's may differ in the last bit between machines.
  private static func log2(_ value: Double) -> Double {
    let fraction = value.significand
    let ratio = (fraction - 1) / (fraction + 1)
    let square = ratio * ratio
    var (term, sum) = (ratio, 0.0)
    for odd in stride(from: 1.0, to: 40, by: 2) {
      sum += term / odd
      term *= square
    }
    return Double(value.exponent) + sum * 2 / 0.693_147_180_559_945_3
  }
}
