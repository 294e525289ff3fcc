/// Finds the values that a limit cut off, so that the true ones were higher.
///
/// What is used is at most what is allowed: a recording that touches the limit does not show the demand.
enum Censoring {
  /// How near to a cap a value counts as cut off: CFS throttles from about 92 % of a limit on.
  static let nearLimit = 0.95
  /// How near to a flat top's level a value belongs to it.
  static let nearTop = 0.995
  /// How high a utilisation is most likely saturated, although noise hides the level of its top.
  static let suspicious = 0.85

  /// The level of a flat top: the greatest value, if at least five samples and one in a hundred have exactly
  /// this value and half of all are below; nil if the top is not flat.
  static func flatTop(of values: [Double]) -> Double? {
    let recorded = values.filter { !$0.isNaN }
    guard let top = recorded.max(), top > 0 else { return nil }
    let atTop = recorded.count { $0 == top }
    guard atTop >= 5, atTop * 100 >= recorded.count, atTop * 2 < recorded.count else { return nil }
    return top
  }

  /// Marks the values at or above a level, or nil if there are none.
  static func marks(_ values: [Double], from level: Double) -> [Bool]? {
    let marks = values.map { $0 >= level }
    return marks.contains(true) ? marks : nil
  }

  /// The share of recorded values at or above a level.
  static func share(_ values: [Double], from level: Double) -> Double {
    let recorded = values.count { !$0.isNaN }
    return recorded == 0 ? 0 : Double(values.count { $0 >= level }) / Double(recorded)
  }
}

extension Series {
  /// The share of the recorded values that a limit cut off.
  public var censoredShare: Double {
    guard let censored else { return 0 }
    let recorded = values.count { !$0.isNaN }
    return recorded == 0 ? 0 : Double(censored.count { $0 }) / Double(recorded)
  }
}
