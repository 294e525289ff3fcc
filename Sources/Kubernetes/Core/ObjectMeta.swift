/// The metadata every object carries.
public struct ObjectMeta: Sendable, Hashable {
  /// The name.
  public var name: String
  /// Empty reads as `default`.
  public var namespace: String
  /// What selectors pick objects by.
  public var labels: [String: String]
  /// Notes that nothing selects by.
  public var annotations: [String: String]
  /// The server's identifier, empty for objects that were never on a server.
  public var uid: String
  /// Milliseconds since 1970 when a server made it, nil if none did.
  public var creationTimestampMs: Int64?
  /// Milliseconds since 1970 when it is to be gone, nil unless it is being deleted.
  public var deletionTimestampMs: Int64?
  /// The objects it belongs to.
  public var ownerReferences: [OwnerReference]

  /// Makes metadata from its parts.
  public init(
    name: String, namespace: String = "default", labels: [String: String] = [:],
    annotations: [String: String] = [:], uid: String = "", creationTimestampMs: Int64? = nil,
    deletionTimestampMs: Int64? = nil, ownerReferences: [OwnerReference] = []
  ) {
    self.name = name
    self.namespace = namespace
    self.labels = labels
    self.annotations = annotations
    self.uid = uid
    self.creationTimestampMs = creationTimestampMs
    self.deletionTimestampMs = deletionTimestampMs
    self.ownerReferences = ownerReferences
  }
}

/// Names an object that another belongs to.
public struct OwnerReference: Sendable, Hashable {
  /// The kind, such as Deployment.
  public var kind: String
  /// The name.
  public var name: String
  /// The server's identifier.
  public var uid: String
  /// Whether the owner manages the object.
  public var controller: Bool

  /// Makes a reference from its parts.
  public init(kind: String, name: String, uid: String = "", controller: Bool = false) {
    self.kind = kind
    self.name = name
    self.uid = uid
    self.controller = controller
  }
}

extension Fields {
  /// Reads the field `metadata`; where the name is to be generated, its stem is taken.
  public func metadata() -> ObjectMeta {
    object("metadata") { fields in
      var name = fields.string("name") ?? ""
      if name.isEmpty, let stem = fields.string("generateName") {
        name = String(stem.reversed().drop { $0 == "-" }.reversed())
      }
      let namespace = fields.string("namespace") ?? ""
      return ObjectMeta(
        name: name, namespace: namespace.isEmpty ? "default" : namespace,
        labels: fields.strings("labels") ?? [:],
        annotations: fields.strings("annotations") ?? [:], uid: fields.string("uid") ?? "",
        creationTimestampMs: fields.time("creationTimestamp"),
        deletionTimestampMs: fields.time("deletionTimestamp"),
        ownerReferences: fields.objects("ownerReferences") { fields in
          OwnerReference(
            kind: fields.string("kind") ?? "", name: fields.string("name") ?? "",
            uid: fields.string("uid") ?? "",
            controller: fields.bool("controller") ?? false)
        } ?? [])
    } ?? ObjectMeta(name: "")
  }
}
