import Kubernetes

/// Keeps a Deployment or StatefulSet at half its size at night, as its annotation `scalelab.dev/day-replicas` asks for.
///
/// An example of a controller of one's own: what it does is looked up in the object, compared with the time of day, and
/// done only where it is not done yet.
public struct NightShift: CustomController {
  /// The annotation with the number of replicas by day.
  public static let annotation = "scalelab.dev/day-replicas"
  private static let hourMs: Int64 = 3_600_000

  /// When night begins and ends, in hours of the clock.
  public let night: (from: Int64, to: Int64) = (22, 6)

  /// Makes the controller.
  public init() {}

  /// What experiments call it.
  public var name: String { "NightShift" }

  /// Deployments and StatefulSets.
  public var watches: [WatchedKind] {
    ["Deployment", "StatefulSet"].map { WatchedKind(apiVersion: "apps/v1", kind: $0) }
  }

  /// Scales an object that has the annotation to what the hour asks for.
  public func reconcile(_ key: ObjectKey, reading cluster: some ClusterReading) -> Reconciliation {
    let found: (metadata: ObjectMeta, replicas: Int32)
    switch cluster.object(key) {
    case .deployment(let object)?: found = (object.metadata, object.spec.replicas)
    case .statefulSet(let object)?: found = (object.metadata, object.spec.replicas)
    default: return .done
    }
    guard let day = found.metadata.annotations[Self.annotation].flatMap({ Int32($0) }), day >= 0 else {
      return .done
    }
    let hour = cluster.nowMs / Self.hourMs % 24
    let wanted = hour < night.to || hour >= night.from ? max(1, day / 2) : day
    // Look again when the hour is over, whatever happens until then.
    let next = Self.hourMs - cluster.nowMs % Self.hourMs
    if found.replicas == wanted { return Reconciliation(requeueAfterMs: next) }
    return Reconciliation([.scale(key, replicas: wanted)], requeueAfterMs: next)
  }
}
