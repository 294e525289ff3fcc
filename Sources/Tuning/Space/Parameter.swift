public import Experiment
public import Kubernetes

/// A field that tuning may change, with the values it may take.
public struct Parameter: Sendable {
  /// A value the parameter may take.
  public struct Level: Sendable {
    /// The value in words.
    public var label: String
    /// The value as a number, in the field's own unit; nil for a choice of words.
    public var number: Double?
    /// What it changes.
    public var change: Change
  }

  /// What a level does to objects.
  public enum Change: Sendable {
    /// Sets the parameter's own fields; null removes them.
    case set(DocumentNode)
    /// Sets other fields of the object, then merges into it (RFC 7386).
    case patch(set: [DocumentNode.Entry], merge: DocumentNode?)
  }

  /// The name, by which conditions refer to it.
  public var name: String
  /// Where it is written.
  public var place: SourcePlace
  /// The object it changes.
  public var object: ObjectSelection
  /// The paths of its fields in the object; all get the same value.
  public var paths: [String]
  /// The values, in order.
  public var levels: [Level]
  /// The condition under which it matters at all.
  public var condition: Condition?

  /// Whether its levels are numbers, so that nearby levels are alike.
  public var isNumeric: Bool { levels.allSatisfy { $0.number != nil } }
}

/// Says for which levels of another parameter a parameter matters.
public struct Condition: Sendable, Hashable {
  /// The other parameter's index.
  public var parameter: Int
  /// Its levels for which the parameter matters.
  public var levels: Set<Int>
}
