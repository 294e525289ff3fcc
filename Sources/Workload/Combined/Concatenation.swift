import Kubernetes

/// Sources one after the other.
struct Concatenation: Combination {
  static let keyword = "concatenate"
  let parts: [any LoadSource]
  let lengthMs: Int64?

  /// Reads `concatenate: [{constant: 10, duration: 1h}, {constant: 50}]`; only the last may have no end.
  static func read(_ input: LoadInput) -> Concatenation? {
    guard let parts = input.sources(), input.haveOneUnit(parts, in: input.node) else { return nil }
    let before = input.report.problems.count
    var length: Int64? = 0
    for (index, part) in parts.enumerated() {
      if index == parts.count - 1, part.lengthMs == nil {
        length = nil
      } else if let node = input.node.elements?[index],
        let own = input.finite(part, at: node, path: "\(input.path)[\(index)]")
      {
        length = length.map { $0 + own }
      }
    }
    guard input.report.problems.count == before else { return nil }
    return Concatenation(parts: parts, lengthMs: length)
  }

  var originMs: Int64? { parts.first?.originMs }

  func column(on axis: TimeAxis, luck: Luck) -> Column {
    var starts: [Int64] = [0]
    for part in parts { starts.append((starts.last ?? 0) + (part.lengthMs ?? axis.endMs)) }
    let fine = axis.split(at: starts)
    var values: [Double] = []
    var marks: [Bool] = []
    for (index, part) in parts.enumerated() {
      guard let own = fine.part(from: starts[index], to: starts[index + 1]) else { continue }
      let column = part.tail(on: own.axis, luck: luck)
      values += column.values
      marks += column.censored ?? column.values.map { _ in false }
    }
    return Column(values, censored: marks.contains(true) ? marks : nil).means(from: fine, on: axis)
  }
}
