import Kubernetes
import Simulation
import Workload

extension WorkloadSpec {
  /// Reads the queue that its pods work off; its messages then wait in it, whatever else is said of them.
  mutating func readQueue(_ fields: Fields) {
    if fields.has("queue") {
      queue = fields.object("queue") { inner -> ScenarioQueue? in
        var queue = ScenarioQueue(name: inner.line("name") ?? target)
        if let partitions = inner.whole("partitions", 1...100_000) { queue.partitions = Int32(partitions) }
        queue.outages = inner.outages("fails")
        return queue
      }
      if response.discipline != .queue {
        let isSaid = fields.value("response")?["discipline"] != nil
        if isSaid { fields.problem("queue", "needs discipline: queue in response, or none said") }
        if fields.value("response")?["timeout"] == nil { response.timeout = nil }
        response.discipline = .queue
      }
    } else if response.discipline == .queue {
      queue = ScenarioQueue(name: target)
    }
  }
}

extension Fields {
  /// Reads times at which something cannot be asked: a list of `{from: 10m, for: 5m}`.
  func outages(_ key: String) -> [Range<Int64>] {
    let found = objects(key) { fields -> Range<Int64>? in
      for key in ["from", "for"] where !fields.has(key) {
        fields.missing(key, hint: "fails: [{from: 10m, for: 5m}]")
      }
      guard let from = fields.span("from"), let length = fields.span("for", 1...Span.longestMs) else {
        return nil
      }
      return from..<from + length
    }
    return found ?? []
  }
}

extension DocumentNode {
  /// Writes times at which something cannot be asked.
  static func outages(_ outages: [Range<Int64>]) -> DocumentNode {
    .list(
      outages.map {
        .fields([("from", .span($0.lowerBound)), ("for", .span($0.upperBound - $0.lowerBound))])
      })
  }
}

extension ScenarioQueue {
  var resolved: DocumentNode {
    .fields([
      ("name", .text(name)), ("partitions", .number(partitions)),
      ("fails", outages.isEmpty ? nil : .outages(outages)),
    ])
  }

  /// The queue with times from the beginning of the run.
  func starting(atMs startMs: Int64) -> ScenarioQueue {
    var queue = self
    queue.outages = outages.map { $0.lowerBound + startMs..<$0.upperBound + startMs }
    return queue
  }
}
