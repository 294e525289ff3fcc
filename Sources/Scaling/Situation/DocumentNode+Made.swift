import Kubernetes

extension DocumentNode {
  /// Makes a node that stands in no file.
  static func made(_ content: Content) -> DocumentNode { DocumentNode(content, place: .nowhere) }
}

extension DocumentNode.Entry {
  /// Makes an entry that stands in no file.
  static func made(_ key: String, _ content: DocumentNode.Content) -> DocumentNode.Entry {
    DocumentNode.Entry(key: key, keyPlace: .nowhere, value: .made(content))
  }
}

extension SourcePlace {
  /// The place of what was made here.
  static let nowhere = SourcePlace(file: "<status>", line: 0, column: 0)
}
