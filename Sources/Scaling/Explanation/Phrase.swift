import Kubernetes

/// Numbers and lists as people read them.
enum Phrase {
  /// A number of replicas.
  static func replicas(_ count: some BinaryInteger) -> String {
    "\(count) \(count == 1 ? "replica" : "replicas")"
  }

  /// A number of pods.
  static func pods(_ count: some BinaryInteger) -> String { "\(count) \(count == 1 ? "pod" : "pods")" }

  /// A ratio to four decimals.
  static func ratio(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 1e12 else { return value.isNaN ? "undefined" : "\(value)" }
    let rounded = (value * 10_000).rounded() / 10_000
    let text = "\(rounded)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A span of time.
  static func span(_ milliseconds: Int64) -> String {
    if milliseconds % 1000 != 0 { return "\(milliseconds) ms" }
    return "\(milliseconds / 1000) s"
  }

  /// A time, at most the first or last that four digits of a year can name.
  static func time(_ milliseconds: Int64) -> String {
    KubernetesTime.text(milliseconds: min(max(milliseconds, -62_167_219_200_000), 253_402_300_799_999))
  }

  /// How long ago something was, and when.
  static func ago(_ atMs: Int64, nowMs: Int64) -> String { "\(span(nowMs &- atMs)) ago (\(time(atMs)))" }

  /// A list with a word before the last element.
  static func list(_ elements: [String], _ word: String = "and") -> String {
    guard let last = elements.last, elements.count > 1 else { return elements.first ?? "" }
    return elements.dropLast().joined(separator: ", ") + " \(word) \(last)"
  }
}
