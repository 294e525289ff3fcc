import Kubernetes

/// What single decisions and runs of them start from: flags, the object, its history.
struct HPACase {
  var configuration: HPAConfiguration
  var controller: HPAController
  /// The node of the object, of which a step may replace the spec.
  private let object: DocumentNode

  /// Reads the start of a case; nil, with problems noted, if it lacks something. Settings overrule the
  /// case's.
  init?(_ fields: Fields, settings: HPASettings = HPASettings()) {
    guard var configuration = HPAConfiguration.read(fields) else { return nil }
    settings.apply(to: &configuration)
    guard let object = fields.required("hpa", fields.value),
      var autoscaler = HorizontalPodAutoscaler.decode(
        object, path: fields.path(of: "hpa"), report: fields.report)
    else { return nil }
    if fields.bool("applyDefaults") ?? false { autoscaler = autoscaler.defaulted() }
    self.object = object
    self.configuration = configuration
    controller = HPAController(autoscaler, configuration: configuration)
    if let history = fields.object("state", { HPAMemory.read($0) }) {
      controller.memory.hasRecommendations = history.hasRecommendations
      controller.memory.recommendations = history.recommendations
      controller.memory.scaleUpEvents = history.scaleUpEvents
      controller.memory.scaleDownEvents = history.scaleDownEvents
    }
    if let listed = object["status"]?["currentMetrics"]?.elements {
      controller.memory.reported = listed.map { HPAProposal(listed: $0) }
    }
  }

  /// Replaces the spec with another one, which is already defaulted.
  mutating func replaceSpec(_ spec: DocumentNode, path: String, report: DocumentReport) {
    let entries = (object.entries ?? []).filter { $0.key != "spec" && $0.key != "status" }
    let entry = DocumentNode.Entry(key: "spec", keyPlace: spec.place, value: spec)
    let node = DocumentNode(.mapping(entries + [entry]), place: spec.place)
    if let autoscaler = HorizontalPodAutoscaler.decode(node, path: path, report: report) {
      controller.replaceSpec(autoscaler.spec)
    }
  }
}

extension HPAConfiguration {
  /// Reads the flags and gates of a case.
  static func read(_ fields: Fields) -> HPAConfiguration? {
    var result = HPAConfiguration()
    _ = fields.object("config") { config -> Bool in
      result.tolerance = config.double("tolerance") ?? result.tolerance
      if let seconds = config.int64("downscaleStabilizationSeconds") {
        result.downscaleStabilizationMs = seconds &* 1000
      }
      if let seconds = config.int64("cpuInitializationPeriodSeconds") {
        result.cpuInitializationPeriodMs = seconds &* 1000
      }
      if let seconds = config.int64("initialReadinessDelaySeconds") {
        result.initialReadinessDelayMs = seconds &* 1000
      }
      result.scaleUpLimitFactor = config.double("scaleUpLimitFactor") ?? result.scaleUpLimitFactor
      result.scaleUpLimitMinimum = config.double("scaleUpLimitMinimum") ?? result.scaleUpLimitMinimum
      return true
    }
    _ = fields.object("gates") { gates -> Bool in
      result.gates.scaleToZero = gates.bool("HPAScaleToZero") ?? result.gates.scaleToZero
      result.gates.configurableTolerance =
        gates.bool("HPAConfigurableTolerance") ?? result.gates.configurableTolerance
      result.gates.podLevelResources = gates.bool("PodLevelResources") ?? result.gates.podLevelResources
      return true
    }
    return result
  }
}

extension HPAMemory {
  /// Reads a history.
  static func read(_ fields: Fields) -> HPAMemory {
    HPAMemory(
      recommendations: recommendations(fields, "recommendations"),
      scaleUpEvents: events(fields, "scaleUpEvents"), scaleDownEvents: events(fields, "scaleDownEvents"))
  }

  static func recommendations(_ fields: Fields, _ key: String) -> [HPARecommendation]? {
    fields.objects(key) {
      HPARecommendation(replicas: $0.int32("replicas") ?? 0, atMs: $0.int64("atMs") ?? 0)
    }
  }

  static func events(_ fields: Fields, _ key: String) -> [HPAScaleEvent] {
    fields.objects(key) {
      HPAScaleEvent(
        change: $0.int32("change") ?? 0, atMs: $0.int64("atMs") ?? 0, isOutdated: $0.bool("outdated") ?? false
      )
    } ?? []
  }
}

extension HPAProposal {
  /// Reads what a status lists of a metric; an empty entry is one that failed.
  fileprivate init(listed node: DocumentNode) {
    self.init()
    let source = node.entries?.first { $0.key != "type" }?.value
    guard let current = source?["current"] else {
      problem = .unread
      return
    }
    if let text = (current["averageValue"] ?? current["value"])?.text, let quantity = try? Quantity(text) {
      value = quantity.milliValue
    }
    if case .number(let text)? = current["averageUtilization"]?.content, let percent = Int32(text) {
      hasUtilization = true
      utilization = percent
    }
  }
}
