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

  // MARK: The recommender

  private static func time(_ fields: Fields, _ key: String) -> Int64 {
    fields.string(key).flatMap(KubernetesTime.milliseconds) ?? VPATime.zero
  }

  private static func length(_ fields: Fields, _ key: String) -> Int64 {
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

  private static func humanized(_ fields: Fields) -> DocumentNode? {
    fields.int64("bytes").map { .fields([("s", .text(HumanMemory.text($0)))]) }
  }

  // MARK: Capping

  private static func list(_ amounts: [String: Quantity]?) -> DocumentNode? {
    amounts.map { .fields($0.sorted { $0.key < $1.key }.map { ($0.key, .amount($0.value)) }) }
  }

  private static func recommendation(_ fields: Fields, _ key: String) -> [RecommendedContainerResources]? {
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

  // MARK: The updater

  private static func expiredBoosts(_ fields: Fields) -> DocumentNode? {
    guard let pod = fields.object("pod", VPAPod.init(reading:)),
      let vpa = fields.object("vpa", VerticalPodAutoscaler.init(reading:))
    else { return nil }
    let found = pod.containersToUnboost(vpa, atMs: time(fields, "realNow")).map {
      DocumentNode.text(VPAAnnotation.boost($0))
    }
    return .fields([("expired", found.isEmpty ? nil : .list(found))])
  }

  private static func isDisruptable(_ fields: Fields) -> DocumentNode? {
    fields.object("stats") { stats in
      func count(_ key: String) -> Int { Int(stats.int64(key) ?? 0) }
      stats.ignore("pending", "inPlaceUpdateOngoing")
      let budget = PodGroupBudget(
        configured: count("configured"), tolerance: count("evictionTolerance"), running: count("running"),
        isBelowMinimum: stats.bool("belowMinReplicas") ?? false, evicted: count("evicted"),
        resized: count("inPlaceUpdateInitiated"))
      return .fields([("disruptable", .bool(budget.allowsDisruption))])
    }
  }

  private static func resizeStatus(_ fields: Fields) -> DocumentNode? {
    let conditions: [PodCondition] =
      fields.objects("conditions") { condition -> PodCondition? in
        condition.ignore("lastProbeTime", "lastTransitionTime")
        return PodCondition(
          type: condition.string("type") ?? "", status: condition.string("status") ?? "",
          reason: condition.string("reason") ?? "", message: condition.string("message") ?? "")
      } ?? []
    let words: [ResizeStatus: String] = [
      .none: "ResizeNone", .deferred: "ResizeDeferred", .infeasible: "ResizeInfeasible",
      .inProgress: "ResizeInProgress", .error: "ResizeError", .unknown: "ResizeUnknown",
    ]
    let status = VPAPod(name: "", conditions: conditions, containers: []).resizeStatus
    return .fields([("status", .text(words[status] ?? ""))])
  }

  private static func priority(_ fields: Fields) -> DocumentNode? {
    guard let pod = fields.object("pod", VPAPod.init(reading:)) else { return nil }
    let found = VPAPriority(pod, recommendation(fields, "recommendation") ?? [])
    return .fields([
      (
        "priority",
        .fields([
          ("OutsideRecommendedRange", .bool(found.isOutsideRange)),
          ("ResourceDiff", .double(found.difference)), ("ScaleUp", .bool(found.scalesUp)),
        ])
      )
    ])
  }

  private static func priority(_ fields: Fields, _ key: String) -> VPAPriority? {
    fields.object(key) { read in
      var result = VPAPriority()
      result.isOutsideRange = read.bool("OutsideRecommendedRange") ?? false
      result.difference = read.double("ResourceDiff") ?? 0
      result.scalesUp = read.bool("ScaleUp") ?? false
      return result
    }
  }

  private static func isLess(_ fields: Fields) -> DocumentNode? {
    guard let a = priority(fields, "a"), let b = priority(fields, "b") else { return nil }
    return .fields([("less", .bool(a < b))])
  }

  private static func admits(_ fields: Fields) -> DocumentNode? {
    guard let pod = fields.object("pod", VPAPod.init(reading:)) else { return nil }
    let requirements = fields.objects("requirements") {
      EvictionRequirement(
        resources: $0.texts("resources") ?? [], changeRequirement: $0.string("changeRequirement") ?? "")
    }
    let vpa = VerticalPodAutoscaler(
      metadata: ObjectMeta(name: ""),
      spec: VerticalPodAutoscalerSpec(
        updatePolicy: requirements.map { PodUpdatePolicy(evictionRequirements: $0) }))
    let check = PodAcceptance(vpa, VPAUpdaterConfiguration(), nowMs: 0)
    let found = recommendation(fields, "recommendation") ?? []
    return .fields([("admit", .bool(check.admits(pod, found)))])
  }

  private static func accepts(_ fields: Fields) -> DocumentNode? {
    guard let pod = fields.object("pod", VPAPod.init(reading:)),
      let vpa = fields.object("vpa", VerticalPodAutoscaler.init(reading:)),
      let priority = priority(fields, "priority")
    else { return nil }
    var configuration = VPAUpdaterConfiguration()
    _ = fields.object("config") { config -> Bool? in
      configuration.updateThreshold = config.double("MinChangePriority") ?? 0
      configuration.podLifetimeMs = length(config, "PodLifetimeUpdateThreshold")
      return true
    }
    configuration.evictAfterOOMMs = length(fields, "evictOOMThreshold")
    fields.ignore("processedRecommendation")
    let check = PodAcceptance(vpa, configuration, nowMs: time(fields, "now"))
    return .fields([("accepted", .bool(check.refusal(of: pod, priority) == nil))])
  }

  private static func lowersAny(_ fields: Fields) -> DocumentNode? {
    let old = recommendation(fields, "lastAttempt") ?? recommendation(fields, "a")
    let new = recommendation(fields, "newRecommendation") ?? recommendation(fields, "b")
    guard let old, let new else { return .fields([("result", .bool(false))]) }
    return .fields([("result", .bool(new.lowersAny(of: old)))])
  }

  // MARK: Validation

  private static func validation(_ fields: Fields) -> DocumentNode? {
    guard let vpa = fields.object("vpa", VerticalPodAutoscaler.init(reading:)),
      let options = fields.value("opts")
    else { return nil }
    func isOn(_ key: String) -> Bool { options[key]?.content == .bool(true) }
    let gates = FeatureGates(
      scaleToZero: true, configurableTolerance: true, vpaInPlace: isOn("AllowInPlace"),
      vpaPerVPAConfig: isOn("AllowPerVPAConfig"), vpaStartupBoost: isOn("AllowCPUStartupBoost"))
    let known = Set((options["ExistingControlledResources"]?.entries ?? []).map(\.key))
    func texts(_ problems: [InputProblem]) -> DocumentNode {
      .list(problems.map { .text("\($0.path): \($0.message)") })
    }
    let warnings = vpa.webhookWarnings(existingControlledResources: known)
    return .fields([
      (
        "errors",
        texts(
          vpa.webhookProblems(
            gates: gates, isNew: isOn("IsVPACreate"), existingControlledResources: known))
      ), ("warnings", warnings.isEmpty ? nil : texts(warnings)),
    ])
  }
}
