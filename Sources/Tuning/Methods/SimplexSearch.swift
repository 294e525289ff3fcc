import Statistics

/// The downhill simplex of Nelder and Mead in the unit cube, begun anew where a search ends: a baseline.
///
/// The first begins at today's policy or the middle of the space, the next at points spread over it.
struct SimplexSearch: SearchMethod {
  let stopRule =
    "when the budget is spent; each descent ends when its simplex is smaller than half a level, or after 60 steps"

  func search(_ trials: Trials) throws {
    let space = trials.space
    let finest = space.parameters.map { 0.5 / Double($0.levels.count) }.min() ?? 0.01
    let starts = try space.spread(64, by: .quasi(.sobol))
    for start in starts {
      let before = trials.spent
      _ = try NelderMead.minimize(
        from: space.point(of: start), step: space.parameters.map { _ in 0.3 }, tolerance: finest,
        iterations: 60
      ) { try trials.loss(at: $0) }
      // A descent that met known policies only would repeat itself for ever.
      if trials.spent == before, trials.remaining < trials.blocks.count { return }
    }
  }
}

extension Trials {
  /// The loss at a point; outside of the cube that of the nearest point in it and a penalty, so that searches turn back.
  func loss(at point: [Double]) throws -> Double {
    let inside = point.map { min(max($0, 0), 1) }
    let outside = zip(point, inside).reduce(0) { $0 + abs($1.0 - $1.1) }
    let candidate = space.candidate(at: inside)
    guard space.fits(candidate) else { return 1e3 + outside }
    let loss = try loss(running: candidate)
    return (loss.isFinite ? loss : 1e3) + 10 * outside
  }
}
