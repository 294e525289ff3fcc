import Kubernetes

/// What runs may be shown against.
private enum Bound: String, CaseIterable { case none, clairvoyant }

extension ExperimentSpec {
  /// Reads the seeds: how many, or which.
  mutating func readSeeds(_ fields: Fields) {
    guard let node = fields.value("seeds") else { return }
    guard let nodes = node.elements else {
      if let count = fields.whole("seeds", 1...100_000) { seeds = ExperimentSpec.seeds(count: count) }
      return
    }
    seeds = []
    for node in nodes {
      guard case .number(let text) = node.content, let seed = UInt64(text), !seeds.contains(seed) else {
        fields.report.problem(
          "must be whole numbers, each once, found \(Fields.quoted(node))", at: node.place,
          path: fields.path(of: "seeds"))
        continue
      }
      seeds.append(seed)
    }
    if nodes.isEmpty { fields.problem("seeds", "must hold at least one seed") }
  }

  /// Reads what is promised to users, and what resources cost.
  mutating func readObjective(_ fields: Fields) {
    _ = fields.object("slo") { fields -> Bool in
      if let latency = fields.span("latency", 1...3_600_000) { objective.latencyMs = Double(latency) }
      if let percent = fields.number(
        "target", 1...99.9999999, "a percentage from 1 to below 100, such as 99.5")
      {
        objective.target = percent / 100
      }
      return true
    }
    _ = fields.object("prices") { fields -> Bool in
      if let price = fields.number("cpuHour", 0...1e9, "a price of at least 0") { prices.cpuHour = price }
      if let price = fields.number("memoryGiBHour", 0...1e9, "a price of at least 0") {
        prices.memoryGiBHour = price
      }
      if let currency = fields.line("currency") { prices.currency = currency }
      return true
    }
  }

  /// Reads how long runs are, and how finely they are recorded.
  mutating func readTimes(_ fields: Fields) {
    showsClairvoyant = fields.choice("bound", of: Bound.self) == .clairvoyant
    durationMs = fields.span("duration", 1_000...Span.longestMs)
    if let step = fields.span("recordStep", 1_000...3_600_000) { recordStepMs = step }
    if let warmup = fields.span("warmup") { warmupMs = warmup }
    reportStepMs = fields.span("reportStep", 1_000...Span.longestMs)
    for (key, value) in [("warmup", warmupMs), ("reportStep", reportStepMs ?? 0)]
    where !value.isMultiple(of: recordStepMs) {
      fields.mismatch(key, "a multiple of the record step, \(Span.text(recordStepMs))")
    }
  }
}
