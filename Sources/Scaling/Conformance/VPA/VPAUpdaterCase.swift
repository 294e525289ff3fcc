import Conformance
import Kubernetes

/// Replays rounds of the updater.
enum VPAUpdaterCase {
  /// Counts the scenario.
  static func check(
    _ node: DocumentNode, at place: SourcePlace, answer: DocumentNode, report problems: DocumentReport,
    into report: inout ConformanceReport
  ) {
    guard let read = Fields.read(node, path: "", report: problems, { VPAUpdaterScenario($0) }) else { return }
    let found = read.replay(groups: answer)
    let difference = DocumentDifference.first(expected: answer, found: found)
    report.count(
      difference.map {
        .init(id: read.name, place: place, field: $0.field, expected: $0.expected, found: $0.found)
      })
  }
}

/// A cluster at some points of time.
struct VPAUpdaterScenario {
  let name: String
  private let configuration: VPAUpdaterConfiguration
  private let steps: [Step]

  /// A round and how the API server behaves in it.
  private struct Step {
    let round: VPAUpdateRound
    let failingEvictions: Set<String>
    let failingResizes: [String: String]
  }

  init?(_ fields: Fields) {
    name = fields.string("name") ?? ""
    configuration =
      fields.object("config", VPAUpdaterConfiguration.init(reading:)) ?? VPAUpdaterConfiguration()
    let selectors = fields.strings("selectors") ?? [:]
    let controllers =
      fields.objects("controllers") { controller in
        VPAUpdateRound.Controller(
          kind: controller.string("kind") ?? "", name: controller.string("name") ?? "",
          namespace: controller.string("ns") ?? "default", replicas: Int(controller.int32("replicas") ?? 0),
          topKind: controller.string("topKind") ?? "", topName: controller.string("topName") ?? "")
      } ?? []
    let ranges = fields.objects("limitRanges", LimitRange.init(reading:)) ?? []
    var vpas = fields.objects("vpas", VerticalPodAutoscaler.init(reading:)) ?? []
    let report = fields.report
    func targets() -> [VPAUpdateRound.Target] {
      vpas.compactMap { vpa in
        let key = "\(vpa.metadata.namespace)/\(vpa.metadata.name)"
        guard let text = selectors[key], let selector = try? LabelSelector.parse(text) else {
          report.problem("there is no selector that can be read for \(key)", at: nil, path: "selectors")
          return nil
        }
        return VPAUpdateRound.Target(vpa: vpa, selector: selector)
      }
    }
    guard
      let steps = fields.required(
        "steps",
        {
          fields.objects($0) { step -> Step? in
            guard let now = step.required("now", step.int64) else { return nil }
            if let changed = step.objects("vpas", VerticalPodAutoscaler.init(reading:)) { vpas = changed }
            return Step(
              round: VPAUpdateRound(
                nowMs: now, targets: targets(), pods: step.objects("pods", VPAPod.init(reading:)) ?? [],
                controllers: controllers, limitRanges: ranges),
              failingEvictions: Set(step.texts("failEvict") ?? []),
              failingResizes: step.strings("failResize") ?? [:])
          }
        })
    else { return nil }
    self.steps = steps
  }

  /// Does all rounds and returns what upstream's recording would hold; groups that nothing happened in are
  /// taken from there.
  func replay(groups answer: DocumentNode) -> DocumentNode {
    var updater = VPAUpdater(configuration)
    var results: [DocumentNode] = []
    for (index, step) in steps.enumerated() {
      let expected = answer["steps"]?.elements
      let names = (expected.flatMap { index < $0.count ? $0[index]["evicted"]?.entries : nil } ?? []).map(
        \.key)
      results.append(Self.replay(step, &updater, groups: names))
    }
    return .fields([("name", .text(name)), ("steps", .list(results))])
  }

  private static func replay(_ step: Step, _ updater: inout VPAUpdater, groups: [String]) -> DocumentNode {
    var evicted: [String: [DocumentNode]] = [:]
    var patches: [String: [DocumentNode]] = [:]
    var events: [String: Int] = [:]
    let round = step.round
    func group(_ pod: VPAPod) -> String { round.controller(of: pod)?.topName ?? pod.name }
    let verdicts = updater.run(round) { action in
      switch action {
      case .evict(let index):
        let pod = round.pods[index]
        if step.failingEvictions.contains(pod.name) { return .refused }
        evicted[group(pod), default: []].append(.text(pod.name))
        for event in ["EvictedByVPA", "EvictedPod"] { events[event, default: 0] += 1 }
        return .done
      case .resize(let index, let change, let removed, _):
        let pod = round.pods[index]
        switch step.failingResizes[pod.name] {
        case "infeasible": return .infeasible
        case .some: return .refused
        case nil: break
        }
        patches[group(pod), default: []] += documents(of: pod, change, removing: removed)
        events["InPlaceResizedByVPA", default: 0] += 1
        return .done
      }
    }
    let skipped = verdicts.count { $0.reason == .infeasible }
    if skipped > 0 { events["InPlaceResizeSkipped"] = skipped }
    func grouped(_ lists: [String: [DocumentNode]]) -> DocumentNode {
      .fields(Set(groups).union(lists.keys).sorted().map { ($0, .list(lists[$0] ?? [])) })
    }
    return .fields([
      ("events", .fields(events.sorted { $0.key < $1.key }.map { ($0.key, .number($0.value)) })),
      ("evicted", grouped(evicted)), ("now", .number(round.nowMs)), ("patches", grouped(patches)),
    ])
  }

  /// The patches of a resize: of the sizes, then of the pod's notes but for the one that says so.
  private static func documents(
    of pod: VPAPod, _ change: VPAPodChange, removing removed: [String]
  ) -> [DocumentNode] {
    func patch(_ operations: [DocumentNode], _ subresource: String) -> DocumentNode {
      .fields([
        ("patch", .list(operations)), ("pod", .text(pod.name)), ("subresource", .text(subresource)),
      ])
    }
    let sizes = change.containers.flatMap(\.patches).sorted { $0.path < $1.path }.map { path, value in
      DocumentNode.fields([("op", .text("add")), ("path", .text(path)), ("value", value)])
    }
    var notes: [DocumentNode] = []
    if pod.annotations == nil {
      notes.append(
        .fields([
          ("op", .text("add")), ("path", .text("/metadata/annotations")), ("value", .fields([])),
        ]))
    }
    notes += removed.map {
      .fields([
        ("op", .text("remove")), ("path", .text("/metadata/annotations/\(VPAPodChange.escaped($0))")),
      ])
    }
    return [patch(sizes, "resize"), patch(notes, "")]
  }
}

extension VPAUpdaterConfiguration {
  /// Reads the flags a scenario sets; the others keep their defaults.
  init(reading fields: Fields) {
    self.init()
    func set<T>(_ path: WritableKeyPath<Self, T>, _ value: T?) {
      if let value { self[keyPath: path] = value }
    }
    set(\.minReplicas, fields.int32("minReplicas").map(Int.init))
    set(\.evictionTolerance, fields.double("evictionTolerance"))
    set(\.updateThreshold, fields.double("updateThreshold"))
    set(\.podLifetimeMs, fields.int64("podLifetimeMs"))
    set(\.evictAfterOOMMs, fields.int64("evictAfterOOMMs"))
    set(\.inPlaceSkipDisruptionBudget, fields.bool("inPlaceSkipDisruptionBudget"))
    _ = fields.object("featureGates") { gates -> Bool? in
      set(\.inPlace, gates.bool("InPlace"))
      set(\.perVPAConfig, gates.bool("PerVPAConfig"))
      set(\.startupBoost, gates.bool("CPUStartupBoost"))
      return true
    }
  }
}
