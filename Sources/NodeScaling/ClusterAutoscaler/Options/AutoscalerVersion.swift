/// A release of Cluster Autoscaler, whose behavior differs in some points.
public struct AutoscalerVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// 37 of 1.37.
  public let minor: Int

  /// The releases whose behavior is known.
  public static let known = 31...37
  /// The newest of them.
  public static let latest = AutoscalerVersion(minor: 37)

  private init(minor: Int) { self.minor = minor }

  /// Reads a release such as `1.36` or `v1.36.2`; nil if it is not one of those known.
  public init?(_ text: String) {
    let parts = text.drop { $0 == "v" }.split(separator: ".")
    guard parts.count >= 2, parts[0] == "1", let minor = Int(parts[1]), Self.known.contains(minor) else {
      return nil
    }
    self.minor = minor
  }

  /// Orders releases by age.
  public static func < (a: AutoscalerVersion, b: AutoscalerVersion) -> Bool { a.minor < b.minor }

  /// Such as `1.37`.
  public var description: String { "1.\(minor)" }

  /// The expander where none is named.
  public var defaultExpander: Expander { minor >= 33 ? .leastWaste : .random }
  /// Whether the next loop starts at once where something happened.
  public var loopsFrequently: Bool { minor >= 35 }
  /// Whether nodes are cordoned before they are deleted.
  public var cordonsNodes: Bool { minor >= 34 }
  /// Whether nodes count as upcoming only while a scale-up is open and the group is not left alone, and
  /// whether an overdue scale-up lowers the target.
  public var requiresOpenScaleUp: Bool { minor >= 36 }
  /// Whether a node whose removal is tried out stays in the list without pods.
  public var leavesGhost: Bool { minor >= 32 }
}
