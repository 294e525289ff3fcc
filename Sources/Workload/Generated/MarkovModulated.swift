import Kubernetes
import Statistics

/// A Markov-modulated Poisson process: a rate that jumps between states, and requests by chance at it.
///
/// The time in each state is exponential, the states' path is exact, and so is each step's count, since counts
/// over a known path are Poisson. It begins in its stationary distribution.
struct MarkovModulated: LoadSource {
  static let keyword = "mmpp"
  /// Requests per second in each state.
  let rates: [Double]
  /// The rates of leaving a state for another, per second.
  let switching: [[Double]]
  let stationary: [Double]
  let arrivals: LoadDescription.Arrivals
  let place: String

  /// Reads `mmpp: {rates: [10, 100], stay: [100s, 20s]}`; with more states each other one follows equally
  /// likely, unless `switching` gives the rate per second of each change as rows of a matrix.
  static func read(_ input: LoadInput) -> MarkovModulated? {
    input.fields { fields in
      let arrivals = fields.choice("arrivals", of: LoadDescription.Arrivals.self) ?? .poisson
      let rates = fields.required("rates") { fields.amounts($0, .notNegative) }
      guard let rates, let switching = switching(fields, states: rates.count) else { return nil }
      guard rates.count >= 2 else {
        fields.problem("rates", "must be at least 2, one for each state")
        return nil
      }
      guard let stationary = StationaryDistribution.of(switching) else {
        fields.problem("switching", "must lead from each state to each other, directly or not")
        return nil
      }
      return MarkovModulated(
        rates: rates, switching: switching, stationary: stationary, arrivals: arrivals, place: input.place)
    }
  }

  private static func switching(_ fields: Fields, states: Int) -> [[Double]]? {
    guard fields.has("stay") != fields.has("switching") else {
      fields.report.problem(
        "needs either stay or switching", at: fields.node.place, path: fields.path,
        hint: "stay: [100s, 20s] is the mean time in each state")
      return nil
    }
    if fields.has("stay") {
      guard let stays = fields.timespans("stay", .positive) else { return nil }
      guard stays.count == states else {
        fields.problem("stay", "must be \(states) times, one for each rate, found \(stays.count)")
        return nil
      }
      return stays.enumerated().map { state, stay in
        (0..<states).map { $0 == state ? 0 : 1000 / Double(stay) / Double(states - 1) }
      }
    }
    let rows = fields.list("switching") { node, path -> [Double]? in
      Fields.amounts(node, path: path, .notNegative, report: fields.report)
    }
    guard var rows else { return nil }
    guard rows.count == states, rows.allSatisfy({ $0.count == states }) else {
      fields.problem("switching", "must be \(states) rows of \(states) rates, one for each state")
      return nil
    }
    for state in 0..<states { rows[state][state] = 0 }
    return rows
  }

  var unit: Unit? { arrivals == .poisson ? .requestsPerSecond : nil }

  func work(overMs length: Int64, stepMs: Int64) -> LoadWork {
    let changes = zip(stationary, switching).reduce(0) { $0 + $1.0 * $1.1.reduce(0, +) }
    return LoadWork(draws: changes * Double(length) / 1000)
  }

  func column(on axis: TimeAxis, luck: Luck) -> Column {
    var stream = luck.stream(of: place, for: "states")
    var state = MarkovModulated.choose(stationary, &stream)
    var left = sojourn(state, &stream)
    var at = 0.0
    var values: [Double] = []
    values.reserveCapacity(axis.count)
    for step in 0..<axis.count {
      let (start, end) = (Double(axis.timesMs[step]) / 1000, Double(axis.endMs(at: step)) / 1000)
      var sum = 0.0
      while at < end {
        let span = min(left, end - at)
        // What passes before the axis begins only moves the states on.
        sum += rates[state] * max(0, min(at + span, end) - max(at, start))
        at = span < left ? end : at + span
        left -= span
        if left <= 0 {
          state = MarkovModulated.choose(switching[state], &stream)
          left = sojourn(state, &stream)
        }
      }
      values.append(sum / (end - start))
    }
    if arrivals == .poisson {
      PoissonCounts.draw(&values, on: axis, from: luck.stream(of: place, for: "arrivals"))
    }
    return Column(values)
  }

  private func sojourn(_ state: Int, _ stream: inout RandomStream) -> Double {
    stream.exponential(mean: 1 / switching[state].reduce(0, +))
  }

  private static func choose(_ weights: [Double], _ stream: inout RandomStream) -> Int {
    var rest = stream.uniform() * weights.reduce(0, +)
    for (index, weight) in weights.enumerated() {
      rest -= weight
      if rest < 0 { return index }
    }
    return weights.lastIndex { $0 > 0 } ?? 0
  }
}

/// The share of time a Markov process spends in each state.
enum StationaryDistribution {
  /// Solves πQ = 0 by the elimination of Grassmann, Taksar and Heyman, which subtracts nothing and so loses no
  /// digits; nil if some state cannot be left for the others.
  static func of(_ rates: [[Double]]) -> [Double]? {
    var q = rates
    let count = q.count
    guard isConnected(rates) else { return nil }
    for state in stride(from: count - 1, to: 0, by: -1) {
      let out = q[state][..<state].reduce(0, +)
      guard out > 0 else { return nil }
      for other in 0..<state { q[other][state] /= out }
      for from in 0..<state {
        for to in 0..<state where from != to { q[from][to] += q[from][state] * q[state][to] }
      }
    }
    var shares = [1.0]
    for state in 1..<count { shares.append((0..<state).reduce(0) { $0 + shares[$1] * q[$1][state] }) }
    let total = shares.reduce(0, +)
    return shares.map { $0 / total }
  }

  private static func isConnected(_ rates: [[Double]]) -> Bool {
    func reaches(all edge: (Int, Int) -> Bool) -> Bool {
      var found: Set<Int> = [0]
      var open = [0]
      while let state = open.popLast() {
        for other in rates.indices where edge(state, other) && found.insert(other).inserted {
          open.append(other)
        }
      }
      return found.count == rates.count
    }
    return reaches { rates[$0][$1] > 0 } && reaches { rates[$1][$0] > 0 }
  }
}
