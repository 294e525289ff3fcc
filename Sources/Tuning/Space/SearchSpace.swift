public import Kubernetes
import Statistics

/// The policies a search may look at: all choices of levels that fit the conditions.
public struct SearchSpace: Sendable {
  /// What may be changed.
  public var parameters: [Parameter]
  /// The conditions between parameters.
  public var relations: [Relation]

  /// Makes a space.
  public init(parameters: [Parameter], relations: [Relation] = []) {
    self.parameters = parameters
    self.relations = relations
  }

  /// The most policies that are listed one by one.
  public static let mostListed = 1_000_000

  /// The number of all choices of levels, conditions not looked at; the largest Int where it is larger.
  public var choiceCount: Int {
    parameters.reduce(1) { product, parameter in
      let (result, overflow) = product.multipliedReportingOverflow(by: parameter.levels.count)
      return overflow ? .max : result
    }
  }

  /// A candidate with -1 for each parameter that does not matter in it.
  func canonical(_ levels: [Int32]) -> Candidate {
    var levels = levels
    for (index, parameter) in parameters.enumerated() {
      guard let condition = parameter.condition else { continue }
      if !condition.levels.contains(Int(levels[condition.parameter])) { levels[index] = -1 }
    }
    return Candidate(levels: levels)
  }

  /// Whether a candidate fits all conditions between parameters.
  public func fits(_ candidate: Candidate) -> Bool {
    guard !relations.isEmpty else { return true }
    let numbers = zip(parameters, candidate.levels).map { parameter, level in
      level < 0 ? nil : parameter.levels[Int(level)].number
    }
    return relations.allSatisfy { $0.holds(numbers) }
  }

  /// All candidates that fit, the last parameter changing fastest.
  ///
  /// Throws if there are more than `mostListed` choices, or none fits.
  public func all() throws(InputErrors) -> [Candidate] {
    guard choiceCount <= SearchSpace.mostListed else {
      throw InputErrors([
        InputProblem(
          path: "spec.tune.parameters",
          message: "there are more than \(SearchSpace.mostListed) policies, too many to try each",
          hint: "give wider steps, or a method that samples, such as gaussianProcess or random")
      ])
    }
    var seen: Set<Candidate> = []
    var found: [Candidate] = []
    var levels = [Int32](repeating: 0, count: parameters.count)
    for _ in 0..<choiceCount {
      let candidate = canonical(levels)
      if fits(candidate), seen.insert(candidate).inserted { found.append(candidate) }
      var place = levels.count - 1
      while place >= 0 {
        levels[place] += 1
        if levels[place] < parameters[place].levels.count { break }
        levels[place] = 0
        place -= 1
      }
    }
    guard !found.isEmpty else {
      throw InputErrors([InputProblem(path: "spec.tune.where", message: "no policy fits all conditions")])
    }
    return found
  }

  /// The number of a candidate among all choices, which names it whatever the method: the last parameter counts least.
  public func number(of candidate: Candidate) -> Int {
    zip(parameters, candidate.levels).reduce(0) { number, pair in
      (number &* pair.0.levels.count) &+ Int(max(pair.1, 0))
    }
  }

  /// A candidate in words: `target 60, window 300`.
  public func label(_ candidate: Candidate) -> String {
    zip(parameters, candidate.levels).compactMap { parameter, level in
      level < 0 ? nil : "\(parameter.name) \(parameter.levels[Int(level)].label)"
    }.joined(separator: ", ")
  }
}

// MARK: The unit cube

extension SearchSpace {
  /// The candidate at a point of the unit cube: each coordinate's range is shared out evenly among the levels.
  public func candidate(at point: [Double]) -> Candidate {
    canonical(
      zip(parameters, point).map { parameter, coordinate in
        let count = Double(parameter.levels.count)
        return Int32(min(max((coordinate * count).rounded(.down), 0), count - 1))
      })
  }

  /// The point of a candidate: the middle of each level's part, and of the cube where a parameter does not matter.
  public func point(of candidate: Candidate) -> [Double] {
    zip(parameters, candidate.levels).map { parameter, level in
      level < 0 ? 0.5 : (Double(level) + 0.5) / Double(parameter.levels.count)
    }
  }

  /// The candidates that differ in one parameter by one level, or by any where levels are words.
  public func neighbors(of candidate: Candidate) -> [Candidate] {
    var found: [Candidate] = []
    for (index, parameter) in parameters.enumerated() where candidate.levels[index] >= 0 {
      let own = candidate.levels[index]
      let others =
        parameter.isNumeric
        ? [own - 1, own + 1] : parameter.levels.indices.map(Int32.init).filter { $0 != own }
      for level in others where level >= 0 && level < parameter.levels.count {
        var levels = candidate.levels.map { max($0, 0) }
        levels[index] = level
        let neighbor = canonical(levels)
        if fits(neighbor), neighbor != candidate, !found.contains(neighbor) { found.append(neighbor) }
      }
    }
    return found
  }

  /// Up to so many different candidates that fit, spread over the space by a sequence; `known` are passed over.
  ///
  /// Ends early when the space has no more.
  func spread(
    _ count: Int, by sequence: Spread, skipping known: Set<Candidate> = []
  ) throws(StatisticsError) -> [Candidate] {
    var seen = known
    var found: [Candidate] = []
    var misses = 0
    let patience = 100 + 20 * min(choiceCount, 10_000)
    func take(_ point: [Double]) {
      let candidate = candidate(at: point)
      if fits(candidate), seen.insert(candidate).inserted {
        found.append(candidate)
        misses = 0
      } else {
        misses += 1
      }
    }
    switch sequence {
    case .random(var stream):
      while found.count < count, misses < patience { take(parameters.map { _ in stream.uniform() }) }
    case .quasi(let kind):
      var points = try QuasiRandomSequence(kind, dimension: parameters.count)
      while found.count < count, misses < patience { take(points.next()) }
    }
    return found
  }
}

/// How points are spread over a space.
enum Spread {
  /// Independently.
  case random(RandomStream)
  /// More evenly than by chance.
  case quasi(QuasiRandomSequence.Kind)
}
