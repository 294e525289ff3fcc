import Kubernetes
import Scaling
import Simulation

extension ScalerSpec {
  /// As it is written in a resolved experiment.
  var resolved: DocumentNode {
    guard let workload, node["workload"] == nil, let entries = node.entries else { return node }
    return .fields([("workload", .text(workload))] + entries.map { ($0.key, $0.value) })
  }

  /// Keeps the files that the command of a program names, so that a report's folder can be run again.
  mutating func keepFiles(in files: inout LoadFiles, folder: String) {
    guard let words = node["exec"]?.elements, var entries = node.entries else { return }
    let kept = words.enumerated().map { index, word in
      // A program is found along PATH unless its name has a slash.
      guard let text = word.text, index > 0, let name = files.keepIfFile(text, folder: folder) else {
        return word
      }
      return DocumentNode(.string(name), place: word.place)
    }
    for index in entries.indices where entries[index].key == "exec" {
      entries[index].value.content = .sequence(kept)
    }
    node.content = .mapping(entries)
  }
}

extension ScenarioScaler {
  /// What it is, in a line.
  package var summary: String {
    switch kind {
    case .own(let maker):
      bounds.upperBound >= 100_000
        ? maker.summary : "\(maker.summary), \(bounds.lowerBound)..\(bounds.upperBound)"
    case .keda(let keda): keda.summary
    case .scaledJob(let scaled): scaled.summary
    case .knative(let knative): knative.summary
    case .cron(let cron): "cron \(cron.jobs.count) job\(cron.jobs.count == 1 ? "" : "s")"
    }
  }
}

extension ScenarioKEDA {
  fileprivate var summary: String {
    let types = object.triggers.map(\.type).joined(separator: ", ")
    return
      "KEDA \(types), \(object.idleReplicaCount ?? object.minReplicaCount ?? 0)..\(object.maxReplicaCount ?? 100)"
  }
}

extension ScenarioScaledJob {
  fileprivate var summary: String {
    let types = manifest.triggers.map(\.type).joined(separator: ", ")
    let least = manifest.job.least
    return "KEDA jobs \(types), \(manifest.job.strategy.rawValue), \(least)..\(least + manifest.job.most)"
  }
}

extension ScenarioKnative {
  fileprivate var summary: String {
    let spec = revision.spec
    let most = revision.maxScale == 0 ? "∞" : "\(revision.maxScale)"
    return "Knative \(spec.metric.rawValue) \(Figure.short(spec.targetValue)), \(revision.minScale)..\(most)"
  }
}
