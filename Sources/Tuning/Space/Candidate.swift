/// A choice of one level for each parameter; -1 where a parameter does not matter.
public struct Candidate: Sendable, Hashable {
  /// The levels, in the order of the parameters.
  public var levels: [Int32]

  /// Makes a candidate of its levels.
  public init(levels: [Int32]) { self.levels = levels }
}
