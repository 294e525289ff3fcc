import Kubernetes

/// Sentences about one metric.
extension HPASentences {
  func sentences(for metric: HPAMetricTrace) -> [String] {
    let spec = plan.metrics[metric.index]
    let count = plan.metrics.count
    var sentences = [
      "Metric \(metric.index + 1) of \(count): \(name(of: metric.index)), target \(target(of: metric.index))."
    ]
    if let groups = metric.groups { sentences.append(self.groups(groups, metric.findings)) }
    let proposal = metric.proposal
    if proposal.failed {
      let text =
        controller.errorText(ofMetric: metric.index, proposal: proposal, observation: observation) ?? ""
      return sentences + ["It could not be computed: \(text)"]
    }
    sentences.append(usage(of: metric, spec: spec))
    if let ratio = metric.ratio { sentences.append(self.ratio(ratio, of: metric, spec: spec)) }
    sentences += filled(metric, spec: spec)
    sentences.append("It proposes \(Phrase.replicas(proposal.replicas)).")
    return sentences
  }

  /// The name of a metric for people; upstream prints selectors as Go structs.
  func name(of index: Int) -> String {
    let metric = plan.autoscaler.spec.metrics[index]
    func selected(_ identifier: MetricIdentifier?) -> String {
      let selector = identifier?.selector?.description ?? ""
      return (identifier?.name ?? "") + (selector.isEmpty ? "" : " where \(selector)")
    }
    switch plan.metrics[index].kind {
    case .external: return "external metric \(selected(metric.external?.metric))"
    case .object:
      guard let object = metric.object?.describedObject else { return "object metric" }
      return "metric \(selected(metric.object?.metric)) of \(object.kind) \(object.name)"
    case .unknown: return "a metric of unknown type \(metric.type)"
    default: return controller.metricName(Int32(index))
    }
  }

  private func target(of index: Int) -> String {
    let metric = plan.metrics[index]
    switch metric.form {
    case .utilization: return "\(metric.target) % of the pods' requests"
    case .averageValue: return "\(amount(metric.target, index)) a pod on average"
    case .value: return amount(metric.target, index)
    case .missing: return "none"
    }
  }

  /// An amount in thousandths as the status would print it.
  private func amount(_ milli: Int64, _ index: Int) -> String {
    let metric = plan.autoscaler.spec.metrics[index]
    let isMemory = (metric.resource?.name ?? metric.containerResource?.name) == "memory"
    return Quantity(scaled: milli, exponent: -3, format: isMemory ? .binarySI : .decimalSI).description
  }

  private func groups(_ groups: PodGroups, _ findings: [PodFinding]) -> String {
    if groups.pods == 0 { return "No pod matches the target's selector." }
    var parts: [String] = []
    for verdict in PodFinding.Verdict.allCases {
      let found = findings.filter { $0.verdict == verdict }
      let count = found.reduce(0) { $0 + Int($1.count) }
      if count == 0 { continue }
      let phrase = phrase(verdict, count: count)
      let named = verdict == .counts ? "" : names(found)
      parts.append("\(count) \(phrase)\(named)")
    }
    let strangers = groups.samples - groups.ready
    var text = "\(Phrase.pods(groups.pods)) \(groups.pods == 1 ? "matches" : "match"): \(Phrase.list(parts))."
    if strangers > 0 {
      text += " Samples of \(Phrase.pods(strangers)) outside the list are there, too."
    }
    return text
  }

  private func phrase(_ verdict: PodFinding.Verdict, count: Int) -> String {
    let be = count == 1 ? "is" : "are"
    let have = count == 1 ? "has" : "have"
    let initial = Phrase.span(plan.configuration.cpuInitializationPeriodMs)
    switch verdict {
    case .counts: return count == 1 ? "counts" : "count"
    case .deleted: return "\(be) being deleted and ignored"
    case .failed: return "\(have) failed and \(be) ignored"
    case .pending: return "\(be) pending, so unready"
    case .missing: return "\(have) no sample"
    case .notStarted: return "\(have) no start time or Ready condition yet, so unready"
    case .youngAndUnready: return "started less than \(initial) ago and \(be) not ready"
    case .sampledBeforeReady:
      return
        "started less than \(initial) ago with a sample from before \(count == 1 ? "it was" : "they were") "
        + "ready, so unready"
    case .neverReady: return "\(be) not ready and hardly ever \(count == 1 ? "was" : "were")"
    }
  }

  private func names(_ findings: [PodFinding]) -> String {
    let names = findings.prefix(4).compactMap { finding -> String? in
      guard finding.pod < observation.podNames.count else { return nil }
      let name = observation.podNames[finding.pod]
      return finding.count == 1 ? name : "\(name) and its like"
    }
    if names.isEmpty { return "" }
    return " (\(names.joined(separator: ", "))\(findings.count > 4 ? ", ..." : ""))"
  }

  private func usage(of metric: HPAMetricTrace, spec: HPAPlan.Metric) -> String {
    let proposal = metric.proposal
    let value = amount(proposal.value, metric.index)
    switch (spec.kind, spec.form) {
    case (.object, .averageValue), (.external, .averageValue):
      let total = amount(metric.reading.value, metric.index)
      return "It is \(total), or \(value) for each of the \(observation.statusReplicas) replicas that exist."
    case (.object, _), (.external, _): return "It is \(value)."
    case (_, .utilization):
      return
        "The pods that count use \(proposal.utilization) % of what they request, \(value) each on average."
    default: return "The samples average \(value)."
    }
  }

  private func ratio(_ ratio: Double, of metric: HPAMetricTrace, spec: HPAPlan.Metric) -> String {
    let text = "The ratio to the target is \(Phrase.ratio(ratio))"
    let tolerance =
      "\(Phrase.ratio(1 - plan.tolerance.down)) to \(Phrase.ratio(1 + plan.tolerance.up))"
    switch metric.verdict {
    case .withinTolerance: return "\(text), within the tolerance of \(tolerance): no change is due."
    case .scaled(let pods):
      let product = Phrase.ratio(ratio * Double(pods))
      let which = spec.kind == .object || spec.kind == .external ? "ready pods" : "pods that count"
      return
        "\(text), outside the tolerance of \(tolerance): times \(pods) \(which) that is \(product), "
        + "rounded up."
    case .scaledFromZero: return "\(text). Coming from zero it is rounded up as it is, without tolerance."
    case .scaledToTarget:
      let quotient = Phrase.ratio(Double(metric.reading.value) / Double(spec.target))
      return
        "\(text), outside the tolerance of \(tolerance): the value over the target is \(quotient), "
        + "rounded up."
    default: return "\(text); pods that did not count call for a second, cautious look."
    }
  }

  private func filled(_ metric: HPAMetricTrace, spec: HPAPlan.Metric) -> [String] {
    guard let ratio = metric.ratio, let filled = metric.filledRatio, let samples = metric.filledSamples,
      let groups = metric.groups
    else { return [] }
    var assumed: [String] = []
    if groups.missing > 0 && ratio < 1 {
      let amount =
        spec.form == .utilization
        ? "\(max(100, spec.target)) % of \(groups.missing == 1 ? "its" : "their") request"
        : "exactly the target"
      assumed.append("\(Phrase.pods(groups.missing)) without a sample to use \(amount)")
    } else if groups.missing > 0 && ratio > 1 {
      assumed.append("\(Phrase.pods(groups.missing)) without a sample to use nothing")
    }
    if groups.unready > 0 && ratio > 1 {
      assumed.append(
        "\(Phrase.pods(groups.unready)) that \(groups.unready == 1 ? "is" : "are") unready to use nothing")
    }
    let result =
      metric.filledUtilization.map { "\($0) %" } ?? metric.filledValue.map { amount($0, metric.index) } ?? ""
    let start =
      assumed.isEmpty
      ? "At exactly the target nothing is assumed"
      : "Taking \(Phrase.list(assumed)), usage is \(result) and the ratio \(Phrase.ratio(filled))"
    switch metric.verdict {
    case .withinToleranceFilled: return ["\(start): within the tolerance, no change is due."]
    case .flipped:
      return ["\(start): that points the other way, so the direction is not certain and no change is due."]
    case .wrongSide(let replicas):
      return [
        "\(start): times \(samples) samples, rounded up, that is \(replicas), on the wrong side of the "
          + "current "
          + "\(observation.specReplicas), so no change is due."
      ]
    case .scaledFilled:
      return [
        "\(start): times \(samples) samples that is \(Phrase.ratio(filled * Double(samples))), rounded up."
      ]
    default: return []
    }
  }
}
