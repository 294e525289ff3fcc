import Kubernetes

/// The files that the loads of an experiment name, kept so that a report's folder can be run again.
///
/// In a load's description a file stands under `file`, whatever it is read as.
struct LoadFiles: Sendable {
  /// The files, in the order they are named.
  private(set) var files: [ExperimentFile] = []
  private var names: [String: String] = [:]

  /// The names a report's folder has for its own files.
  private static let taken = [
    "index.html", "summary.csv", "runs.csv", "comparisons.csv", "timeline.csv", "decisions.csv", "nodes.csv",
    "node-decisions.csv", "node-times.csv", "pod-waits.csv", "events.csv", "pods.csv",
    "experiment.yaml", "recommended.yaml", "policies.csv", "tuning-runs.csv", "held-out-runs.csv",
    "worlds.csv",
    "effects.csv", "refused.csv",
  ]

  /// Keeps the files of a load, and returns the load naming them as they stand in a report's folder.
  ///
  /// Throws if a file cannot be read.
  mutating func keep(_ node: DocumentNode, folder: String) throws(InputErrors) -> DocumentNode {
    var result = node
    switch node.content {
    case .mapping(var entries):
      for index in entries.indices {
        if entries[index].key == "file", let name = entries[index].value.text {
          entries[index].value.content = .string(try keep(name, folder: folder))
        } else {
          entries[index].value = try keep(entries[index].value, folder: folder)
        }
      }
      result.content = .mapping(entries)
    case .sequence(var elements):
      for index in elements.indices { elements[index] = try keep(elements[index], folder: folder) }
      result.content = .sequence(elements)
    default: break
    }
    return result
  }

  /// Keeps what a word names below the folder, if it is a file there; returns the file's new name.
  mutating func keepIfFile(_ word: String, folder: String) -> String? {
    guard !word.hasPrefix("/") else { return nil }
    return try? keep(word, folder: folder)
  }

  private mutating func keep(_ name: String, folder: String) throws(InputErrors) -> String {
    if let known = names[name] { return known }
    let path = name.hasPrefix("/") || folder.isEmpty ? name : "\(folder)/\(name)"
    let base = name.split(separator: "/").last.map(String.init) ?? name
    var unique = base
    var number = 1
    while LoadFiles.taken.contains(unique) || files.contains(where: { $0.name == unique }) {
      unique = "load\(number)-\(base)"
      number += 1
    }
    files.append(ExperimentFile(name: unique, bytes: try InputFile.bytes(of: path)))
    names[name] = unique
    return unique
  }
}
