import Foundation
import Kubernetes

/// Replays operations on histograms, which are known by ids.
struct VPAHistogramOperations {
  private var histograms: [String: Kept] = [:]
  private var checkpoints: [String: HistogramCheckpoint] = [:]

  /// A histogram that decays or does not.
  private enum Kept {
    case plain(Histogram)
    case decaying(DecayingHistogram)

    var histogram: Histogram {
      switch self {
      case .plain(let histogram): histogram
      case .decaying(let decaying): decaying.histogram
      }
    }
  }

  private static let operations: Set<String> = [
    "new", "add", "subtract", "merge", "equals", "percentile", "isEmpty", "save", "load", "findBucket",
    "bucketStart", "string",
  ]

  /// Whether an operation is one on histograms.
  static func knows(_ operation: String, _ node: DocumentNode) -> Bool { operations.contains(operation) }

  /// Whether a document is an answer to such an operation: it holds results, but nothing to do.
  static func isAnswer(_ node: DocumentNode) -> Bool {
    guard let operation = node["op"]?.text, operations.contains(operation) else { return false }
    let arguments: [String: [String]] = [
      "new": ["kind"], "add": ["weight"], "subtract": ["weight"], "merge": ["other"], "equals": ["other"],
      "percentile": ["p"], "findBucket": ["value"], "bucketStart": ["index"], "load": ["checkpoint"],
    ]
    if let needed = arguments[operation] {
      return !needed.allSatisfy { node[$0] != nil } || node["result"] != nil
    }
    return (node.entries ?? []).contains { $0.key != "op" && $0.key != "id" }
  }

  /// Compares what both know under the same name, doubles also with their bit patterns.
  static func difference(
    expected: DocumentNode, found: DocumentNode
  ) -> (field: String, expected: String, found: String)? {
    for entry in expected.entries ?? [] {
      let key = entry.key
      if key.hasSuffix("its"), let text = entry.value.text {
        guard case .number(let digits)? = found["value"]?.content, let value = Double(digits) else {
          continue
        }
        let bits = "0x" + String(value.bitPattern, radix: 16)
        if bits != text { return (key, text, bits) }
      } else if found[key] != nil {
        if let difference = DocumentDifference.first(expected: entry.value, found: found[key], path: key) {
          return difference
        }
      } else if case .number = entry.value.content, found["value"] != nil, key != "t" {
        if let difference = DocumentDifference.first(expected: entry.value, found: found["value"], path: key)
        {
          return difference
        }
      } else if case .bool = entry.value.content, found["value"] != nil {
        if let difference = DocumentDifference.first(expected: entry.value, found: found["value"], path: key)
        {
          return difference
        }
      }
    }
    return nil
  }

  /// Does one operation and answers with `value`, `checkpoint` or `error`; nil where the operation is wrong.
  mutating func perform(_ fields: Fields, operation: String) -> DocumentNode? {
    let id = fields.required("id", fields.string) ?? ""
    func answer(_ more: (String, DocumentNode?)...) -> DocumentNode {
      .fields([("op", .text(operation)), ("id", .text(id))] + more)
    }
    if operation == "new" {
      guard let made = make(fields) else { return nil }
      histograms[id] = made
      return answer(("numBuckets", .number(made.histogram.shape.count)))
    }
    guard let kept = histograms[id] else {
      fields.problem("id", "names no histogram: \(id)")
      return nil
    }
    let histogram = kept.histogram
    switch operation {
    case "add", "subtract":
      guard let value = fields.required("value", fields.double),
        let weight = fields.required("weight", fields.double)
      else { return nil }
      change(id, value: value, weight: weight, atMs: fields.int64("t") ?? VPATime.zero, operation == "add")
      return answer()
    case "merge", "equals":
      let otherID = fields.required("other", fields.string) ?? ""
      guard let other = histograms[otherID] else {
        fields.problem("other", "names no histogram: \(otherID)")
        return nil
      }
      return operation == "merge"
        ? merge(id, otherID) ? answer() : answer(("error", .text("histograms of different kinds")))
        : answer(("value", .bool(Self.areAlike(kept, other))))
    case "percentile":
      guard let share = fields.required("p", fields.double) else { return nil }
      return answer(("value", .double(histogram.percentile(share))))
    case "isEmpty": return answer(("value", .bool(histogram.isEmpty)))
    case "save":
      let checkpoint: HistogramCheckpoint
      switch kept {
      case .plain(let histogram): checkpoint = histogram.checkpoint()
      case .decaying(let decaying): checkpoint = decaying.checkpoint()
      }
      if let name = fields.string("saveAs") { checkpoints[name] = checkpoint }
      return answer(("checkpoint", checkpoint.document))
    case "load":
      let name = fields.string("checkpointFrom")
      let checkpoint =
        name.flatMap { checkpoints[$0] } ?? fields.object("checkpoint", HistogramCheckpoint.init(reading:))
      let problem = load(id, checkpoint)
      return answer(("error", problem.map { .text($0.description) }))
    case "findBucket":
      guard let value = fields.required("value", fields.double) else { return nil }
      return answer(("value", .number(histogram.shape.bucket(of: value))))
    case "bucketStart":
      guard let index = fields.required("index", fields.int64) else { return nil }
      guard histogram.shape.starts.indices.contains(Int(clamping: index)) else {
        fields.problem("index", "must be a bucket, of which there are \(histogram.shape.count)")
        return nil
      }
      return answer(("value", .double(histogram.shape.starts[Int(index)])))
    case "string": return answer(("value", .text(Self.text(kept))))
    default:
      fields.problem("op", "is no operation of a histogram: \(operation)")
      return nil
    }
  }

  private func make(_ fields: Fields) -> Kept? {
    do throws(HistogramError) {
      let shape: HistogramShape
      let epsilon = fields.double("epsilon") ?? 1e-4
      switch fields.required("kind", fields.string) {
      case "cpu": shape = .cpu
      case "memory": shape = .memory
      case "linear":
        guard let maximum = fields.required("max", fields.double),
          let size = fields.required("bucket", fields.double)
        else { return nil }
        shape = try .linear(maximum: maximum, size: size, epsilon: epsilon)
      case "exponential":
        guard let maximum = fields.required("max", fields.double),
          let first = fields.required("bucket", fields.double),
          let ratio = fields.required("ratio", fields.double)
        else { return nil }
        shape = try .exponential(maximum: maximum, first: first, ratio: ratio, epsilon: epsilon)
      case nil: return nil
      case .some(let kind):
        fields.problem("kind", "must be linear, exponential, cpu or memory, found \(kind)")
        return nil
      }
      let halfLife = fields.int64("halfLifeMs") ?? 0
      return halfLife > 0
        ? .decaying(DecayingHistogram(shape, halfLifeMs: halfLife)) : .plain(Histogram(shape))
    } catch {
      fields.problem("kind", error.description)
      return nil
    }
  }

  private mutating func change(_ id: String, value: Double, weight: Double, atMs: Int64, _ adds: Bool) {
    switch histograms[id] {
    case .plain(var histogram)?:
      if adds { histogram.add(value, weight: weight) } else { histogram.subtract(value, weight: weight) }
      histograms[id] = .plain(histogram)
    case .decaying(var decaying)?:
      if adds {
        decaying.add(value, weight: weight, atMs: atMs)
      } else {
        decaying.subtract(value, weight: weight, atMs: atMs)
      }
      histograms[id] = .decaying(decaying)
    case nil: break
    }
  }

  private mutating func merge(_ id: String, _ other: String) -> Bool {
    switch (histograms[id], histograms[other]) {
    case (.plain(var a)?, .plain(let b)?):
      guard a.shape.starts == b.shape.starts else { return false }
      a.merge(b)
      histograms[id] = .plain(a)
    case (.decaying(var a)?, .decaying(var b)?):
      guard a.histogram.shape.starts == b.histogram.shape.starts, a.halfLifeMs == b.halfLifeMs else {
        return false
      }
      a.merge(&b)
      histograms[other] = .decaying(b)
      histograms[id] = .decaying(a)
    default: return false
    }
    return true
  }

  private mutating func load(_ id: String, _ checkpoint: HistogramCheckpoint?) -> HistogramError? {
    do throws(HistogramError) {
      switch histograms[id] {
      case .plain(var histogram)?:
        try histogram.load(checkpoint)
        histograms[id] = .plain(histogram)
      case .decaying(var decaying)?:
        try decaying.load(checkpoint)
        histograms[id] = .decaying(decaying)
      case nil: break
      }
      return nil
    } catch {
      return error
    }
  }

  private static func areAlike(_ a: Kept, _ b: Kept) -> Bool {
    switch (a, b) {
    case (.plain(let a), .plain(let b)): a.isAlike(b)
    case (.decaying(let a), .decaying(let b)): a.isAlike(b)
    default: false
    }
  }

  /// The histogram as upstream prints it: a head and the percentiles in steps of five.
  private static func text(_ kept: Kept) -> String {
    let histogram = kept.histogram
    var lines: [String] = []
    if case .decaying(let decaying) = kept {
      let reference =
        decaying.referenceMs == VPATime.zero
        ? "0001-01-01 00:00:00 +0000 UTC" : VPATime.goText(decaying.referenceMs)
      let halfLife = KubernetesDuration.text(milliseconds: decaying.halfLifeMs)
      lines.append("referenceTimestamp: \(reference), halfLife: \(halfLife)")
    }
    lines.append(
      "minBucket: \(histogram.least), maxBucket: \(histogram.most), totalWeight: "
        + String(format: "%.3f", histogram.total))
    lines.append("%-tile\tvalue")
    for percent in stride(from: 0, through: 100, by: 5) {
      lines.append("\(percent)\t" + String(format: "%.3f", histogram.percentile(0.01 * Double(percent))))
    }
    return lines.joined(separator: "\n")
  }
}
