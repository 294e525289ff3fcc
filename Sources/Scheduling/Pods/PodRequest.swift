import Kubernetes

/// What a pod asks of its node as a whole.
public struct PodRequest: Sendable, Hashable {
  /// An amount of a resource other than the built-in ones.
  public struct Scalar: Sendable, Hashable {
    /// The resource, such as example.com/gpu.
    public var name: String
    /// How much of it.
    public var amount: Int64
  }

  /// Thousandths of a core.
  public var milliCPU: Int64
  /// Bytes.
  public var memory: Int64
  /// Bytes.
  public var ephemeralStorage: Int64
  /// Further resources, sorted by name, without those of which nothing is asked.
  public var scalars: [Scalar]

  /// Sums up a specification.
  ///
  /// The sum over the containers and sidecars, or what the start needs if that is more: each init container
  /// beside the sidecars started before it. Requests of the pod as a whole replace the sum, the overhead comes on
  /// top. `missing` stands in for what a container does not ask for.
  ///
  /// Source: k8s.io/component-helpers/resource/helpers.go, PodRequests.
  public init(_ spec: PodSpec, missing: [String: Quantity] = [:]) {
    func asked(_ container: Container) -> [String: Quantity] {
      container.resources.requests.merging(missing) { own, _ in own }
    }
    var sum: [String: Quantity] = [:]
    for container in spec.containers { sum.add(asked(container)) }
    var sidecars: [String: Quantity] = [:]
    var start: [String: Quantity] = [:]
    for container in spec.initContainers {
      var need = asked(container)
      if container.isRestartable {
        sum.add(need)
        sidecars.add(need)
        need = sidecars
      } else {
        need.add(sidecars)
      }
      start.raise(to: need)
    }
    sum.raise(to: start)
    for (name, amount) in spec.resources?.requests ?? [:] where Self.isPodLevel(name) { sum[name] = amount }
    sum.add(spec.overhead)
    self.init(sum)
  }

  /// Sums up what the scores count: containers that ask for no CPU or memory count as 100m and 200Mi.
  ///
  /// Where the pod as a whole asks for something, only what is asked for nowhere is made up.
  /// Source: pkg/scheduler/framework/types.go calculateResource, util/pod_resources.go.
  public static func counted(_ spec: PodSpec) -> PodRequest {
    var missing = ["cpu": Quantity(milli: 100), "memory": Quantity(200 << 20)]
    if spec.resources?.requests.keys.contains(where: isPodLevel) ?? false {
      let names = Set((spec.containers + spec.initContainers).flatMap { $0.resources.requests.keys })
        .union(spec.resources?.requests.keys.map { $0 } ?? []).union(spec.overhead.keys)
      for name in names { missing[name] = nil }
    }
    return PodRequest(spec, missing: missing)
  }

  /// Reads amounts by name.
  init(_ amounts: [String: Quantity]) {
    milliCPU = amounts["cpu"]?.milliValue ?? 0
    memory = amounts["memory"]?.value ?? 0
    ephemeralStorage = amounts["ephemeral-storage"]?.value ?? 0
    scalars = amounts.filter { !Self.isBuiltIn($0.key) && $0.value.value != 0 }
      .map { Scalar(name: $0.key, amount: $0.value.value) }.sorted { $0.name < $1.name }
  }

  /// Whether the resource has a field of its own.
  static func isBuiltIn(_ name: String) -> Bool {
    name == "cpu" || name == "memory" || name == "ephemeral-storage" || name == "pods"
  }

  private static func isPodLevel(_ name: String) -> Bool {
    name == "cpu" || name == "memory" || name.hasPrefix("hugepages-")
  }
}

extension [String: Quantity] {
  fileprivate mutating func add(_ other: [String: Quantity]) {
    merge(other) { $0 + $1 }
  }

  fileprivate mutating func raise(to other: [String: Quantity]) {
    merge(other) { $0 < $1 ? $1 : $0 }
  }
}
