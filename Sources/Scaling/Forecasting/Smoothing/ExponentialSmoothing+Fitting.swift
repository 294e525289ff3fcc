import Foundation
import Statistics

extension ExponentialSmoothing {
  /// Finds the parameters with the least squared one-step errors from given initial states on.
  ///
  /// Searched are 0 ≤ α ≤ 1, 0 ≤ β ≤ α, 0 ≤ γ ≤ 1 − α and, if damped, 0.8 ≤ φ ≤ 0.995: the bounds of statsmodels. A
  /// coarse grid picks starts, downhill simplexes finish. Deterministic. O(n) for each of some thousand steps.
  public func fit(
    _ history: [Double], from initial: States, damped: Bool = false
  ) throws(ForecastError) -> Parameters {
    guard history.count > 1 else { throw .tooShort(values: history.count, needed: 2) }
    // One run finds what is wrong with the settings; after that errors cannot occur.
    _ = try run(history, Parameters(alpha: 0.5), from: initial)
    func error(_ parameters: Parameters) -> Double {
      guard let run = try? run(history, parameters, from: initial), run.squaredError.isFinite else {
        return .greatestFiniteMagnitude
      }
      return run.squaredError
    }
    let space = SmoothingSpace(hasTrend: trend != .none, hasSeason: seasonal != .none, isDamped: damped)
    var starts = space.grid.map { (point: $0, value: error(space.parameters($0))) }
    starts.sort { $0.value < $1.value }
    var best = starts[0]
    for start in starts.prefix(4) {
      var point = start.point
      // A simplex may collapse early; begun again at its end it goes on.
      for _ in 0..<3 {
        let step = [Double](repeating: 1, count: point.count)
        let found = try? NelderMead.minimize(from: point, step: step, tolerance: 1e-9, iterations: 1_000) {
          error(space.parameters($0))
        }
        guard let found else { break }
        if found.value < best.value { best = (found.point, found.value) }
        point = found.point
      }
    }
    return space.parameters(best.point)
  }
}

/// The bounded parameters as a space without bounds.
private struct SmoothingSpace {
  let hasTrend: Bool
  let hasSeason: Bool
  let isDamped: Bool

  /// The parameters at a point: each coordinate is squeezed into its interval.
  func parameters(_ point: [Double]) -> ExponentialSmoothing.Parameters {
    var coordinates = point.makeIterator()
    func share() -> Double { 1 / (1 + exp(-(coordinates.next() ?? 0))) }
    let alpha = share()
    let beta = hasTrend ? alpha * share() : 0
    let gamma = hasSeason ? (1 - alpha) * share() : 0
    let phi = isDamped ? 0.8 + 0.195 * share() : 1
    return ExponentialSmoothing.Parameters(alpha: alpha, beta: beta, gamma: gamma, phi: phi)
  }

  /// The points from which a search may start.
  var grid: [[Double]] {
    var points: [[Double]] = [[]]
    let sides = [true, hasTrend, hasSeason, isDamped]
    for (index, isUsed) in sides.enumerated() where isUsed {
      let shares = index == 0 ? [0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99] : [0.01, 0.1, 0.5, 0.95]
      points = points.flatMap { point in shares.map { point + [log($0 / (1 - $0))] } }
    }
    return points
  }
}
