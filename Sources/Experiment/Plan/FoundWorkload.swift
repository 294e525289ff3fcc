import Cluster
import Kubernetes
import Simulation

/// An object of a strategy that keeps pods.
struct FoundWorkload {
  let object: WorkloadObject
  let node: DocumentNode

  /// Nil for objects that keep no pods.
  init?(_ manifest: Manifest) {
    switch manifest.object {
    case .deployment(let deployment): object = WorkloadObject(deployment)
    case .statefulSet(let set): object = WorkloadObject(set)
    case .daemonSet(let set): object = WorkloadObject(set)
    case .job(let job):
      let timing = JobTiming()
      object = WorkloadObject(
        job, startMs: 0, duration: timing.duration, failureShare: timing.failureShare)
    default: return nil
    }
    node = manifest.node
  }

  /// The object as a workload of the experiment runs it.
  func object(of workload: WorkloadSpec) -> WorkloadObject {
    guard case .job(let run) = object.controller, let timing = workload.job else { return object }
    var result = object
    result.controller = .job(
      JobRun(
        run.specification, startMs: timing.atMs, duration: timing.duration,
        failureShare: timing.failureShare))
    return result
  }

  var kind: String { object.kind }
  var name: String { object.deployment.metadata.name }

  /// Whether a workload of the experiment means it.
  func isMeant(by workload: WorkloadSpec) -> Bool {
    name == workload.target && (workload.kind == nil || workload.kind == kind)
  }
}
