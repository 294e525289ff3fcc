import Kubernetes

/// One field with what it should be and what it is.
public struct CaseCheck: Sendable {
  /// The field, such as `conditions[1].message`.
  public var field: String
  /// What upstream came to.
  public var expected: String
  /// What came out here.
  public var found: String

  /// Makes a check of two texts.
  public init(_ field: String, expected: String, found: String) {
    self.field = field
    self.expected = expected
    self.found = found
  }

  /// Makes a check of two numbers.
  public init(_ field: String, expected: some BinaryInteger, found: some BinaryInteger) {
    self.init(field, expected: "\(expected)", found: "\(found)")
  }
}

extension [CaseCheck] {
  /// The first field that differs.
  public func firstDifference(id: String, place: SourcePlace) -> ConformanceReport.Difference? {
    first { $0.expected != $0.found }.map {
      ConformanceReport.Difference(
        id: id, place: place, field: $0.field, expected: $0.expected, found: $0.found)
    }
  }
}
