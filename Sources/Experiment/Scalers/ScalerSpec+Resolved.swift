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
    }
  }
}
