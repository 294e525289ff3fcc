/// How much there is to compute for a load, roughly: what is refused because it would take too long or too much
/// memory, before it is begun.
struct LoadWork: Sendable {
  /// How often luck is drawn, or a step touched, one by one.
  var draws = 0.0
  /// How many values are held at once beside the load's own.
  var values = 0.0

  /// About 10 s of computing, and 1 GiB.
  static let mostDraws = 200_000_000.0
  static let mostValues = 20_000_000.0

  static func + (left: LoadWork, right: LoadWork) -> LoadWork {
    LoadWork(draws: left.draws + right.draws, values: left.values + right.values)
  }
}
