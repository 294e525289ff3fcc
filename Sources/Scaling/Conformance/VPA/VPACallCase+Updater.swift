import Conformance
import Kubernetes

/// Calls of the updater's functions, and of the object's validation.
extension VPACallCase {
  static func expiredBoosts(_ fields: Fields) -> DocumentNode? {
    guard let pod = fields.object("pod", VPAPod.init(reading:)),
      let vpa = fields.object("vpa", VerticalPodAutoscaler.init(reading:))
    else { return nil }
    let found = pod.containersToUnboost(vpa, atMs: time(fields, "realNow")).map {
      DocumentNode.text(VPAAnnotation.boost($0))
    }
    return .fields([("expired", found.isEmpty ? nil : .list(found))])
  }

  static func isDisruptable(_ fields: Fields) -> DocumentNode? {
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

  static func resizeStatus(_ fields: Fields) -> DocumentNode? {
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

  static func priority(_ fields: Fields) -> DocumentNode? {
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

  static func priority(_ fields: Fields, _ key: String) -> VPAPriority? {
    fields.object(key) { read in
      var result = VPAPriority()
      result.isOutsideRange = read.bool("OutsideRecommendedRange") ?? false
      result.difference = read.double("ResourceDiff") ?? 0
      result.scalesUp = read.bool("ScaleUp") ?? false
      return result
    }
  }

  static func isLess(_ fields: Fields) -> DocumentNode? {
    guard let a = priority(fields, "a"), let b = priority(fields, "b") else { return nil }
    return .fields([("less", .bool(a < b))])
  }

  static func admits(_ fields: Fields) -> DocumentNode? {
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

  static func accepts(_ fields: Fields) -> DocumentNode? {
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

  static func lowersAny(_ fields: Fields) -> DocumentNode? {
    let old = recommendation(fields, "lastAttempt") ?? recommendation(fields, "a")
    let new = recommendation(fields, "newRecommendation") ?? recommendation(fields, "b")
    guard let old, let new else { return .fields([("result", .bool(false))]) }
    return .fields([("result", .bool(new.lowersAny(of: old)))])
  }

  static func validation(_ fields: Fields) -> DocumentNode? {
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
