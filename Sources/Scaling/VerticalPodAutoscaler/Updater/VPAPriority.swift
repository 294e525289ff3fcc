import Kubernetes

/// How urgently a pod should be changed.
///
/// Source: vertical-pod-autoscaler/pkg/updater/priority/priority_processor.go.
public struct VPAPriority: Sendable, Hashable {
  /// Whether a request is below the lower or above the upper bound.
  public var isOutsideRange = false
  /// Whether a request is to grow.
  public var scalesUp = false
  /// By which share requests differ from the recommendation, summed over resources.
  public var difference = 0.0

  /// Makes no priority.
  public init() {}

  /// How urgently a pod should get a fitted recommendation.
  ///
  /// Containers the webhook did not see do not count. With R the requests and T the targets of all containers
  /// in thousandths: Σ over resources of |max(R, 1) - T| / max(R, 1).
  public init(_ pod: VPAPod, _ recommendation: [RecommendedContainerResources]) {
    let observed = pod.observedContainers
    var requested: [String: Int64] = [:]
    var recommended: [String: Int64] = [:]
    for container in pod.containers where observed?.contains(container.name) ?? true {
      guard let item = recommendation.first(where: { $0.containerName == container.name }) else { continue }
      for (resource, target) in item.target {
        recommended[resource, default: 0] &+= target.milliValue
        guard let request = container.resources.requests?[resource] else {
          scalesUp = true
          isOutsideRange = true
          continue
        }
        requested[resource, default: 0] &+= request.milliValue
        if target.milliValue > request.milliValue { scalesUp = true }
        let isLow = item.lowerBound?[resource].map { request < $0 } ?? false
        let isHigh = item.upperBound?[resource].map { request > $0 } ?? false
        if isLow || isHigh { isOutsideRange = true }
      }
    }
    for (resource, amount) in recommended.sorted(by: { $0.key < $1.key }) {
      let old = Double(max(requested[resource] ?? 0, 1))
      difference += abs(old - Double(amount)) / old
    }
  }

  /// Whether this is less urgent than another: growth goes first, then the larger difference.
  static func < (a: VPAPriority, b: VPAPriority) -> Bool {
    a.scalesUp != b.scalesUp ? b.scalesUp : a.difference < b.difference
  }
}

extension VPAPod {
  /// The containers the webhook saw, nil where it left no note that can be read.
  var observedContainers: Set<String>? {
    guard let text = annotations?[VPAAnnotation.observedContainers] else { return nil }
    if text.isEmpty { return [] }
    let names = text.split(separator: ", ", omittingEmptySubsequences: false)
    return names.allSatisfy(Self.isLabel) ? Set(names.map(String.init)) : nil
  }

  /// Whether a text can be the name of a container.
  private static func isLabel(_ text: Substring) -> Bool {
    let bytes = text.utf8
    let isInner = { (byte: UInt8) in
      byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
        || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
    guard let first = bytes.first, let last = bytes.last, bytes.count <= 63 else { return false }
    return isInner(first) && isInner(last) && bytes.allSatisfy { isInner($0) || $0 == UInt8(ascii: "-") }
  }
}
