import Conformance
import Kubernetes

/// Replays what a recommender was told, a line an operation, and answers as upstream's did.
struct VPATraceCase {
  private var configuration = VPARecommenderConfiguration()
  private var recommender = VPARecommender()
  private var oomCount = 0
  private var oomErrors = 0
  /// Samples of containers nobody told of.
  private var strays: Int64 = 0
  /// What the trace calls itself.
  private(set) var name = "trace"

  /// Recordings were made at a time later than any in them, which is when histories began.
  private static let recordingTimeMs: Int64 = 4_102_444_800_000

  /// Does one operation and returns its answers, which are lines of the recorded output.
  mutating func perform(
    _ fields: Fields, operation: String, line: Int
  ) -> [DocumentNode] {
    switch operation {
    case "comment":
      if let text = fields.string("name") { name = text }
      fields.ignore("seed", "desc")
    case "config":
      guard let read = fields.object("config", VPARecommenderConfiguration.init(reading:)) else { break }
      configuration = read
      recommender = VPARecommender(read)
    case "vpa": setVPA(fields)
    case "deleteVpa":
      recommender.removeVPA(
        namespace: namespace(fields), name: fields.required("name", fields.string) ?? "")
    case "pod": setPod(fields)
    case "deletePod":
      recommender.removePod(
        namespace: namespace(fields), name: fields.required("pod", fields.string) ?? "")
    case "sample": sample(fields)
    case "samples": samples(fields)
    case "oom": return oom(fields, line: line)
    case "recommend": return recommend(fields)
    case "gc": return collect(fields)
    case "checkpoint": return checkpoint(fields)
    case "loadCheckpoint": return load(fields, line: line)
    case "stats": return [stats()]
    default: fields.problem("op", "is no operation of a recommender: \(operation)")
    }
    return []
  }

  private func namespace(_ fields: Fields) -> String { fields.string("ns") ?? "default" }

  private mutating func setVPA(_ fields: Fields) {
    guard let vpa = fields.required("vpa", { fields.object($0, VerticalPodAutoscaler.init(reading:)) }),
      let text = fields.required("selector", fields.string)
    else { return }
    do {
      let selector = try LabelSelector.parse(text)
      recommender.setVPA(vpa, selector: selector)
    } catch {
      fields.problem("selector", "\(error)")
    }
  }

  private mutating func setPod(_ fields: Fields) {
    guard let name = fields.required("pod", fields.string) else { return }
    let containers =
      fields.objects("containers") { container -> String? in
        container.ignore("cpu", "mem")
        return container.required("name", container.string)
      } ?? []
    let phase = fields.string("phase") ?? "Running"
    recommender.setPod(
      namespace: namespace(fields), name: name, labels: fields.strings("labels") ?? [:], phase: phase,
      containers: containers, hasController: false, atMs: Self.recordingTimeMs)
  }

  private func container(_ fields: Fields) -> VPARecommender.ContainerID? {
    recommender.container(
      fields.required("container", fields.string) ?? "",
      ofPod: fields.required("pod", fields.string) ?? "", namespace: namespace(fields))
  }

  private mutating func add(cpu: Int64?, memory: Int64?, of id: VPARecommender.ContainerID?, atMs: Int64) {
    guard let id else {
      strays += (cpu == nil ? 0 : 1) + (memory == nil ? 0 : 1)
      return
    }
    if let cpu { recommender.observe(cpu: cpu, of: id, atMs: atMs) }
    if let memory { recommender.observe(memory: memory, of: id, atMs: atMs) }
  }

  private mutating func sample(_ fields: Fields) {
    guard let time = fields.required("t", fields.int64) else { return }
    add(cpu: fields.int64("cpu"), memory: fields.int64("mem"), of: container(fields), atMs: time)
  }

  private mutating func samples(_ fields: Fields) {
    guard let start = fields.required("t0", fields.int64), let step = fields.required("dt", fields.int64)
    else { return }
    let id = container(fields)
    func amounts(_ key: String) -> [Int64?] {
      fields.list(key) { node, path -> Int64?? in
        switch node.content {
        case .null: return .some(nil)
        case .number(let text):
          if let amount = Int64(text) { return .some(amount) }
        default: break
        }
        fields.report.problem("must be a whole number or null", at: node.place, path: path)
        return .some(nil)
      } ?? []
    }
    let cpus = amounts("cpus")
    let memories = amounts("mems")
    for index in 0..<max(cpus.count, memories.count) {
      add(
        cpu: index < cpus.count ? cpus[index] : nil, memory: index < memories.count ? memories[index] : nil,
        of: id, atMs: start &+ Int64(index) &* step)
    }
  }

  private mutating func oom(_ fields: Fields, line: Int) -> [DocumentNode] {
    guard let time = fields.required("t", fields.int64), let request = fields.required("mem", fields.int64)
    else { return [] }
    let pod = "{\(namespace(fields)) \(fields.string("pod") ?? "")}"
    let names = "{\(pod) \(fields.string("container") ?? "")}"
    let reason: String
    oomCount += 1
    if let id = container(fields) {
      if recommender.observe(oomWithRequest: request, of: id, atMs: time) { return [] }
      reason =
        request < 0
        ? "adding OOM sample failed"
        : "OOM event will be discarded - it is too old (\(VPATime.goText(time)))"
    } else {
      reason = "KeyError: \(pod)"
    }
    oomErrors += 1
    return [
      .fields([
        ("op", .text("oom")), ("t", .number(time)),
        ("error", .text("error while recording OOM for \(names), Reason: \(reason)")),
        ("line", .number(line)),
      ])
    ]
  }

  private mutating func recommend(_ fields: Fields) -> [DocumentNode] {
    let time = fields.int64("t") ?? 0
    let wantsDetail = fields.bool("detail") ?? false
    let ids: [VPARecommender.VPAID]
    if let name = fields.string("name") {
      ids = recommender.vpa(name, namespace: namespace(fields)).map { [$0] } ?? []
    } else {
      fields.ignore("ns")
      ids = recommender.allVPAs
    }
    return ids.compactMap { id in
      guard let object = recommender.object(of: id) else { return nil }
      let list = recommender.recommendation(for: id).map(Self.document)
      return .fields([
        ("op", .text("recommend")), ("t", .number(time)), ("ns", .text(object.metadata.namespace)),
        ("vpa", .text(object.metadata.name)), ("podCount", .number(recommender.podCount(of: id))),
        ("recommendations", .list(list)), ("detail", wantsDetail ? detail(of: id) : nil),
      ])
    }
  }

  private static func document(_ found: RecommendedContainerResources) -> DocumentNode {
    .fields([
      ("container", .text(found.containerName)), ("target", amounts(found.target)),
      ("lowerBound", amounts(found.lowerBound)), ("upperBound", amounts(found.upperBound)),
      ("uncappedTarget", amounts(found.uncappedTarget)),
    ])
  }

  /// Amounts as numbers and as texts.
  static func amounts(_ amounts: [String: Quantity]?) -> DocumentNode? {
    guard let amounts else { return nil }
    return .fields([
      ("cpu", amounts["cpu"].map { .number($0.milliValue) }),
      ("cpuQuantity", amounts["cpu"].map { .amount($0) }),
      ("memory", amounts["memory"].map { .number($0.value) }),
      ("memoryQuantity", amounts["memory"].map { .amount($0) }),
    ])
  }

  private mutating func detail(of id: VPARecommender.VPAID) -> DocumentNode {
    let cpu = configuration.cpuPercentiles
    let memory = configuration.memoryPercentiles
    return .fields(
      recommender.usedContainerNames(of: id).map { name in
        guard let usage = recommender.usage(of: name, id) else { return (name, nil) }
        return (
          name,
          .fields([
            ("cpuEmpty", .bool(usage.cpu.isEmpty)),
            ("cpuP50", .double(usage.cpu.percentile(cpu.lowerBound))),
            ("cpuP90", .double(usage.cpu.percentile(cpu.target))),
            ("cpuP95", .double(usage.cpu.percentile(cpu.upperBound))),
            ("memEmpty", .bool(usage.memory.isEmpty)),
            ("memP50", .double(usage.memory.percentile(memory.lowerBound))),
            ("memP90", .double(usage.memory.percentile(memory.target))),
            ("memP95", .double(usage.memory.percentile(memory.upperBound))),
            ("firstSampleStart", usage.firstSampleMs == VPATime.zero ? nil : .number(usage.firstSampleMs)),
            ("lastSampleStart", usage.lastSampleMs == VPATime.zero ? nil : .number(usage.lastSampleMs)),
            ("totalSamplesCount", .number(usage.sampleCount)),
          ])
        )
      })
  }

  private mutating func collect(_ fields: Fields) -> [DocumentNode] {
    guard let time = fields.required("t", fields.int64) else { return [] }
    recommender.collectGarbage(atMs: time)
    return [
      .fields([
        ("op", .text("gc")), ("t", .number(time)), ("aggregateStates", .number(recommender.aggregateCount)),
      ])
    ]
  }

  private mutating func checkpoint(_ fields: Fields) -> [DocumentNode] {
    guard let time = fields.required("t", fields.int64),
      let name = fields.required("name", fields.string),
      let id = recommender.vpa(name, namespace: namespace(fields))
    else { return [] }
    let containers = recommender.checkpoints(of: id, atMs: time)
    return [
      .fields([
        ("op", .text("checkpoint")), ("t", .number(time)), ("vpa", .text(name)),
        ("containers", .fields(containers.map { ($0.container, $0.checkpoint.document) })),
      ])
    ]
  }

  private mutating func load(_ fields: Fields, line: Int) -> [DocumentNode] {
    let name = fields.required("name", fields.string) ?? ""
    guard let container = fields.required("container", fields.string),
      let checkpoint = fields.required("checkpoint", { fields.object($0, VPACheckpoint.init(reading:)) })
    else { return [] }
    var problem: HistogramError?
    if let id = recommender.vpa(name, namespace: namespace(fields)) {
      do throws(HistogramError) { try recommender.load(checkpoint, of: container, id) } catch {
        problem = error
      }
    }
    guard let problem else { return [] }
    return [
      .fields([
        ("op", .text("loadCheckpoint")), ("error", .text(problem.description)), ("line", .number(line)),
      ])
    ]
  }

  private func stats() -> DocumentNode {
    .fields([
      ("op", .text("stats")), ("samples", .number(recommender.accepted)),
      ("dropped", .number(recommender.dropped + strays)), ("ooms", .number(oomCount)),
      ("oomErrors", .number(oomErrors)), ("aggregateStates", .number(recommender.aggregateCount)),
    ])
  }
}
