/// A value in a YAML or JSON document that knows where it stands.
public struct DocumentNode: Sendable, Hashable {
  /// A key with its value.
  public struct Entry: Sendable, Hashable {
    /// The key's text.
    public var key: String
    /// Where the key stands.
    public var keyPlace: SourcePlace
    /// The value.
    public var value: DocumentNode

    /// Makes an entry from its parts.
    public init(key: String, keyPlace: SourcePlace, value: DocumentNode) {
      self.key = key
      self.keyPlace = keyPlace
      self.value = value
    }
  }

  /// What a value can be. Numbers keep their text, so that no digit of a quantity is lost.
  public enum Content: Sendable, Hashable {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case sequence([DocumentNode])
    case mapping([Entry])
  }

  /// The value.
  public var content: Content
  /// Where it starts.
  public var place: SourcePlace

  /// Makes a node from its parts.
  public init(_ content: Content, place: SourcePlace) {
    self.content = content
    self.place = place
  }

  /// The value of a key, if this is a mapping that has it.
  public subscript(key: String) -> DocumentNode? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.key == key }?.value
  }

  /// The elements, if this is a sequence.
  public var elements: [DocumentNode]? {
    guard case .sequence(let nodes) = content else { return nil }
    return nodes
  }

  /// The entries, if this is a mapping.
  public var entries: [Entry]? {
    guard case .mapping(let entries) = content else { return nil }
    return entries
  }

  /// The text of a string, if this is one.
  public var text: String? {
    guard case .string(let text) = content else { return nil }
    return text
  }

  /// What kind of value this is, in JSON's words, as the API server names it in its errors.
  public var kindName: String {
    switch content {
    case .null: "null"
    case .bool: "bool"
    case .number: "number"
    case .string: "string"
    case .sequence: "array"
    case .mapping: "object"
    }
  }
}
