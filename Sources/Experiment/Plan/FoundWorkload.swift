import Cluster
import Kubernetes
import Scaling
import Simulation

/// An object of a strategy that keeps pods.
struct FoundWorkload {
  let object: WorkloadObject
  let node: DocumentNode

  /// Nil for objects that keep no pods, or that have problems, which are noted.
  init?(_ manifest: Manifest, report: DocumentReport) {
    switch manifest.object {
    case .deployment(let deployment): object = WorkloadObject(deployment)
    case .statefulSet(let set): object = WorkloadObject(set)
    case .daemonSet(let set): object = WorkloadObject(set)
    case .job(let job):
      let timing = JobTiming()
      object = WorkloadObject(
        job, startMs: 0, duration: timing.duration, failureShare: timing.failureShare)
    case .other(_, "ScaledJob", _):
      guard manifest.apiGroup == "keda.sh", let made = WorkloadObject(scaledJob: manifest, report: report)
      else {
        return nil
      }
      object = made
    default: return nil
    }
    node = manifest.node
  }

  /// The object as a workload of the experiment runs it.
  func object(of workload: WorkloadSpec) -> WorkloadObject {
    guard let timing = workload.job else { return object }
    var result = object
    switch object.controller {
    case .job(let run):
      result.controller = .job(
        JobRun(
          run.specification, startMs: timing.atMs, duration: timing.duration,
          failureShare: timing.failureShare))
    case .jobs(var batch):
      batch.failureShare = timing.failureShare
      result.controller = .jobs(batch)
    case .replicaSet, .statefulSet, .daemonSet: break
    }
    return result
  }

  var kind: String { object.kind }
  var name: String { object.deployment.metadata.name }

  /// Whether a workload of the experiment means it.
  func isMeant(by workload: WorkloadSpec) -> Bool {
    name == workload.target && (workload.kind == nil || workload.kind == kind)
  }
}

extension WorkloadObject {
  /// The Jobs of a ScaledJob, each of which works off as many messages as its first trigger's target says.
  fileprivate init?(scaledJob manifest: Manifest, report: DocumentReport) {
    // What else is wrong with it is noted where its triggers are looked at.
    let scaled = ScaledJobManifest.read(manifest.node, report: DocumentReport())
    guard let reference = manifest.node.value(at: "spec.jobTargetRef") else {
      report.problem(
        "is missing", at: manifest.node.place(of: "spec"), path: "spec.jobTargetRef",
        hint: "the Job that is made: {template: {spec: {containers: [...], restartPolicy: Never}}}")
      return nil
    }
    let job = DocumentNode.fields([
      ("apiVersion", .text("batch/v1")), ("kind", .text("Job")),
      ("metadata", .fields([("name", .text(manifest.name))])), ("spec", reference),
    ])
    // Problems lie in the ScaledJob, below jobTargetRef.
    let decoded = DocumentReport()
    let object = Manifests.decode(job, report: decoded)?.object
    func path(_ problem: InputProblem) -> String {
      problem.path.hasPrefix("spec") ? "spec.jobTargetRef" + problem.path.dropFirst(4) : problem.path
    }
    for problem in decoded.problems {
      report.problem(problem.message, at: problem.place, path: path(problem), hint: problem.hint)
    }
    for warning in decoded.warnings {
      report.warn(warning.message, at: warning.place, path: path(warning), hint: warning.hint)
    }
    guard case .job(let made)? = object else { return nil }
    let messages = scaled?.triggers.first?.target ?? 1
    self.init(made, ofScaledJobIn: manifest.namespace, messagesPerJob: max(1, messages))
  }
}
