import Statistics

/// CMA-ES in the unit cube: for many numeric parameters that act together.
struct CovarianceSearch: SearchMethod {
  let stopRule =
    "when the budget is spent, or two descents found nothing new; a descent ends when it reaches less than half a "
    + "level, or five generations found nothing new"

  func search(_ trials: Trials) throws {
    let space = trials.space
    let finest = space.parameters.map { 0.5 / Double($0.levels.count) }.min() ?? 0.01
    var stream = RandomStream(seed: trials.seed, purpose: "tuning/cmaes")
    var population = 4 + Int(3 * Logarithm.natural(Double(space.parameters.count)))
    var fruitless = 0
    for descent in 0..<32 where fruitless < 2 {
      let begun = trials.spent
      let start =
        descent == 0 ? space.parameters.map { _ in 0.5 } : space.parameters.map { _ in stream.uniform() }
      var strategy = try EvolutionStrategy(mean: start, stepSize: 0.3, population: population)
      var idle = 0
      while strategy.reach > finest, idle < 5 {
        let points = strategy.ask(stream: &stream)
        let inside = points.map { $0.map { min(max($0, 0), 1) } }
        let candidates = inside.map(space.candidate).filter(space.fits)
        let before = trials.spent
        try trials.run(candidates, on: trials.blocks.indices)
        idle = trials.spent == before ? idle + 1 : 0
        var losses: [(Int, Double)] = []
        for index in points.indices { losses.append((index, try trials.loss(at: points[index]))) }
        // What was drawn outside is told as drawn, with its penalty: the distribution turns back by itself.
        try strategy.tell(losses.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map { points[$0.0] })
      }
      if trials.remaining < trials.blocks.count { return }
      // A small space is soon known; larger generations find what a small one passed over.
      fruitless = trials.spent == begun ? fruitless + 1 : 0
      population = min(2 * population, 64)
    }
  }
}
