internal import CGSL

/// Simulated annealing (Kirkpatrick and others 1983), by GSL: a walk that takes worse points too, ever more rarely.
public enum Annealing {
  /// How fast it cools.
  public struct Schedule: Sendable, Hashable {
    /// The steps at each temperature.
    public var stepsPerTemperature: Int
    /// The longest step along an axis.
    public var stepSize: Double
    /// The first temperature, in units of the function.
    public var initial: Double
    /// What a temperature is divided by to give the next.
    public var cooling: Double
    /// The temperature below which it ends.
    public var least: Double

    /// Makes a schedule.
    public init(
      stepsPerTemperature: Int, stepSize: Double, initial: Double, cooling: Double, least: Double
    ) {
      self.stepsPerTemperature = stepsPerTemperature
      self.stepSize = stepSize
      self.initial = initial
      self.cooling = cooling
      self.least = least
    }
  }

  /// Walks from a start through the unit cube and returns the best point met, with its value.
  ///
  /// A step moves every coordinate by up to the step size, back into the cube at its walls. An error of the function
  /// ends the walk and is thrown on.
  ///
  /// - Throws: ``StatisticsError`` for a start that is not finite or a schedule that never ends.
  public static func minimize(
    from start: [Double], schedule: Schedule, stream: inout RandomStream,
    _ function: ([Double]) throws -> Double
  ) throws -> (point: [Double], value: Double) {
    try start.requireFinite(atLeast: 1)
    guard schedule.cooling > 1, schedule.least > 0, schedule.initial > 0, schedule.stepsPerTemperature > 0
    else {
      throw StatisticsError.argument(name: "schedule", value: "\(schedule)", expected: "one that cools down")
    }
    _ = GSL.ready
    return try withoutActuallyEscaping(function) { function in
      let walk = Walk(dimension: start.count, stepSize: schedule.stepSize, function)
      // A state is a reference to the walk followed by the coordinates, so that GSL's plain copies do.
      let size = 8 * (start.count + 1)
      let state = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 8)
      defer { state.deallocate() }
      state.storeBytes(of: Unmanaged.passUnretained(walk).toOpaque(), as: UnsafeMutableRawPointer.self)
      for (index, value) in start.enumerated() {
        state.storeBytes(of: value, toByteOffset: 8 * (index + 1), as: Double.self)
      }
      let parameters = gsl_siman_params_t(
        n_tries: 1, iters_fixed_T: Int32(clamping: schedule.stepsPerTemperature),
        step_size: schedule.stepSize,
        k: 1, t_initial: schedule.initial, mu_t: schedule.cooling, t_min: schedule.least)
      stream.withGenerator { generator in
        gsl_siman_solve(
          generator, state,
          { state in state.map { Walk.of($0).energy($0) } ?? .nan },
          { generator, state, _ in
            if let generator, let state { Walk.of(state).step(state, generator) }
          },
          { _, _ in 0 }, nil, nil, nil, nil, size, parameters)
      }
      if let error = walk.error { throw error }
      return (walk.best, walk.least)
    }
  }

  /// A walk on its way through C.
  private final class Walk {
    let dimension: Int
    let stepSize: Double
    let function: ([Double]) throws -> Double
    var best: [Double] = []
    var least = Double.infinity
    var error: (any Error)?

    init(dimension: Int, stepSize: Double, _ function: @escaping ([Double]) throws -> Double) {
      self.dimension = dimension
      self.stepSize = stepSize
      self.function = function
    }

    static func of(_ state: UnsafeMutableRawPointer) -> Walk {
      Unmanaged<Walk>.fromOpaque(state.load(as: UnsafeMutableRawPointer.self)).takeUnretainedValue()
    }

    func energy(_ state: UnsafeMutableRawPointer) -> Double {
      guard error == nil else { return .infinity }
      let point = (0..<dimension).map { state.load(fromByteOffset: 8 * ($0 + 1), as: Double.self) }
      do {
        let value = try function(point)
        if value < least || best.isEmpty { (best, least) = (point, value) }
        return value
      } catch {
        self.error = error
        return .infinity
      }
    }

    func step(_ state: UnsafeMutableRawPointer, _ generator: UnsafePointer<gsl_rng>) {
      for index in 1...dimension {
        let old = state.load(fromByteOffset: 8 * index, as: Double.self)
        var new = old + (2 * gsl_rng_uniform(generator) - 1) * stepSize
        if new < 0 { new = -new }
        if new > 1 { new = 2 - new }
        state.storeBytes(of: min(max(new, 0), 1), toByteOffset: 8 * index, as: Double.self)
      }
    }
  }
}
