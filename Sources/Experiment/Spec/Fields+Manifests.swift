import Kubernetes

extension Fields {
  /// Reads a list of manifests: files relative to the folder, or objects written in place. Lists are flattened.
  func manifests(_ key: String, folder: String) -> [DocumentNode] {
    let found = list(key) { node, path -> [DocumentNode]? in
      switch node.content {
      case .string(let file): return documents(of: file, in: folder, namedAt: node.place, path: path)
      case .mapping: return [node]
      default:
        report.problem(
          "must be a file or an object, found \(Fields.quoted(node))", at: node.place, path: path)
        return nil
      }
    }
    return (found ?? []).joined().flatMap { Fields.flattened($0) }
  }

  private func documents(of file: String, in folder: String, namedAt place: SourcePlace, path: String)
    -> [DocumentNode]
  {
    do {
      return try DocumentNode.parse(
        contentsOf: file.hasPrefix("/") || folder.isEmpty ? file : "\(folder)/\(file)")
    } catch {
      for problem in error.problems {
        let isPlaced = problem.place != nil
        report.problem(
          problem.message, at: problem.place ?? place, path: isPlaced ? problem.path : path,
          hint: problem.hint ?? (isPlaced ? nil : "files are named relative to the experiment's file"))
      }
      return []
    }
  }

  /// The objects of a `kind: List`, as `kubectl get -o yaml` writes it, or the object itself.
  private static func flattened(_ node: DocumentNode) -> [DocumentNode] {
    guard node["kind"]?.text?.hasSuffix("List") == true, let items = node["items"]?.elements else {
      return [node]
    }
    return items.flatMap(flattened)
  }
}
