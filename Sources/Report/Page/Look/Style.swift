/// The page's style sheet: its parts one after the other.
enum Style {
  /// All rules.
  static var bytes: Bytes {
    var bytes = Bytes()
    for part in [colors, text, tables, charts, pods, print] {
      bytes.write("\n" as StaticString)
      bytes.write(part)
    }
    return bytes
  }
}
