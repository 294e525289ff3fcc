import Cluster
import Kubernetes

extension ExperimentSpec {
  /// The nodes taken where an experiment names none.
  static let defaultPool = NodePool(name: "default", count: 10, cpuMilli: 16_000, memoryBytes: 64 << 30)

  /// Reads the nodes and the metrics pipeline.
  mutating func readCluster(_ fields: Fields, folder: String) {
    let scalesNodes = ExperimentSpec.scalesNodes(fields)
    nodeAutoscaler = fields.object("nodeAutoscaler") { NodeAutoscalerSpec.read($0, folder: folder) }
    vertical = fields.object("verticalPodAutoscaler", VerticalSpec.read)
    if fields.has("nodePools") {
      nodePools = fields.objects("nodePools", NodePoolFields.read) ?? []
      if fields.value("nodePools")?.elements?.isEmpty == true, !scalesNodes {
        fields.problem(
          "nodePools", "must hold at least one pool", hint: "without the field there are 10 nodes of 16 cores"
        )
      }
      for (index, pool) in nodePools.enumerated()
      where nodePools[..<index].contains(where: { $0.name == pool.name }) {
        fields.problem("nodePools", "has two pools of the name \(pool.name)")
      }
    } else if !scalesNodes {
      nodePools = [ExperimentSpec.defaultPool]
    }
    images = fields.objects("images", ImageFields.read) ?? []
    for (index, image) in images.enumerated()
    where images[..<index].contains(where: { $0.name == image.name }) {
      fields.problem("images", "names \(image.name) twice")
    }
    scheduler = fields.object("scheduler", SchedulerSpec.read)
    controllers = UserControllers.read(fields) ?? []
    if let pipeline = fields.object("metricsPipeline", MetricsPipelineFields.read) {
      metricsPipeline = pipeline
    }
  }
}

/// Reads a node pool.
enum NodePoolFields {
  /// What a machine of a price list gives a pool.
  struct Machine {
    var type: String
    var cpuMilli: Int64
    var memoryBytes: Int64
    var maxPods: Int
    var pricePerHour: Double
  }

  static func read(_ fields: Fields) -> NodePool? { read(fields, isGroup: false, machine: nil) }

  /// Reads a pool, or a node group, whose nodes come and go and may be machines of a list.
  static func read(_ fields: Fields, isGroup: Bool, machine: Machine?) -> NodePool? {
    let before = fields.report.problems.count
    var pool = ExperimentSpec.defaultPool
    if let name = fields.line("name") { pool.name = name }
    if isGroup {
      if !fields.has("name") { fields.missing("name", hint: "each group has a name of its own") }
      pool.startupTaints = fields.objects("startupTaints", taint) ?? []
    } else if let count = fields.whole("count", 1...100_000) {
      pool.count = count
    }
    if let machine {
      pool.cpuMilli = machine.cpuMilli
      pool.memoryBytes = machine.memoryBytes
      pool.maxPods = machine.maxPods
      pool.pricePerHour = machine.pricePerHour
      pool.labels["node.kubernetes.io/instance-type"] = machine.type
    } else if isGroup, fields.has("machine") {
      return nil
    }
    for key in ["cpu", "memory"] where !fields.has(key) && machine == nil {
      fields.missing(key, hint: "what pods can have on one node, such as cpu: 16 or memory: 64Gi")
    }
    if let cpu = fields.amount("cpu") { pool.cpuMilli = cpu.milliValue }
    if let memory = fields.amount("memory") { pool.memoryBytes = memory.value }
    if let most = fields.whole("maxPods", 1...10_000) { pool.maxPods = most }
    if let rate = fields.amount("pullBandwidth") {
      if rate.value > 0 {
        pool.pullBytesPerSecond = rate.approximateDouble
      } else {
        fields.mismatch("pullBandwidth", "bytes a second above 0, such as 100Mi")
      }
    }
    if let price = fields.number("pricePerHour", 0...1e9, "a price of at least 0") {
      pool.pricePerHour = price
    }
    pool.zones = fields.list("zones") { word($0, $1, fields) } ?? []
    pool.labels.merge(fields.strings("labels") ?? [:]) { $1 }
    pool.taints = fields.objects("taints", taint) ?? []
    return fields.report.problems.count == before ? pool : nil
  }

  /// Reads the name of a zone.
  private static func word(_ node: DocumentNode, _ path: String, _ fields: Fields) -> String? {
    if let text = node.text, !text.isEmpty { return text }
    fields.report.problem(
      "must be the name of a zone, found \(Fields.quoted(node))", at: node.place, path: path)
    return nil
  }

  /// Reads a taint of all nodes of a pool.
  static func taint(_ fields: Fields) -> Taint? {
    let before = fields.report.problems.count
    let key = fields.line("key")
    let value = fields.line("value")
    let effect = fields.choice("effect", of: TaintEffect.self)
    for field in ["key", "effect"] where !fields.has(field) {
      fields.missing(field, hint: "{key: dedicated, value: batch, effect: NoSchedule}")
    }
    guard fields.report.problems.count == before, let key, let effect else { return nil }
    return Taint(key: key, value: value ?? "", effect: effect.rawValue)
  }

  private enum TaintEffect: String, CaseIterable {
    case noSchedule = "NoSchedule"
    case preferNoSchedule = "PreferNoSchedule"
    case noExecute = "NoExecute"
  }
}

/// Reads how metrics-server samples.
enum MetricsPipelineFields {
  static func read(_ fields: Fields) -> MetricsPipeline? {
    var pipeline = MetricsPipeline()
    if let found = fields.span("resolution", 1_000...60_000) { pipeline.resolutionMs = found }
    if let found = fields.span("firstScrape") { pipeline.firstScrapeMs = found }
    if let found = fields.span("delay") { pipeline.delayMs = found }
    if let found = fields.flag("instantaneous") { pipeline.isInstantaneous = found }
    return pipeline
  }
}
