import Cluster
import Kubernetes
import Scaling
import Simulation
import Workload

extension WorkloadSpec {
  var resolved: DocumentNode {
    .fields([
      ("target", .text(kind.map { "\($0)/\(target)" } ?? target)),
      ("load", joinsEveryTrace ? traces.first?.node : nil),
      ("traces", joinsEveryTrace ? nil : .list(traces.map(\.node))), ("response", response.resolved),
      ("podTiming", timing.resolved), ("startsSettled", .bool(startsSettled)),
      ("job", job?.resolved), ("traffic", traffic?.resolved),
      ("calls", calls.isEmpty ? nil : CallSpec.resolved(calls)), ("queue", queue?.resolved),
    ])
  }
}

extension ResponseModel {
  var resolved: DocumentNode {
    let none = DocumentNode.text("none")
    return .fields([
      ("cpuPerRequest", .decimal(cpuPerRequest)), ("cpuIdle", .decimal(cpuIdle)),
      ("memoryBase", .number(memoryBase)),
      ("memoryPerInFlight", .number(memoryPerInFlight)), ("memoryLeakPerHour", .number(memoryLeakPerHour)),
      ("serviceTimeCV", .decimal(serviceTimeCV)), ("startupCPU", .decimal(startupCPU)),
      ("startupSeconds", .decimal(startupSeconds)), ("baseLatency", .decimal(baseLatency)),
      ("threads", threads.map { .decimal($0) } ?? none),
      ("queueLimit", queueLimit.map { .decimal($0) } ?? none),
      ("timeout", timeout.map { .decimal($0) } ?? none), ("discipline", .text(discipline.rawValue)),
    ])
  }
}

extension PodTiming {
  var resolved: DocumentNode {
    .fields(
      PodTimingFields.delays.map { ($0.key, self[keyPath: $0.path].resolved) } + [
        ("imageCached", .bool(imageCached)), ("create", .span(createMs)),
        ("endpointPropagation", .span(endpointPropagationMs)),
        ("stop", .span(stopMs)),
        (
          "crash",
          crash.map { .fields([("after", $0.after.resolved), ("pods", .decimal($0.share))]) }
        ),
      ])
  }
}

extension RegistryImage {
  var resolved: DocumentNode {
    let parts = layers.map { layer in
      DocumentNode.fields([("name", .text(layer.name)), ("size", .text(NodePool.text(bytes: layer.bytes)))])
    }
    let times = refusals.map { time in
      DocumentNode.fields([
        ("from", .span(time.lowerBound)), ("for", .span(time.upperBound - time.lowerBound)),
      ])
    }
    return .fields([
      ("name", .text(name)), ("layers", parts.isEmpty ? nil : .list(parts)),
      ("refused", times.isEmpty ? nil : .list(times)),
    ])
  }
}

extension Delay {
  var resolved: DocumentNode {
    let mean = DocumentNode.span(Int64(meanMs))
    return cv == 0 ? mean : .fields([("mean", mean), ("cv", .decimal(cv))])
  }
}

extension NodePool {
  var resolved: DocumentNode {
    .fields([
      ("name", .text(name)), ("count", .number(count)), ("cpu", .text("\(Quantity(milli: cpuMilli))")),
      ("memory", .text(NodePool.text(bytes: memoryBytes))), ("maxPods", .number(maxPods)),
      ("pullBandwidth", .text(NodePool.text(bytes: Int64(pullBytesPerSecond)))),
      ("pricePerHour", .decimal(pricePerHour)),
      ("zones", zones.isEmpty ? nil : .list(zones.map { .text($0) })),
      (
        "labels",
        labels.isEmpty ? nil : .fields(labels.sorted { $0.key < $1.key }.map { ($0.key, .text($0.value)) })
      ), ("taints", taints.isEmpty ? nil : .list(taints.map(\.resolved))),
    ])
  }
}

extension Taint {
  var resolved: DocumentNode {
    .fields([
      ("key", .text(key)), ("value", value.isEmpty ? nil : .text(value)), ("effect", .text(effect)),
    ])
  }
}

extension NodePool {
  /// Bytes as a quantity, in the largest unit that divides them.
  static func text(bytes: Int64) -> String {
    let units: [(name: String, size: Int64)] = [("Gi", 1 << 30), ("Mi", 1 << 20), ("Ki", 1 << 10)]
    let unit = units.first { bytes.isMultiple(of: $0.size) }
    return unit.map { "\(bytes / $0.size)\($0.name)" } ?? "\(bytes)"
  }
}

extension MetricsPipeline {
  var resolved: DocumentNode {
    .fields([
      ("resolution", .span(resolutionMs)), ("firstScrape", firstScrapeMs.map { .span($0) }),
      ("delay", .span(delayMs)),
      ("instantaneous", .bool(isInstantaneous)),
    ])
  }
}

extension MetricSpecification {
  var resolved: DocumentNode {
    var fields: [(key: String, value: DocumentNode?)] = [("name", .text(name)), ("api", .text(api.rawValue))]
    if !labels.isEmpty {
      fields.append(("labels", .fields(labels.sorted { $0.key < $1.key }.map { ($0.key, .text($0.value)) })))
    }
    if let object {
      fields.append(
        (
          "object",
          .fields([
            ("apiVersion", object.apiVersion.isEmpty ? nil : .text(object.apiVersion)),
            ("kind", .text(object.kind)),
            ("name", .text(object.name)),
          ])
        ))
    }
    switch origin {
    case .signal(let signal, let deployment):
      fields += [("signal", .text(signal.rawValue)), ("deployment", .text(deployment))]
    case .series(_, let node, _): fields.append(("series", node))
    }
    return .fields(
      fields + [
        ("window", .span(windowMs)), ("lag", .span(lagMs)), ("query", query.map { .text($0) }),
        ("fails", outages.isEmpty ? nil : .outages(outages)),
      ])
  }
}

extension ExperimentSpec {
  var resolvedController: DocumentNode {
    let flags = ControllerFields.spans.map {
      (key: $0.flag, value: DocumentNode?.some(.span(controller[keyPath: $0.path])))
    }
    let gates = ControllerFields.gates.map {
      (key: $0.gate, value: DocumentNode?.some(.bool(controller.gates[keyPath: $0.path])))
    }
    return .fields(
      [("kubernetesVersion", .text("\(controller.version)"))] + flags + [
        (ControllerFields.tolerance, .decimal(controller.tolerance)),
        ("featureGates", .fields(gates)),
      ] + resolvedNodeController)
  }
}

extension ExperimentSpec {
  /// The node controller's flags where they are not the defaults of the version.
  private var resolvedNodeController: [(key: String, value: DocumentNode?)] {
    var usual = NodeLifecycleSettings()
    if controller.version.minor < 32 { usual.monitorGraceMs = 40_000 }
    let spans = NodeControllerFields.spans.filter {
      nodeLifecycle[keyPath: $0.path] != usual[keyPath: $0.path]
    }
    let ratios = NodeControllerFields.ratios.filter {
      nodeLifecycle[keyPath: $0.path] != usual[keyPath: $0.path]
    }
    let isUsual = nodeLifecycle.largeZoneSize == usual.largeZoneSize
    return spans.map { ($0.flag, .span(nodeLifecycle[keyPath: $0.path])) }
      + ratios.map { ($0.flag, .decimal(nodeLifecycle[keyPath: $0.path])) }
      + [(NodeControllerFields.count, isUsual ? nil : .number(nodeLifecycle.largeZoneSize))]
  }
}

extension AutoscalerTiming {
  var resolved: DocumentNode {
    .fields([
      ("name", .text(name)), ("createdAt", .span(createdMs)), ("phase", phaseMs.map { .span($0) }),
      ("timeZone", timeZone.map { .text($0.name) }),
    ])
  }
}

extension Prices {
  var resolved: DocumentNode {
    .fields([
      ("cpuHour", .decimal(cpuHour)), ("memoryGiBHour", .decimal(memoryGiBHour)),
      ("currency", currency.isEmpty ? nil : .text(currency)),
    ])
  }
}

extension ServiceLevelObjective {
  /// The target as it was written, in percent; a promise has few decimals, which a product of doubles would not show.
  var targetPercent: Double { (1e9 * target).rounded() / 1e7 }

  var resolved: DocumentNode {
    .fields([("latency", .span(Int64(latencyMs))), ("target", .decimal(targetPercent))])
  }
}

extension ScoreLimit {
  var resolved: DocumentNode {
    .fields([
      ("score", .text(score)), ("atMost", .decimal(atMost)), ("per", period.map { .text($0.rawValue) }),
      ("confidence", .decimal((1e7 * confidence).rounded() / 1e5)),
    ])
  }
}

extension PreparedStrategy {
  var resolved: DocumentNode {
    .fields([
      ("name", .text(name)), ("summary", .text(summary)), ("scheduler", scheduler?.node),
      ("nodeAutoscaler", nodeAutoscaler?.node), ("verticalPodAutoscaler", vertical?.node),
      ("scaler", scalerSpecs.isEmpty ? nil : .list(scalerSpecs.map(\.resolved))),
      ("controllers", controllers.isEmpty ? nil : .list(controllers.map { .text($0) })),
      ("manifests", .list(manifests)),
    ])
  }
}
