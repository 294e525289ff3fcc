import Statistics

/// Simulated annealing in the unit cube: a baseline.
///
/// From a difference of a tenth of today's cost down to a thousandth, with as many steps as the budget has policies.
struct AnnealingSearch: SearchMethod {
  let stopRule = "when the temperature is down to a thousandth of today's cost, or the budget is spent"

  func search(_ trials: Trials) throws {
    let temperatures = 20
    let steps = max(trials.affordable / temperatures, 1)
    let cooling = Logarithm.power(100, 1 / Double(temperatures))
    var stream = RandomStream(seed: trials.seed, purpose: "tuning/annealing")
    let start = trials.space.parameters.map { _ in 0.5 }
    _ = try Annealing.minimize(
      from: start,
      schedule: Annealing.Schedule(
        stepsPerTemperature: steps, stepSize: 0.25, initial: 0.1, cooling: cooling, least: 0.001),
      stream: &stream
    ) { try trials.loss(at: $0) }
  }
}
