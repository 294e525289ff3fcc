import Conformance
import Kubernetes

/// Calls of single functions of upstream's controller, by name, with what they returned.
enum HPAFunctionCases {
  /// Reads a case and makes the call; nil, with problems noted, if it lacks something.
  typealias Read = @Sendable (Fields) -> [CaseCheck]?

  /// The functions that have a counterpart here.
  static let all: [String: Read] = [
    "groupPods": groupPods,
    "convertDesiredReplicasWithRules": limitWithoutBehavior,
    "convertDesiredReplicasWithBehaviorRate": limitWithBehavior,
    "stabilizeRecommendation": stabilizeWithoutBehavior,
    "stabilizeRecommendationWithBehaviors": stabilizeWithBehavior,
    "storeScaleEvent": storeScaleEvent,
    "calculateScaleUpLimitWithScalingRules": scaleUpLimit,
    "calculateScaleDownLimitWithBehaviors": scaleDownLimit,
  ]

  @Sendable private static func groupPods(_ fields: Fields) -> [CaseCheck]? {
    call(fields) { args, expected, nowMs in
      let pods = args.objects("pods") { SituationPod.read($0) } ?? []
      let isCPU = args.string("resource") == "cpu"
      let youth = PodYouth(
        cpuInitializationPeriodMs: (args.int64("cpuInitializationPeriodSeconds") ?? 0) &* 1000,
        initialReadinessDelayMs: (args.int64("initialReadinessDelaySeconds") ?? 0) &* 1000)
      var samples: [String: HPAObservation.Sample] = [:]
      _ = args.object("metrics") { metrics -> Bool in
        for name in metrics.keys {
          samples[name] = metrics.object(name) {
            HPAObservation.Sample(
              pod: 0, value: $0.int64("value") ?? 0,
              timestampMs: $0.int64("timestampMs") ?? HPAObservation.zeroTime,
              windowMs: $0.int64("windowMs") ?? 0)
          }
        }
        return true
      }
      var names: [String: [String]] = [:]
      var ready = 0
      for pod in pods {
        var observation = HPAObservation()
        observation.nowMs = nowMs
        observation.pods = [
          HPAObservation.Pod(
            phase: pod.phase, isDeleted: pod.isDeleted, ready: pod.ready, startTimeMs: pod.startTimeMs,
            readyTransitionMs: pod.readyTransitionMs)
        ]
        observation.samples = samples[pod.name].map { [$0] } ?? []
        let groups = PodGroups(
          observation, reading: .init(samplesEnd: Int32(observation.samples.count)), isCPU: isCPU,
          youth: youth)
        ready += Int(groups.ready)
        if groups.unready > 0 { names["unready", default: []].append(pod.name) }
        if groups.missing > 0 { names["missing", default: []].append(pod.name) }
        if groups.ignored > 0 { names["ignored", default: []].append(pod.name) }
      }
      let lists = ["unready", "missing", "ignored"].map { list in
        CaseCheck(
          list, expected: (expected.texts(list) ?? []).sorted().joined(separator: " "),
          found: (names[list] ?? []).sorted().joined(separator: " "))
      }
      return [CaseCheck("readyPodCount", expected: expected.int32("readyPodCount") ?? 0, found: ready)]
        + lists
    }
  }

  @Sendable private static func limitWithoutBehavior(_ fields: Fields) -> [CaseCheck]? {
    call(fields) { args, expected, _ in
      var configuration = HPAConfiguration()
      configuration.scaleUpLimitFactor = args.double("scaleUpLimitFactor") ?? configuration.scaleUpLimitFactor
      configuration.scaleUpLimitMinimum =
        args.double("scaleUpLimitMinimum") ?? configuration.scaleUpLimitMinimum
      let controller = controller(args, configuration: configuration)
      var trace = HPANoTrace()
      let limited = controller.plan.limitWithoutBehavior(
        args.int32("desiredReplicas") ?? 0, current: args.int32("currentReplicas") ?? 0, trace: &trace)
      return limitChecks(limited, expected)
    }
  }

  @Sendable private static func limitWithBehavior(_ fields: Fields) -> [CaseCheck]? {
    call(fields) { args, expected, nowMs in
      let controller = controller(args)
      var trace = HPANoTrace()
      let limited = controller.plan.limitWithBehavior(
        args.int32("desiredReplicas") ?? 0, current: args.int32("currentReplicas") ?? 0,
        past: past(controller, nowMs), trace: &trace)
      return limitChecks(limited, expected)
    }
  }

  @Sendable private static func stabilizeWithoutBehavior(_ fields: Fields) -> [CaseCheck]? {
    call(fields) { args, expected, nowMs in
      var configuration = HPAConfiguration()
      configuration.downscaleStabilizationMs = (args.int64("downscaleStabilizationSeconds") ?? 300) &* 1000
      var controller = controller(args, configuration: configuration)
      var trace = HPANoTrace()
      let found = controller.stabilizeWithoutBehavior(
        args.int32("desiredReplicas") ?? 0, nowMs: nowMs, trace: &trace)
      return [
        CaseCheck("replicas", expected: expected.int32("replicas") ?? 0, found: found),
        CaseCheck(
          "logLength", expected: expected.int32("logLength") ?? 0,
          found: controller.memory.recommendations.count),
      ]
    }
  }

  @Sendable private static func stabilizeWithBehavior(_ fields: Fields) -> [CaseCheck]? {
    call(fields) { args, expected, nowMs in
      var controller = controller(
        args,
        up: HPAScalingRules(stabilizationWindowSeconds: args.int32("scaleUpStabilizationWindowSeconds")),
        down: HPAScalingRules(stabilizationWindowSeconds: args.int32("scaleDownStabilizationWindowSeconds")))
      var trace = HPANoTrace()
      let found = controller.stabilizeWithBehavior(
        args.int32("desiredReplicas") ?? 0, current: args.int32("currentReplicas") ?? 0, nowMs: nowMs,
        trace: &trace)
      var checks = [CaseCheck("replicas", expected: expected.int32("replicas") ?? 0, found: found)]
      if let history = HPAMemory.recommendations(expected, "recommendations") {
        // Upstream's tests do not look at the times.
        checks.append(
          CaseCheck(
            "recommendations", expected: "\(history.map(\.replicas))",
            found: "\(controller.memory.recommendations.map(\.replicas))"))
      }
      return checks
    }
  }

  @Sendable private static func storeScaleEvent(_ fields: Fields) -> [CaseCheck]? {
    call(fields) { args, expected, nowMs in
      let change = args.int32("replicaChange") ?? 0
      let previous = HPAMemory.events(args, "prevEvents")
      let rules = args.object("rules") { HPAScalingRules.read($0) }
      let behavior = rules.map { HorizontalPodAutoscalerBehavior(scaleUp: $0, scaleDown: $0) }
      var checks: [CaseCheck] = []
      for (direction, target) in [("up", 10 &+ change), ("down", 10 &- change)] {
        var controller = HPAController(autoscaler(behavior: behavior))
        controller.memory.scaleUpEvents = previous
        controller.memory.scaleDownEvents = previous
        controller.storeScaleEvent(from: 10, to: target, nowMs: nowMs)
        let found = direction == "up" ? controller.memory.scaleUpEvents : controller.memory.scaleDownEvents
        let events = HPAMemory.events(expected, "newEvents")
        checks.append(
          CaseCheck("newEvents when scaling \(direction)", expected: text(events), found: text(found)))
      }
      return checks
    }
  }

  @Sendable private static func scaleUpLimit(_ fields: Fields) -> [CaseCheck]? {
    call(fields) { args, expected, nowMs in
      var trace = HPANoTrace()
      let controller = controller(args)
      let found = controller.plan.scaleUpLimit(
        current: args.int32("currentReplicas") ?? 0, past: past(controller, nowMs), trace: &trace)
      return [CaseCheck("limit", expected: expected.int32("limit") ?? 0, found: found)]
    }
  }

  @Sendable private static func scaleDownLimit(_ fields: Fields) -> [CaseCheck]? {
    call(fields) { args, expected, nowMs in
      var trace = HPANoTrace()
      let controller = controller(args)
      let found = controller.plan.scaleDownLimit(
        current: args.int32("currentReplicas") ?? 0, past: past(controller, nowMs), trace: &trace)
      return [CaseCheck("limit", expected: expected.int32("limit") ?? 0, found: found)]
    }
  }

  /// Reads arguments, time and expectation, and hands them on.
  private static func call(
    _ fields: Fields, _ body: (_ args: Fields, _ expected: Fields, _ nowMs: Int64) -> [CaseCheck]
  ) -> [CaseCheck]? {
    guard let nowMs = fields.required("nowMs", fields.int64) else { return nil }
    return fields.required("args") { key in
      fields.object(key) { args in
        fields.required("upstream") { key in fields.object(key) { body(args, $0, nowMs) } }
      }
    }
  }

  private static func limitChecks(_ found: HPAPlan.Limited, _ expected: Fields) -> [CaseCheck] {
    var checks = [CaseCheck("replicas", expected: expected.int32("replicas") ?? 0, found: found.replicas)]
    if let reason = expected.string("reason") {
      checks.append(CaseCheck("reason", expected: reason, found: found.reason.name))
    }
    return checks
  }

  private static func controller(
    _ args: Fields, configuration: HPAConfiguration = HPAConfiguration(), up: HPAScalingRules? = nil,
    down: HPAScalingRules? = nil
  ) -> HPAController {
    let up = up ?? args.object("scaleUp") { HPAScalingRules.read($0) }
    let down = down ?? args.object("scaleDown") { HPAScalingRules.read($0) }
    var object = autoscaler(behavior: HorizontalPodAutoscalerBehavior(scaleUp: up, scaleDown: down))
    object.spec.minReplicas = args.int32("minReplicas")
    object.spec.maxReplicas = args.int32("maxReplicas") ?? .max
    var controller = HPAController(object, configuration: configuration)
    controller.memory.recommendations = HPAMemory.recommendations(args, "recommendations") ?? []
    controller.memory.scaleUpEvents = HPAMemory.events(args, "scaleUpEvents")
    controller.memory.scaleDownEvents = HPAMemory.events(args, "scaleDownEvents")
    return controller
  }

  private static func past(_ controller: HPAController, _ nowMs: Int64) -> HPAPlan.PastChanges {
    HPAPlan.PastChanges(
      up: controller.memory.scaleUpEvents, down: controller.memory.scaleDownEvents, nowMs: nowMs)
  }

  private static func autoscaler(behavior: HorizontalPodAutoscalerBehavior?) -> HorizontalPodAutoscaler {
    HorizontalPodAutoscaler(
      metadata: ObjectMeta(name: "h"),
      spec: HorizontalPodAutoscalerSpec(
        scaleTargetRef: .init(kind: "Deployment", name: "w"), maxReplicas: .max, behavior: behavior))
  }

  /// Events without their times, which upstream's tests do not look at.
  private static func text(_ events: [HPAScaleEvent]) -> String {
    events.map { "\($0.change)\($0.isOutdated ? " outdated" : "")" }.joined(separator: ", ")
  }
}

extension HPAScalingRules {
  /// Reads the rules of one direction from the arguments of a call.
  fileprivate static func read(_ fields: Fields) -> HPAScalingRules {
    HPAScalingRules(
      stabilizationWindowSeconds: fields.int32("stabilizationWindowSeconds"),
      selectPolicy: fields.string("selectPolicy"),
      policies: fields.objects("policies") {
        HPAScalingPolicy(
          type: $0.string("type") ?? "", value: $0.int32("value") ?? 0,
          periodSeconds: $0.int32("periodSeconds") ?? 0)
      })
  }
}
