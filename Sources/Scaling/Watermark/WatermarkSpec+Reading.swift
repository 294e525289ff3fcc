import Kubernetes

extension WatermarkSpec {
  /// Reads the `spec` of a WatermarkPodAutoscaler.
  ///
  /// - Parameter marks: the marks, where they do not stand under `metrics`.
  public static func read(_ fields: Fields, marks: [Marks]? = nil) -> WatermarkSpec? {
    fields.ignore("scaleTargetRef", "readinessDelay", "metrics")
    guard let most = fields.required("maxReplicas", fields.int32) else { return nil }
    let found = marks ?? fields.objects("metrics", readMarks) ?? []
    var spec = WatermarkSpec(maxReplicas: most, marks: found)
    spec.minReplicas = fields.int32("minReplicas") ?? 1
    if let text = fields.string("algorithm") {
      guard let algorithm = Algorithm(rawValue: text) else {
        fields.problem("algorithm", "must be absolute or average, found \(text)")
        return nil
      }
      spec.algorithm = algorithm
    }
    if let tolerance = fields.quantity("tolerance")?.milliValue, tolerance != 0 {
      spec.toleranceMilli = tolerance
    }
    spec.scaleUpLimitMilli = fields.quantity("scaleUpLimitFactor")?.milliValue ?? 50_000
    spec.scaleDownLimitMilli = fields.quantity("scaleDownLimitFactor")?.milliValue ?? 20_000
    spec.upscaleForbiddenWindowSeconds = seconds(fields, "upscaleForbiddenWindowSeconds", 60)
    spec.downscaleForbiddenWindowSeconds = seconds(fields, "downscaleForbiddenWindowSeconds", 300)
    spec.upscaleDelaySeconds = fields.int64("upscaleDelayAboveWatermarkSeconds") ?? 0
    spec.downscaleDelaySeconds = fields.int64("downscaleDelayBelowWatermarkSeconds") ?? 0
    spec.modulo = max(1, fields.int32("replicaScalingAbsoluteModulo") ?? 1)
    if let text = fields.string("convergeTowardsWatermark") {
      guard let convergence = Convergence(rawValue: text) else {
        fields.problem("convergeTowardsWatermark", "must be highwatermark or lowwatermark, found \(text)")
        return nil
      }
      spec.convergence = convergence
    }
    spec.toleratesZero = fields.bool("tolerateZero") ?? false
    spec.isDryRun = fields.bool("dryRun") ?? false
    return spec
  }

  /// A window of 0 reads as the default.
  private static func seconds(_ fields: Fields, _ key: String, _ usual: Int64) -> Int64 {
    let found = fields.int64(key) ?? 0
    return found == 0 ? usual : found
  }

  private static func readMarks(_ metric: Fields) -> Marks? {
    let source = metric.string("type") == "Resource" ? "resource" : "external"
    metric.ignore("resource", "external")
    return metric.object(source) { fields in
      fields.ignore("metricName", "metricSelector", "name")
      guard let low = fields.required("lowWatermark", fields.quantity),
        let high = fields.required("highWatermark", fields.quantity)
      else { return nil }
      return Marks(lowMilli: low.milliValue, highMilli: high.milliValue)
    }
  }
}
