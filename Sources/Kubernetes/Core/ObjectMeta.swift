/// The metadata every object carries.
public struct ObjectMeta: Sendable, Hashable {
  public var name: String
  /// Empty reads as `default`.
  public var namespace: String
  public var labels: [String: String]
  public var annotations: [String: String]

  public init(
    name: String, namespace: String = "default", labels: [String: String] = [:],
    annotations: [String: String] = [:]
  ) {
    self.name = name
    self.namespace = namespace
    self.labels = labels
    self.annotations = annotations
  }
}
