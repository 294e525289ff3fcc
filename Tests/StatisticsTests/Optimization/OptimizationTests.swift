import Testing

@testable import Statistics

@Suite("Searching minima")
struct OptimizationTests {
  /// Least at (1, 1), where it is 0, at the end of a bent valley.
  private static func rosenbrock(_ x: [Double]) -> Double {
    let (a, b) = (1 - x[0], x[1] - x[0] * x[0])
    return a * a + 100 * b * b
  }

  @Test("The simplex walks down Rosenbrock's valley to its end")
  func simplex() throws {
    let found = try NelderMead.minimize(
      from: [-1.2, 1], step: [0.5, 0.5], tolerance: 1e-10, iterations: 1_000, Self.rosenbrock)
    #expect(found.hasConverged)
    #expect(found.value < 1e-12)
    #expect(abs(found.point[0] - 1) < 1e-5)
  }

  private struct Stop: Error {}

  @Test("An error of the function ends a search and is thrown on")
  func errorsPass() {
    var calls = 0
    #expect(throws: Stop.self) {
      _ = try NelderMead.minimize(from: [0, 0], step: [1, 1], tolerance: 1e-9, iterations: 100) { point in
        calls += 1
        if calls == 10 { throw Stop() }
        return Self.rosenbrock(point)
      }
    }
    #expect(calls == 10)
    var stream = RandomStream(seed: 1, purpose: "test")
    calls = 0
    #expect(throws: Stop.self) {
      _ = try Annealing.minimize(
        from: [0.5],
        schedule: Annealing.Schedule(
          stepsPerTemperature: 50, stepSize: 0.2, initial: 1, cooling: 1.5, least: 0.01),
        stream: &stream
      ) { _ in
        calls += 1
        if calls == 20 { throw Stop() }
        return 0
      }
    }
    #expect(calls == 20)
  }

  @Test("Annealing leaves a hollow that is not the deepest")
  func annealing() throws {
    // A hollow of depth 0.5 around 0.2, where it begins, and one of depth 1 around 0.8.
    func hollows(_ x: [Double]) -> Double {
      min(10 * abs(x[0] - 0.2) - 0.5, 10 * abs(x[0] - 0.8) - 1)
    }
    var stream = RandomStream(seed: 7, purpose: "test")
    let found = try Annealing.minimize(
      from: [0.2],
      schedule: Annealing.Schedule(
        stepsPerTemperature: 60, stepSize: 0.25, initial: 2, cooling: 1.3, least: 0.01),
      stream: &stream, hollows)
    #expect(abs(found.point[0] - 0.8) < 0.05)
    #expect(found.value < -0.5)
  }

  @Test("Equal streams make equal walks")
  func annealingRepeats() throws {
    func walk() throws -> [Double] {
      var stream = RandomStream(seed: 3, purpose: "test")
      return try Annealing.minimize(
        from: [0.5, 0.5],
        schedule: Annealing.Schedule(
          stepsPerTemperature: 5, stepSize: 0.2, initial: 1, cooling: 2, least: 0.1), stream: &stream,
        Self.rosenbrock
      ).point
    }
    #expect(try walk() == walk())
  }

  @Test("The evolution strategy finds the end of Rosenbrock's valley in five dimensions")
  func evolution() throws {
    func valley(_ x: [Double]) -> Double {
      (0..<4).reduce(0) { $0 + Self.rosenbrock([x[$1], x[$1 + 1]]) }
    }
    var stream = RandomStream(seed: 11, purpose: "test")
    var strategy = try EvolutionStrategy(mean: [0, 0, 0, 0, 0], stepSize: 0.3)
    while strategy.generation < 2_000, valley(strategy.mean) > 1e-10 {
      let points = strategy.ask(stream: &stream)
      try strategy.tell(points.sorted { valley($0) < valley($1) })
    }
    #expect(valley(strategy.mean) < 1e-10)
    // Hansen's own takes about 3,000 evaluations from there; 8 points a generation.
    #expect(strategy.generation < 1_000)
  }

  @Test("A Gaussian process passes through its points and is unsure between them")
  func gaussianProcess() throws {
    let points = [0.0, 0.25, 0.5, 0.75, 1.0].map { [$0] }
    let values = points.map { ($0[0] - 0.3) * ($0[0] - 0.3) }
    let process = try GaussianProcess(points: points, values: values, noises: [1e-8])
    for (point, value) in zip(points, values) {
      let (mean, sd) = process.prediction(point)
      #expect(abs(mean - value) < 1e-3)
      #expect(sd < 1e-2)
    }
    #expect(process.prediction([0.37]).sd > process.prediction([0.5]).sd)
    #expect(abs(process.prediction([0.35]).mean - 0.0025) < 0.02)
  }

  @Test("Expected improvement is that of the normal distribution")
  func expectedImprovement() throws {
    let process = try GaussianProcess(points: [[0], [1]], values: [0, 1])
    let (mean, sd) = process.prediction([0.4])
    // (b - m) Φ(z) + s φ(z) at b = m: s φ(0) = 0.39894 s.
    #expect(abs(process.expectedImprovement([0.4], below: mean) - 0.398_942_28 * sd) < 1e-8)
    #expect(process.expectedImprovement([0.4], below: mean - 50 * sd) < 1e-12)
  }
}
