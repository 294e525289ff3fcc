import Kubernetes

/// What the VPA changes in a pod.
public struct VPAPodChange: Sendable, Hashable {
  /// The changed containers, in the order of the pod.
  public var containers: [ContainerChange] = []
  /// The notes it leaves, by key.
  public var annotations: [String: String] = [:]

  /// Makes no change.
  public init() {}

  /// The changes as a JSON patch, each with path and value, sorted by container and resource.
  public var patches: [(path: String, value: DocumentNode)] {
    containers.flatMap(\.patches)
      + annotations.sorted { $0.key < $1.key }.map {
        ("/metadata/annotations/\(Self.escaped($0.key))", .text($0.value))
      }
  }

  /// A key as a part of a JSON pointer.
  static func escaped(_ key: String) -> String {
    key.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
      .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
  }

  /// The pod with the changes made.
  public func applied(to pod: VPAPod) -> VPAPod {
    var result = pod
    for change in containers where result.containers.indices.contains(change.index) {
      let add = { (old: [String: Quantity]?, new: [String: Quantity]?) -> [String: Quantity]? in
        guard let new else { return old }
        return (old ?? [:]).merging(new) { $1 }
      }
      let old = result.containers[change.index].spec
      result.containers[change.index].spec = VPAResources(
        requests: add(old.requests, change.resources.requests),
        limits: add(old.limits, change.resources.limits))
    }
    if !annotations.isEmpty {
      result.annotations = (result.annotations ?? [:]).merging(annotations) { $1 }
    }
    return result
  }
}

/// The new resources of one container.
public struct ContainerChange: Sendable, Hashable {
  /// The container's place in the pod.
  public var index: Int
  /// The requests and limits that are written.
  public var resources: VPAResources
  /// Whether the container had no resources at all before.
  let addsResources: Bool
  /// Whether it had no list of requests before, and gets one.
  let addsRequests: Bool
  /// Whether it had no list of limits before, and gets one.
  let addsLimits: Bool

  init(_ index: Int, old: VPAResources, new: VPAResources) {
    self.index = index
    resources = new
    addsResources = old.requests == nil && old.limits == nil
    addsRequests = old.requests == nil && !(new.requests ?? [:]).isEmpty
    addsLimits = old.limits == nil && !(new.limits ?? [:]).isEmpty
  }

  /// Whether nothing is written.
  var isEmpty: Bool {
    !addsResources && (resources.requests ?? [:]).isEmpty && (resources.limits ?? [:]).isEmpty
  }

  /// The changes as a JSON patch.
  var patches: [(path: String, value: DocumentNode)] {
    let root = "/spec/containers/\(index)/resources"
    var result: [(path: String, value: DocumentNode)] = []
    if addsResources { result.append((root, .fields([]))) }
    for (name, isNew, amounts) in [
      ("requests", addsRequests, resources.requests), ("limits", addsLimits, resources.limits),
    ] {
      if isNew { result.append(("\(root)/\(name)", .fields([]))) }
      for (resource, amount) in (amounts ?? [:]).sorted(by: { $0.key < $1.key }) {
        result.append(("\(root)/\(name)/\(resource)", .text(amount.description)))
      }
    }
    return result
  }
}
