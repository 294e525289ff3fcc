import Experiment

/// What parameters do, from the policies that were run on every block.
struct Sensitivity {
  let space: SearchSpace
  /// Levels, first objective, first limit's score, whether all limits are kept.
  private let points: [(levels: [Int32], objective: Double, limit: Double, isKept: Bool)]
  private let isWhole: Bool

  init(_ policies: [PolicyOutcome], space: SearchSpace, objective: Int, limit: Int) {
    self.space = space
    points = policies.filter(\.isComplete).map {
      ($0.candidate.levels, $0.assessment.means[objective], $0.assessment.means[limit], $0.assessment.isKept)
    }
    // Only of a full factorial do effects add up to the variance.
    isWhole = points.count == space.choiceCount
  }

  /// The effect of each parameter.
  func effects() -> [ParameterEffect] {
    space.parameters.enumerated().map { index, parameter in
      let levels = parameter.levels.indices.map { level in
        effect(points.filter { $0.levels[index] == Int32(level) })
      }
      return ParameterEffect(
        parameter: index, levels: levels, share: isWhole ? share(levels, \.objective) : nil,
        limitShare: isWhole ? share(levels, \.limit) : nil)
    }
  }

  /// The effects of all pairs of parameters with more than one level, as far as their tables stay readable.
  func pairs(_ effects: [ParameterEffect]) -> [PairEffect] {
    var result: [PairEffect] = []
    for first in space.parameters.indices {
      for second in space.parameters.indices where second > first {
        let (rows, columns) = (space.parameters[first].levels.count, space.parameters[second].levels.count)
        guard rows > 1, columns > 1, rows * columns <= Sensitivity.mostCells else { continue }
        var groups = [[Int]](repeating: [], count: rows * columns)
        for (place, point) in points.enumerated() where point.levels[first] >= 0 && point.levels[second] >= 0
        {
          groups[Int(point.levels[first]) * columns + Int(point.levels[second])].append(place)
        }
        let cells = groups.map { group in effect(group.map { points[$0] }) }
        var own: Double?
        if let whole = share(cells, \.objective), let a = effects[first].share, let b = effects[second].share
        {
          own = max(0, whole - a - b)
        }
        result.append(PairEffect(first: first, second: second, cells: cells, share: isWhole ? own : nil))
      }
    }
    return result
  }

  private static let mostCells = 2_500

  private func effect(
    _ group: [(levels: [Int32], objective: Double, limit: Double, isKept: Bool)]
  ) -> LevelEffect {
    let count = Double(group.count)
    return LevelEffect(
      count: group.count, objective: group.reduce(0) { $0 + $1.objective } / count,
      limit: group.reduce(0) { $0 + $1.limit } / count,
      best: group.filter(\.isKept).map(\.objective).min() ?? .nan)
  }

  /// The variance of the levels' means over that of all policies.
  private func share(_ levels: [LevelEffect], _ value: KeyPath<LevelEffect, Double>) -> Double? {
    let known = levels.filter { $0.count > 0 }
    let total = Double(known.reduce(0) { $0 + $1.count })
    guard total > 1 else { return nil }
    let mean = known.reduce(0) { $0 + $1[keyPath: value] * Double($1.count) } / total
    let between = known.reduce(0) { sum, level in
      let distance = level[keyPath: value] - mean
      return sum + distance * distance * Double(level.count)
    }
    let whole = points.reduce(0) { sum, point in
      let own = value == \LevelEffect.objective ? point.objective : point.limit
      return sum + (own - mean) * (own - mean)
    }
    return whole > 0 ? between / whole : nil
  }
}
