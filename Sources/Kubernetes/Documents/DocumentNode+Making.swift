/// Makes documents that stand in no file.
extension DocumentNode {
  /// Where such values say they stand.
  private static let nowhere = SourcePlace(file: "<made>", line: 1, column: 1)

  /// Makes a text.
  public static func text(_ text: String) -> DocumentNode { DocumentNode(.string(text), place: nowhere) }

  /// Makes a whole number.
  public static func number(_ number: some BinaryInteger) -> DocumentNode {
    DocumentNode(.number(String(number)), place: nowhere)
  }

  /// Makes a truth value.
  public static func bool(_ flag: Bool) -> DocumentNode { DocumentNode(.bool(flag), place: nowhere) }

  /// Makes a list.
  public static func list(_ elements: [DocumentNode]) -> DocumentNode {
    DocumentNode(.sequence(elements), place: nowhere)
  }

  /// Makes a mapping of the fields that have a value, in their order.
  public static func fields(_ fields: [(key: String, value: DocumentNode?)]) -> DocumentNode {
    let entries = fields.compactMap { key, value in
      value.map { Entry(key: key, keyPlace: nowhere, value: $0) }
    }
    return DocumentNode(.mapping(entries), place: nowhere)
  }

  /// Makes a mapping of texts, sorted by key, or nil if it would be empty.
  static func texts(_ texts: [String: String]) -> DocumentNode? {
    texts.isEmpty ? nil : fields(texts.sorted { $0.key < $1.key }.map { ($0.key, text($0.value)) })
  }
}
