import Kubernetes

extension ExperimentSpec {
  /// The version this lab reads.
  static let apiVersion = "scalelab.dev/v1"
  /// The kind of an experiment's document.
  static let kind = "Experiment"

  /// Reads an experiment from its file, and the files it names relative to it.
  ///
  /// Throws all that is wrong with it; what is strange goes to the report's warnings.
  public static func read(file: String, report: DocumentReport) throws(InputErrors) -> ExperimentSpec {
    let documents = try DocumentNode.parse(contentsOf: file)
    let isOther = documents.first?["kind"]?.text.map { $0 != kind } ?? false
    guard let document = documents.first, documents.count == 1 || isOther else {
      throw InputErrors([
        InputProblem(
          place: documents.dropFirst().first?.place,
          message: "\(file) holds \(documents.count) documents, an experiment is one",
          hint: documents.isEmpty ? nil : "put manifests under spec.manifests, or into a file named there")
      ])
    }
    let slash = file.lastIndex(of: "/")
    return try read(document, folder: slash.map { String(file[..<$0]) } ?? "", report: report)
  }

  /// Reads an experiment from a document; files it names are relative to the folder.
  public static func read(
    _ document: DocumentNode, folder: String, report: DocumentReport
  ) throws(InputErrors) -> ExperimentSpec {
    let spec = Fields.read(document, path: "", report: report) { fields -> ExperimentSpec? in
      guard isExperiment(fields) else {
        fields.ignore("metadata", "spec")
        return nil
      }
      let name = readName(fields)
      guard fields.has("spec") else {
        fields.missing("spec", hint: "the experiment itself")
        return nil
      }
      var spec = ExperimentSpec(name: name ?? "")
      let body = fields.object("spec") { fields -> Bool in
        spec.read(fields, folder: folder)
        return true
      }
      return name == nil || body == nil ? nil : spec
    }
    try report.check()
    guard var spec else {
      throw InputErrors([InputProblem(place: document.place, message: "is no experiment")])
    }
    try spec.keepFiles(folder: folder)
    return spec
  }

  private static func isExperiment(_ fields: Fields) -> Bool {
    let before = fields.report.problems.count
    for (key, expected) in [("apiVersion", apiVersion), ("kind", kind)]
    where fields.value(key)?.text != expected {
      if fields.has(key) {
        fields.mismatch(key, expected)
      } else {
        fields.missing(key, hint: "an experiment begins with apiVersion: \(apiVersion) and kind: \(kind)")
      }
    }
    return fields.report.problems.count == before
  }

  private static func readName(_ fields: Fields) -> String? {
    guard fields.has("metadata") else {
      fields.missing("metadata", hint: "metadata: {name: my-experiment}")
      return nil
    }
    return fields.object("metadata") { fields -> String? in
      fields.ignore("labels", "annotations")
      guard fields.has("name") else {
        fields.missing("name", hint: "it names the report's folder")
        return nil
      }
      guard let name = fields.line("name") else { return nil }
      let isFit =
        name.utf8.count <= 63 && name.first != "-" && name.last != "-"
        && name.utf8.allSatisfy {
          $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0)
        }
      if !isFit {
        fields.mismatch("name", "up to 63 lower case letters, digits and inner dashes, as it names a folder")
      }
      return isFit ? name : nil
    }
  }

  /// Keeps the files that loads name, and makes the loads name them as they stand beside a resolved experiment.
  private mutating func keepFiles(folder: String) throws(InputErrors) {
    var kept = LoadFiles()
    for workload in workloads.indices {
      if let node = workloads[workload].job?.arrivals?.node {
        workloads[workload].job?.arrivals?.node = try kept.keep(node, folder: folder)
      }
      for trace in workloads[workload].traces.indices {
        workloads[workload].traces[trace].node = try kept.keep(
          workloads[workload].traces[trace].node, folder: folder)
      }
    }
    for index in metrics.indices {
      if case .series(let load, let node, let path) = metrics[index].origin {
        metrics[index].origin = .series(load, node: try kept.keep(node, folder: folder), path: path)
      }
    }
    if let node = nodeAutoscaler?.node { nodeAutoscaler?.node = try kept.keep(node, folder: folder) }
    for strategy in strategies.indices {
      if let node = strategies[strategy].nodeAutoscaler?.node {
        strategies[strategy].nodeAutoscaler?.node = try kept.keep(node, folder: folder)
      }
      for scaler in strategies[strategy].scalers.indices {
        strategies[strategy].scalers[scaler].keepFiles(in: &kept, folder: folder)
      }
    }
    files = kept.files
  }

  /// Reads what stands under `spec`, each part by itself, so that all problems are found at once.
  private mutating func read(_ fields: Fields, folder: String) {
    summary = fields.line("summary") ?? ""
    manifests = fields.manifests("manifests", folder: folder)
    readWorkloads(fields, folder: folder)
    readCluster(fields, folder: folder)
    readEvents(fields)
    metrics = fields.objects("metrics") { MetricSpecification.read($0, folder: folder) } ?? []
    readController(fields)
    readStrategies(fields, folder: folder)
    readComparisons(fields)
    readSeeds(fields)
    readObjective(fields)
    readLimits(fields)
    readTimes(fields)
    tune = fields.value("tune")
  }
}
