import Kubernetes

extension [LimitRange] {
  /// The bounds for objects of a type that all ranges of a namespace make together, nil if they make none.
  ///
  /// The lowest maximum, the highest minimum and the last default count. Source:
  /// vertical-pod-autoscaler/pkg/utils/limitrange/limit_range_calculator.go.
  public func merged(type: String, namespace: String) -> LimitRangeItem? {
    var result: LimitRangeItem?
    for range in self where range.metadata.namespace == namespace {
      for item in range.limits
      where item.type == type && !(item.max.isEmpty && item.min.isEmpty && item.default.isEmpty) {
        var merged = result ?? LimitRangeItem(type: type)
        for resource in ["cpu", "memory"] {
          if let most = item.max[resource], merged.max[resource].map({ most < $0 }) ?? true {
            merged.max[resource] = most
          }
          if let least = item.min[resource], merged.min[resource].map({ least > $0 }) ?? true {
            merged.min[resource] = least
          }
          if let standard = item.default[resource] { merged.default[resource] = standard }
        }
        result = merged
      }
    }
    return result
  }
}
