import Kubernetes

extension DocumentNode {
  /// Makes a number in its shortest form that reads back exactly.
  package static func decimal(_ number: Double) -> DocumentNode {
    let isWhole = number == number.rounded() && abs(number) < 1e15
    var node = DocumentNode.number(isWhole ? Int64(number) : 0)
    if !isWhole { node.content = .number("\(number)") }
    return node
  }

  /// Makes a length of time.
  package static func span(_ milliseconds: Int64) -> DocumentNode { .text(Span.text(milliseconds)) }
}
