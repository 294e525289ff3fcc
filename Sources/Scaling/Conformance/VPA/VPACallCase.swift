import Conformance
import Kubernetes

/// Checks one recorded call of a function of upstream's VPA that has a counterpart here.
enum VPACallCase {
  /// Reads the arguments and returns what the call comes to, as the recording writes it; nil if they are
  /// wrong.
  typealias Call = (Fields) -> DocumentNode?

  /// Counts the case, or skips it where there is no counterpart.
  static func check(
    _ node: DocumentNode, at place: SourcePlace, report problems: DocumentReport,
    into report: inout ConformanceReport
  ) {
    guard let function = node["fn"]?.text, let call = calls[function], let arguments = node["in"],
      let expected = node["out"]
    else {
      report.skip()
      return
    }
    guard let found = Fields.read(arguments, path: "in", report: problems, call) else { return }
    // Notes come in the order of a Go map there, and lists nobody made are not told from empty ones.
    let difference = DocumentDifference.first(
      expected: normalized(expected), found: normalized(found), path: "out")
    report.count(
      difference.map {
        .init(
          id: node["id"]?.text ?? function, place: place, field: $0.field, expected: $0.expected,
          found: $0.found)
      })
  }

  private static let calls: [String: @Sendable (Fields) -> DocumentNode?] = [
    "getConfidence": confidence, "isExpired": isExpired, "resourceAmountFromFloat": amount,
    "HumanizeMemoryQuantity": humanized, "getLimitRangeItem": limitRangeItem,
    "GetContainerResourcePolicy": policy, "ApplyVPAPolicy": applyPolicy, "capping.Apply": capping,
    "GetBoundaryRequest": boundary, "getProportionalResourceLimit": proportionalLimit,
    "GetProportionalLimit": proportionalLimits, "ContainerRequestsAndLimits": resources,
    "calculateBoostedCPUValue": boosted, "GetExpiredStartupCPUBoostAnnotations": expiredBoosts,
    "isPodDisruptable": isDisruptable, "getResizeStatus": resizeStatus, "GetUpdatePriority": priority,
    "scalingDirection.Admit": admits, "PodPriority.Less": isLess,
    "hasLowerResourceRecommendation": lowersAny, "RecommendationHasLowerResource": lowersAny,
    "UpdatePriorityCalculator.AddPod": accepts, "validateVPA": validation,
    "oom.OnUpdate": oomUpdate, "parseEvictionEvent": eviction,
  ]

  /// A document with lists of texts sorted, and without what is empty.
  private static func normalized(_ node: DocumentNode) -> DocumentNode {
    if let entries = node.entries {
      return .fields(
        entries.map { entry in
          let value = normalized(entry.value)
          let isEmpty = value.entries?.isEmpty ?? value.elements?.isEmpty ?? false
          return (entry.key, isEmpty ? nil : value)
        })
    }
    guard let elements = node.elements else { return node }
    let texts = elements.compactMap(\.text)
    return texts.count == elements.count
      ? .list(texts.sorted().map { .text($0) }) : .list(elements.map(normalized))
  }

  static func time(_ fields: Fields, _ key: String) -> Int64 {
    fields.string(key).flatMap(KubernetesTime.milliseconds) ?? VPATime.zero
  }

  static func length(_ fields: Fields, _ key: String) -> Int64 {
    fields.object(key) { length in
      length.ignore("s")
      return length.int64("ns").map { $0 / 1_000_000 }
    } ?? 0
  }

  private static func confidence(_ fields: Fields) -> DocumentNode? {
    var state = AggregateState(VPARecommenderConfiguration(), creationMs: 0)
    state.firstSampleMs = time(fields, "firstSampleStart")
    state.lastSampleMs = time(fields, "lastSampleStart")
    state.sampleCount = fields.int64("totalSamplesCount") ?? 0
    let interval = length(fields, "confidenceInterval")
    return .fields([("confidence", .double(state.confidence(intervalMs: interval)))])
  }

  private static func isExpired(_ fields: Fields) -> DocumentNode? {
    var state = AggregateState(VPARecommenderConfiguration(), creationMs: time(fields, "creationTime"))
    state.lastSampleMs = time(fields, "lastSampleStart")
    state.sampleCount = fields.int64("totalSamplesCount") ?? 0
    state.memoryIntervalMs = length(fields, "interval")
    state.memoryIntervalCount = fields.int64("count") ?? 0
    return .fields([("expired", .bool(state.isExpired(atMs: time(fields, "now"))))])
  }

  private static func amount(_ fields: Fields) -> DocumentNode? {
    let words = ["+Inf": Double.infinity, "-Inf": -.infinity, "NaN": .nan]
    let text = fields.value("amount")?.text
    let value = text.flatMap { words[$0] } ?? fields.double("amount")
    return value.map { .fields([("amount", .number(ResourceAmount.of($0)))]) }
  }

  private static func oomUpdate(_ fields: Fields) -> DocumentNode? {
    guard let old = fields.object("old", Pod.init(reading:)),
      let new = fields.object("new", Pod.init(reading:))
    else { return nil }
    return .fields([("oomsEmitted", .number(VPAOutOfMemory.between(old, new).count))])
  }

  private static func eviction(_ fields: Fields) -> DocumentNode? {
    fields.object("event") { event in
      let metadata = event.metadata()
      let (namespace, pod) =
        event.object("involvedObject") { ($0.string("namespace") ?? "", $0.string("name") ?? "") } ?? ("", "")
      let found = VPAOutOfMemory.ofEviction(
        reason: event.string("reason") ?? "", annotations: metadata.annotations, pod: pod,
        namespace: namespace, atMs: metadata.creationTimestampMs ?? VPATime.zero)
      return .fields([
        (
          "ooms",
          .list(
            found.map { kill in
              .fields([
                (
                  "ContainerID",
                  .fields([
                    ("ContainerName", .text(kill.container)),
                    (
                      "PodID",
                      .fields([("Namespace", .text(kill.namespace)), ("PodName", .text(kill.pod))])
                    ),
                  ])
                ), ("Memory", .number(kill.memory)),
                ("Timestamp", .text(KubernetesTime.text(milliseconds: kill.timeMs))),
              ])
            })
        )
      ])
    }
  }

  private static func humanized(_ fields: Fields) -> DocumentNode? {
    fields.int64("bytes").map { .fields([("s", .text(HumanMemory.text($0)))]) }
  }

  private static func list(_ amounts: [String: Quantity]?) -> DocumentNode? {
    amounts.map { .fields($0.sorted { $0.key < $1.key }.map { ($0.key, .amount($0.value)) }) }
  }

  static func recommendation(_ fields: Fields, _ key: String) -> [RecommendedContainerResources]? {
    fields.object(key) {
      $0.objects("containerRecommendations", RecommendedContainerResources.init(reading:)) ?? []
    }
  }

  private static func document(_ list: [RecommendedContainerResources]?) -> DocumentNode? {
    list.map { .fields([("containerRecommendations", $0.isEmpty ? nil : .list($0.map { $0.encode() }))]) }
  }

  private static func item(_ fields: Fields, _ key: String) -> LimitRangeItem? {
    fields.object(key, LimitRangeItem.init(reading:))
  }

  private static func limitRangeItem(_ fields: Fields) -> DocumentNode? {
    let ranges = fields.objects("limitRanges", LimitRange.init(reading:)) ?? []
    let type = fields.string("type") ?? ""
    let merged = ranges.merged(type: type, namespace: ranges.first?.metadata.namespace ?? "default")
    return .fields([
      (
        "item",
        merged.map {
          .fields([
            ("max", $0.max.isEmpty ? nil : list($0.max)), ("min", $0.min.isEmpty ? nil : list($0.min)),
            ("default", $0.default.isEmpty ? nil : list($0.default)), ("type", .text($0.type)),
          ])
        }
      )
    ])
  }

  private static func policy(_ fields: Fields) -> DocumentNode? {
    let raw = fields.value("policy")
    let policy = fields.object("policy", PodResourcePolicy.init(reading:))
    guard let name = fields.string("container") else { return nil }
    guard let found = policy?.policy(for: name),
      let index = policy?.containerPolicies.lastIndex(of: found)
    else { return .fields([]) }
    return .fields([("policy", raw?["containerPolicies"]?.elements?[index])])
  }

  private static func applyPolicy(_ fields: Fields) -> DocumentNode? {
    let most = fields.quantities("globalMaxAllowed") ?? [:]
    let policy = fields.object("policy", PodResourcePolicy.init(reading:))
    let found = recommendation(fields, "recommendation")?.map { item -> RecommendedContainerResources in
      var item = item
      let own = policy?.policy(for: item.containerName)
      for resource in ["cpu", "memory"] {
        let caps = AmountCaps(resource, policy: own, maxAllowed: most)
        func cap(_ amount: Quantity) -> Quantity {
          var amount = amount
          if let least = caps.least, amount < least.quantity { amount = least.quantity }
          if let bound = caps.most, amount > bound.quantity { amount = bound.quantity }
          return amount
        }
        item.target[resource] = item.target[resource].map(cap)
        if let lower = item.lowerBound?[resource] { item.lowerBound?[resource] = cap(lower) }
        if let upper = item.upperBound?[resource] { item.upperBound?[resource] = cap(upper) }
      }
      return item
    }
    return .fields([("recommendation", document(found))])
  }

  private static func capping(_ fields: Fields) -> DocumentNode? {
    guard let vpa = fields.object("vpa", VerticalPodAutoscaler.init(reading:)) else {
      fields.ignore("containerLimitRange", "pod", "podLimitRange")
      return .fields([("error", .fields([("error", .text("cannot process nil vpa"))]))])
    }
    guard let pod = fields.object("pod", VPAPod.init(reading:)) else { return nil }
    var capping = VPACapping(limitRanges: [], namespace: pod.namespace)
    capping.containerRange = item(fields, "containerLimitRange")
    capping.podRange = item(fields, "podLimitRange")
    let policy = vpa.spec.resourcePolicy
    guard let recommendation = vpa.status?.recommendation ?? (policy == nil ? nil : []) else {
      return .fields([])
    }
    guard let fitted = try? capping.fit(recommendation, policy: policy, to: pod) else { return .fields([]) }
    // Upstream's notes come in the order of a Go map of resources.
    let notes = fitted.filter { !$0.notes.isEmpty }.map { item in
      (
        item.recommendation.containerName,
        DocumentNode.list(item.notes.sorted { $0.resource > $1.resource }.map { .text($0.description) })
      )
    }
    return .fields([
      ("annotations", .fields(notes)), ("recommendation", document(fitted.map(\.recommendation))),
    ])
  }

  private static func boundary(_ fields: Fields) -> DocumentNode? {
    let request = Proportion.boundary(
      fields.string("resource") ?? "", request: fields.quantity("originalRequest"),
      limit: fields.quantity("originalLimit"), bound: fields.quantity("boundaryLimit"),
      default: fields.quantity("defaultLimit"))
    return .fields([("request", .amount(request))])
  }

  private static func proportionalLimit(_ fields: Fields) -> DocumentNode? {
    let resource = fields.string("resource") ?? ""
    let (limit, standard) = (fields.quantity("originalLimit"), fields.quantity("defaultLimit"))
    let recommended = fields.quantity("recommendedRequest")
    let found = Proportion.limit(
      resource, limit: limit, request: fields.quantity("originalRequest"), recommended: recommended,
      default: standard)
    let old = (limit?.value ?? 0) == 0 ? standard : limit
    let note =
      (old?.value ?? 0) == 0
      ? "\(resource): limit NOT set since originalLimit is nil or 0"
      : found == nil
        ? "\(resource): limit NOT set since recommendedRequest is nil or 0"
        : found?.isCapped ?? false
          ? "\(resource): failed to keep limit to request ratio; capping limit to int64" : ""
    return .fields([("annotation", .text(note)), ("limit", found.map { .amount($0.amount) })])
  }

  private static func proportionalLimits(_ fields: Fields) -> DocumentNode? {
    let old = VPAResources(
      requests: fields.quantities("originalRequest"), limits: fields.quantities("originalLimit"))
    let recommended = fields.quantities("recommendation") ?? [:]
    let defaults = fields.quantities("defaultLimit") ?? [:]
    let limits = Proportion.limits(of: old, recommended: recommended, defaults: defaults)
    var notes: [DocumentNode] = []
    for resource in ["cpu", "memory"] where limits != nil {
      let limit = Proportion.limit(
        resource, limit: old.limits?[resource], request: old.requests?[resource],
        recommended: recommended[resource], default: defaults[resource])
      if let limit {
        if limit.isCapped {
          notes.append(.text("\(resource): failed to keep limit to request ratio; capping limit to int64"))
        }
        continue
      }
      let hasLimit =
        ((old.limits?[resource]?.value ?? 0) == 0 ? defaults[resource] : old.limits?[resource])
        .map { $0.value != 0 } ?? false
      let missing = hasLimit ? "recommendedRequest" : "originalLimit"
      notes.append(.text("\(resource): limit NOT set since \(missing) is nil or 0"))
    }
    return .fields([("annotations", .list(notes)), ("limit", list(limits))])
  }

  private static func resources(_ fields: Fields) -> DocumentNode? {
    guard let pod = fields.object("pod", VPAPod.init(reading:)), let name = fields.string("container") else {
      return nil
    }
    // A container may be reported on that the specification lacks.
    let reported = pod.statuses.first { $0.name == name }?.resources.map { VPAResources($0) }
    let found = pod.containers.first { $0.name == name }?.resources ?? reported
    return .fields([
      ("limits", list(found?.limits ?? [:])), ("requests", list(found?.requests ?? [:])),
    ])
  }

  private static func boosted(_ fields: Fields) -> DocumentNode? {
    guard let base = fields.quantity("baseCPU"),
      let boost = fields.object("startupBoost", StartupBoost.init(reading:))?.cpu
    else { return nil }
    do throws(VPAInputError) {
      return .fields([("cpu", .amount(try VPAAdmission.boosted(base, by: boost)))])
    } catch {
      return .fields([("error", .fields([("error", .text(error.description))]))])
    }
  }
}
