import Kubernetes
import Scaling

/// What the updater says of a pod, in words.
enum VerticalWords {
  /// What became of a pod, and why.
  static func words(_ verdict: VPAUpdateVerdict) -> (VerticalDecision.Kind, String) {
    switch verdict.reason {
    case .boosted: (.kept, "its startup boost still runs")
    case .boostEnded: (.boostEnded, "its startup boost is over")
    case .noGroup: (.kept, "its controller has fewer pods than the updater touches")
    case .budget: (.kept, "too many pods of its controller are missing or being resized")
    case .deferred: (.kept, "its resize is still under way")
    case .infeasible: (.kept, "no node could hold the recommended size")
    case .unfit(let error): (.kept, error.description)
    case .noStartTime: (.kept, "within the bounds, and not started")
    case .tooYoung: (.kept, "within the bounds, and younger than the updater changes for less")
    case .tooSimilar: (.kept, "within the bounds, and too little would change")
    case .unchanged: (.kept, "killed soon for want of memory, but nothing would change")
    case .requirements: (.kept, "the eviction requirements are not met")
    case .evicted: (.evicted, cause(verdict.priority))
    case .resized: (.resized, cause(verdict.priority))
    case .refused:
      (.refused, "the API server refused: a disruption budget, or a size that cannot be had in place")
    }
  }

  /// Why a pod is changed.
  private static func cause(_ priority: VPAPriority?) -> String {
    guard let priority else { return "it is to be of another size" }
    let way = priority.scalesUp ? "it needs more" : "it needs less"
    return priority.isOutsideRange
      ? "\(way): a request is outside the bounds" : "\(way): old enough, or killed soon for want of memory"
  }

  /// What a pod requests and what is recommended, such as `app cpu 500m → 163m (95m to 237m)`.
  static func detail(_ pod: VPAPod, _ vpa: VerticalPodAutoscaler) -> String {
    var parts: [String] = []
    for item in vpa.status?.recommendation ?? [] {
      guard let container = pod.containers.first(where: { $0.name == item.containerName }) else { continue }
      for (resource, target) in item.target.sorted(by: { $0.key < $1.key }) {
        let request = container.resources.requests?[resource].map { text($0, resource) } ?? "none"
        var part = "\(item.containerName) \(resource) \(request) → \(text(target, resource))"
        if let lower = item.lowerBound?[resource], let upper = item.upperBound?[resource] {
          part += " (\(text(lower, resource)) to \(text(upper, resource)))"
        }
        parts.append(part)
      }
    }
    return parts.joined(separator: ", ")
  }

  /// CPU as it is, memory in whole MiB.
  private static func text(_ amount: Quantity, _ resource: String) -> String {
    guard resource == "memory", amount.value >= 1 << 20 else { return amount.description }
    let mebibytes = (amount.value + (1 << 19)) >> 20
    return mebibytes >= 1 << 20 ? "unbounded" : "\(mebibytes)Mi"
  }
}
