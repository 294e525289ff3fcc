import Kubernetes

/// The loads a file describes: one of a `kind: Workload`, or all of a `kind: Experiment`.
public struct WorkloadFile: Sendable {
  /// One load of the file.
  public struct Entry: Sendable {
    /// What to choose it by: the load's name, or Deployment and trace of an experiment.
    public let name: String
    /// The load.
    public let load: LoadDescription
    /// How its requests are served, if the file says so; else a load of cores stays in cores.
    public let response: ResponseModel?
  }

  /// The version both kinds have.
  public static let apiVersion = "scalelab.dev/v1"

  /// The loads, in the order of the file; at least one.
  public let entries: [Entry]

  /// Reads a file; what is strange about it goes to the report as warnings. Throws all that is wrong with it.
  public static func read(_ file: String, report: DocumentReport) throws(InputErrors) -> WorkloadFile {
    let nodes = try DocumentNode.parse(contentsOf: file)
    let folder = file.lastIndex(of: "/").map { String(file[..<$0]) } ?? ""
    guard let node = nodes.first, nodes.count == 1 else {
      throw InputErrors([
        InputProblem(
          place: nodes.dropFirst().first?.place,
          message: nodes.isEmpty ? "\(file) is empty" : "\(file) holds \(nodes.count) documents, not one")
      ])
    }
    let found = Fields.read(node, path: "", report: report) { fields -> [Entry]? in
      fields.ignore("metadata")
      let version = fields.required("apiVersion", fields.string)
      if let version, version != apiVersion {
        fields.problem("apiVersion", "must be \(apiVersion), found \"\(version)\"")
      }
      switch fields.required("kind", fields.string) {
      case "Workload": return fields.required("spec") { fields.object($0) { entry($0, folder) } }.map { [$0] }
      case "Experiment": return fields.required("spec") { experiment(fields, $0, folder) }
      case let kind?:
        fields.problem("kind", "must be Workload or Experiment, found \"\(kind)\"")
        return nil
      case nil: return nil
      }
    }
    try report.check()
    guard let found, !found.isEmpty else {
      throw InputErrors([InputProblem(place: node.place, path: "spec", message: "describes no load")])
    }
    return WorkloadFile(entries: found)
  }

  private static func entry(_ fields: Fields, _ folder: String) -> Entry? {
    let response = response(fields)
    return fields.required("load") { key -> Entry? in
      guard let node = fields.value(key),
        let load = LoadDescription.read(
          from: node, path: fields.path(of: key), relativeTo: folder, report: fields.report)
      else { return nil }
      return Entry(name: load.name, load: load, response: response)
    }
  }

  /// Reads the loads of an experiment, and leaves the rest of it to who runs it.
  private static func experiment(_ fields: Fields, _ key: String, _ folder: String) -> [Entry]? {
    guard let spec = fields.value(key) else { return nil }
    let path = fields.path(of: key)
    var entries: [Entry] = []
    for (index, workload) in (spec["workloads"]?.elements ?? []).enumerated() {
      let place = "\(path).workloads[\(index)]"
      let target = workload["target"]?.text ?? workload["target"]?["name"]?.text ?? "\(index + 1)"
      let model = workload["response"].flatMap {
        ResponseModel.read($0, path: "\(place).response", report: fields.report)
      }
      func add(_ node: DocumentNode, _ name: String, _ path: String) {
        LoadDescription.read(from: node, path: path, relativeTo: folder, report: fields.report)
          .map { entries.append(Entry(name: name, load: $0, response: model ?? ResponseModel())) }
      }
      if let load = workload["load"] { add(load, target, "\(place).load") }
      for (number, trace) in (workload["traces"]?.elements ?? []).enumerated() {
        add(trace, "\(target)/\(trace["name"]?.text ?? "\(number + 1)")", "\(place).traces[\(number)]")
      }
    }
    return entries
  }

  private static func response(_ fields: Fields) -> ResponseModel? {
    fields.value("response").flatMap {
      ResponseModel.read($0, path: fields.path(of: "response"), report: fields.report)
    }
  }

  /// The load of a name, or the only one. Throws if there is none, or more than one to choose from.
  public func entry(named name: String?) throws(InputErrors) -> Entry {
    let names = entries.map(\.name).joined(separator: ", ")
    if let name {
      guard let found = entries.first(where: { $0.name == name }) else {
        throw InputErrors([InputProblem(message: "the file has no load \"\(name)\"", hint: "it has \(names)")]
        )
      }
      return found
    }
    guard entries.count == 1 else {
      throw InputErrors([
        InputProblem(message: "the file has \(entries.count) loads", hint: "choose one of \(names)")
      ])
    }
    return entries[0]
  }
}

extension WorkloadFile.Entry {
  /// Computes the load of a seed: requests per second, or cores where nothing says what a request needs.
  public func series(seed: UInt64) throws(InputErrors) -> Series {
    if load.unit == .cores, response == nil {
      guard load.arrivals == .even else {
        throw InputErrors([
          InputProblem(
            message: "cannot draw the requests of a load in cores",
            hint: "response: {cpuPerRequest: 10m} beside the load tells what a request needs")
        ])
      }
      return load.signal(seed: seed)
    }
    return try load.series(seed: seed, cpuPerRequest: response?.cpuPerRequest ?? 0)
  }
}
