import Kubernetes

extension VPARecommenderConfiguration {
  /// Reads the flags a trace sets; the others keep their defaults.
  init(reading fields: Fields) {
    self.init()
    func set<T>(_ path: WritableKeyPath<Self, T>, _ value: T?) {
      if let value { self[keyPath: path] = value }
    }
    set(\.safetyMarginFraction, fields.double("safetyMarginFraction"))
    set(\.podMinCPUMillicores, fields.double("podMinCPUMillicores"))
    set(\.podMinMemoryMb, fields.double("podMinMemoryMb"))
    set(\.cpuPercentiles.target, fields.double("targetCPUPercentile"))
    set(\.cpuPercentiles.lowerBound, fields.double("lowerBoundCPUPercentile"))
    set(\.cpuPercentiles.upperBound, fields.double("upperBoundCPUPercentile"))
    set(\.memoryPercentiles.target, fields.double("targetMemoryPercentile"))
    set(\.memoryPercentiles.lowerBound, fields.double("lowerBoundMemoryPercentile"))
    set(\.memoryPercentiles.upperBound, fields.double("upperBoundMemoryPercentile"))
    set(\.confidenceIntervalCPUMs, fields.positive("confidenceIntervalCPUMs"))
    set(\.confidenceIntervalMemoryMs, fields.positive("confidenceIntervalMemoryMs"))
    set(\.memoryAggregationIntervalMs, fields.positive("memoryAggregationIntervalMs"))
    set(\.memoryAggregationIntervalCount, fields.int64("memoryAggregationIntervalCount"))
    set(\.cpuHalfLifeMs, fields.positive("cpuHalfLifeMs"))
    set(\.memoryHalfLifeMs, fields.positive("memoryHalfLifeMs"))
    set(\.oomBumpUpRatio, fields.double("oomBumpUpRatio"))
    set(\.oomMinBumpUpBytes, fields.double("oomMinBumpUpBytes"))
    set(\.humanizeMemory, fields.bool("humanizeMemory"))
    set(\.roundCPUMillicores, fields.int64("roundCPUMillicores"))
    set(\.roundMemoryBytes, fields.int64("roundMemoryBytes"))
    set(\.cpuIntegerPostProcessor, fields.bool("cpuIntegerPostProcessor"))
    set(\.maxAllowed, fields.quantities("maxAllowed"))
    set(\.collectionIntervalMs, fields.int64("gcIntervalMs"))
    set(
      \.perVPAConfig,
      fields.object("featureGates") {
        $0.ignore("InPlace", "CPUStartupBoost")
        return $0.bool("PerVPAConfig")
      })
  }
}

extension Fields {
  /// Reads a whole number above zero.
  func positive(_ key: String) -> Int64? {
    guard let value = int64(key) else { return nil }
    if value > 0 { return value }
    problem(key, "must be greater than zero, found \(value)")
    return nil
  }
}

extension HistogramCheckpoint {
  /// Reads a histogram's checkpoint.
  init(reading fields: Fields) {
    self.init(
      referenceMs: fields.time("referenceTimestamp"),
      weights: fields.object("bucketWeights") { weights in
        weights.keys.compactMap { key -> Weight? in
          guard let value = weights.int64(key) else { return nil }
          guard let bucket = Int(key), let weight = UInt32(exactly: value) else {
            weights.problem(key, "must be a bucket's number with a weight of 32 bits")
            return nil
          }
          return Weight(bucket: bucket, weight: weight)
        }
      } ?? [], total: fields.double("totalWeight") ?? 0)
  }

  /// The checkpoint as it stands in a status.
  var document: DocumentNode {
    .fields([
      ("referenceTimestamp", referenceMs.map { .text(KubernetesTime.text(milliseconds: $0)) }),
      (
        "bucketWeights",
        weights.isEmpty ? nil : .fields(weights.map { ("\($0.bucket)", .number($0.weight)) })
      ),
      ("totalWeight", total == 0 ? nil : .double(total)),
    ])
  }
}

extension VPACheckpoint {
  /// Reads a checkpoint's status.
  init(reading fields: Fields) {
    self.init(
      version: fields.string("version") ?? "", lastUpdateMs: fields.time("lastUpdateTime") ?? VPATime.zero,
      cpu: fields.object("cpuHistogram", HistogramCheckpoint.init(reading:)) ?? HistogramCheckpoint(),
      memory: fields.object("memoryHistogram", HistogramCheckpoint.init(reading:)) ?? HistogramCheckpoint(),
      firstSampleMs: fields.time("firstSampleStart") ?? VPATime.zero,
      lastSampleMs: fields.time("lastSampleStart") ?? VPATime.zero,
      sampleCount: fields.int64("totalSamplesCount") ?? 0)
  }

  /// The checkpoint as a status.
  var document: DocumentNode {
    func time(_ milliseconds: Int64) -> DocumentNode? {
      milliseconds == VPATime.zero ? nil : .text(KubernetesTime.text(milliseconds: milliseconds))
    }
    return .fields([
      ("lastUpdateTime", time(lastUpdateMs)), ("version", .text(version)), ("cpuHistogram", cpu.document),
      ("memoryHistogram", memory.document), ("firstSampleStart", time(firstSampleMs)),
      ("lastSampleStart", time(lastSampleMs)),
      ("totalSamplesCount", sampleCount == 0 ? nil : .number(sampleCount)),
    ])
  }
}

extension VPATime {
  /// A time as Go prints it: `2026-01-31 12:00:00 +0000 UTC`.
  static func goText(_ milliseconds: Int64) -> String {
    let text = KubernetesTime.text(milliseconds: milliseconds)
    let parts = text.dropLast().split(separator: "T")
    guard parts.count == 2 else { return text }
    var clock = String(parts[1])
    if clock.contains(".") { while clock.hasSuffix("0") { clock.removeLast() } }
    return "\(parts[0]) \(clock) +0000 UTC"
  }
}
