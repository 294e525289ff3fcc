public import Controllers
public import Kubernetes

/// What keeps the pods of a workload: the controller of its kind.
public enum PodController: Sendable, Hashable {
  /// A Deployment's ReplicaSets: pods are alike.
  case replicaSet
  /// A StatefulSet: pods have numbers, and come and go in their order. Its replicas are those of the scale.
  case statefulSet(StatefulSetController.Specification)
  /// A DaemonSet: one pod on every node that takes it. It has no scale.
  case daemonSet(DaemonPods)
  /// A Job: pods that run to an end. It has no scale.
  case job(JobRun)
  /// A ScaledJob's Jobs, which somebody makes and which work off a queue. It has no scale.
  case jobs(JobBatch)
}

/// What a DaemonSet puts on every node that takes it.
public struct DaemonPods: Sendable, Hashable {
  /// The DaemonSet's namespace.
  public var namespace: String
  /// What its pods look like.
  public var template: PodTemplateSpec

  /// Makes it of its parts.
  public init(namespace: String, template: PodTemplateSpec) {
    self.namespace = namespace
    self.template = template
  }
}

/// A Job with what its containers do, which no manifest says.
public struct JobRun: Sendable, Hashable {
  /// What is to be.
  public var specification: JobController.Specification
  /// When it is created, in milliseconds.
  public var startMs: Int64
  /// How long the containers of a pod run.
  public var duration: Delay
  /// The share of the pods that fail at their end, 0 to 1.
  public var failureShare: Double
  /// Pods that come one by one and run each for a time of its own, by time; empty for an ordinary Job.
  public var arrivals: [PodArrival] = []

  /// Makes a job of its parts.
  public init(
    _ specification: JobController.Specification, startMs: Int64 = 0, duration: Delay,
    failureShare: Double = 0
  ) {
    self.specification = specification
    self.startMs = startMs
    self.duration = duration
    self.failureShare = failureShare
  }
}

/// A pod that comes at a time of its own.
public struct PodArrival: Sendable, Hashable {
  /// When it is created, in milliseconds.
  public var atMs: Int64
  /// How long its containers run.
  public var lifeMs: Int64

  /// Makes an arrival of its parts.
  public init(atMs: Int64, lifeMs: Int64) {
    self.atMs = atMs
    self.lifeMs = lifeMs
  }
}

/// How far a Job has come.
public struct JobStatus: Sendable, Hashable {
  /// What its controller remembers of its pods.
  public internal(set) var progress = JobController.Progress()
  /// When it ended, nil before.
  public internal(set) var endMs: Int64?
  /// Why it failed, nil if it did not.
  public internal(set) var failure: JobController.Failure?
  /// How many of its arrivals have come.
  var arrived = 0
  /// How many Jobs a ScaledJob has made.
  var made: Int32 = 0
  /// Arrivals whose pods were taken away before their end, and which come again.
  var again: [Int32] = []
}

extension Cluster {
  /// Creates the pods that are there at time 0, or plans when a controller makes them.
  mutating func createFirstPods(_ workload: Int, settled: Bool) {
    let replicas = workloads[workload].replicas
    switch workloads[workload].controller {
    case .replicaSet: createPods(replicas, workload: workload, .found, nowMs: 0)
    case .statefulSet(let specification):
      guard settled else { return syncMembers(workload, nowMs: 0) }
      createPods(replicas, workload: workload, .found, nowMs: 0)
      for pod in workloads[workload].pods.indices {
        workloads[workload].pods[pod].slot = specification.start + Int32(pod)
      }
    case .daemonSet: syncDaemons(workload, nowMs: 0)
    case .jobs: workloads[workload].replicas = 0
    case .job(let run) where !run.arrivals.isEmpty:
      workloads[workload].replicas = 0
      plan(.controller, at: run.arrivals[0].atMs, workload: workload)
    case .job(let run):
      workloads[workload].replicas = run.specification.parallelism
      plan(.controller, at: run.startMs, workload: workload)
      guard let seconds = run.specification.activeDeadlineSeconds else { return }
      plan(.controller, at: run.startMs + seconds * 1_000, workload: workload)
    }
  }

  /// Lets the controller of a workload look at its pods after something happened to them.
  mutating func lookAgain(_ workload: Int, nowMs: Int64) {
    switch workloads[workload].controller {
    case .replicaSet:
      if workloads[workload].rollout != nil { return advanceRollout(workload, nowMs: nowMs) }
      // Later than due where the API server was away.
      guard let dueMs = workloads[workload].batch.dueMs, dueMs <= nowMs else { return }
      workloads[workload].batch.dueMs = nil
      reconcileReplicas(workload, nowMs: nowMs)
    case .statefulSet: syncMembers(workload, nowMs: nowMs)
    case .daemonSet: syncDaemons(workload, nowMs: nowMs)
    case .job: syncJob(workload, nowMs: nowMs)
    case .jobs: syncJobs(workload, nowMs: nowMs)
    }
  }

  /// Lets the controller look after a change of readiness: at once, and when the pods will count as available.
  mutating func noteReadiness(_ workload: Int, nowMs: Int64) {
    let seconds = workloads[workload].minReadySeconds
    if seconds > 0 { plan(.controller, at: nowMs + Int64(seconds) * 1_000, workload: workload) }
    lookAgain(workload, nowMs: nowMs)
  }
}

extension WorkloadState {
  /// Seconds a pod must be ready for its controller to take a further step; 0 where nobody waits for that.
  fileprivate var minReadySeconds: Int32 {
    switch controller {
    case .replicaSet: rollout?.minReadySeconds ?? 0
    case .statefulSet(let specification): specification.minReadySeconds
    case .daemonSet, .job, .jobs: 0
    }
  }

  /// A pod as controllers look at it.
  func controlled(_ pod: PodRecord) -> ControlledPod {
    ControlledPod(
      uid: "\(pod.uid)", isAssigned: pod.isBound, phase: pod.isRunning ? .running : .pending,
      readyMs: pod.isReady ? pod.readyMs : nil, createdMs: pod.createdMs, isTerminating: pod.isDeleted,
      restarts: pod.restarts)
  }
}
