import Kubernetes

/// A source made of others.
protocol Combination: LoadSource {
  /// The sources it is made of.
  var parts: [any LoadSource] { get }
}

extension Combination {
  var unit: Unit? { parts.lazy.compactMap(\.unit).first }
  var originMs: Int64? { parts.lazy.compactMap(\.originMs).first }
  var recordings: [Series] { parts.flatMap(\.recordings) }

  func work(overMs length: Int64, stepMs: Int64) -> LoadWork { workOfParts(overMs: length, stepMs: stepMs) }

  /// What the parts need for a length of time, or for their own where that is shorter.
  func workOfParts(overMs length: Int64, stepMs: Int64) -> LoadWork {
    parts.reduce(LoadWork()) { $0 + $1.work(overMs: min(length, $1.lengthMs ?? length), stepMs: stepMs) }
  }
}

extension LoadInput {
  /// Notes a problem if sources measure different things, so that they cannot be added.
  func haveOneUnit(_ sources: [any LoadSource], in node: DocumentNode) -> Bool {
    let units = sources.enumerated().compactMap { index, source in source.unit.map { (index, $0) } }
    guard let first = units.first, let other = units.first(where: { $0.1 != first.1 }) else { return true }
    report.problem(
      "measures \(other.1.rawValue), but [\(first.0)] measures \(first.1.rawValue)",
      at: node.elements?[other.0].place ?? node.place, path: "\(path)[\(other.0)]",
      hint: "only values of one unit add up")
    return false
  }

  /// The length of sources that run side by side: the shortest, with a warning if some are longer.
  func commonLength(_ sources: [any LoadSource]) -> Int64? {
    let lengths = sources.compactMap(\.lengthMs)
    guard let shortest = lengths.min(), let longest = lengths.max() else { return nil }
    if longest > shortest {
      report.warn(
        "its parts last from \(Timespan.text(shortest)) to \(Timespan.text(longest)); the shortest counts",
        at: node.place, path: path)
    }
    return shortest
  }

  /// Notes a problem if a source goes on without end where an end is needed.
  func finite(_ source: any LoadSource, at node: DocumentNode, path: String) -> Int64? {
    if let length = source.lengthMs { return length }
    report.problem("does not say how long it lasts", at: node.place, path: path, hint: "add duration: 1d")
    return nil
  }
}

extension Column {
  /// Changes each value.
  func mapping(_ change: (Double) -> Double) -> Column { Column(values.map(change), censored: censored) }

  /// Joins two columns value by value; what is censored in one is censored.
  func joined(_ other: Column, _ join: (Double, Double) -> Double) -> Column {
    var result = self
    for index in values.indices { result.values[index] = join(values[index], other.values[index]) }
    if let marks = other.censored {
      result.censored = censored.map { own in zip(own, marks).map { $0 || $1 } } ?? marks
    }
    return result
  }
}
