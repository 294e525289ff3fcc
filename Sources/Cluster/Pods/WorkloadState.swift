import Scheduling

/// A workload, such as a Deployment, with its pods, their groups and the requests they get.
public struct WorkloadState: Sendable {
  /// Its name.
  public let name: String
  /// What its pods ask for.
  public let template: PodTemplate
  /// What its requests cost.
  public let service: ServiceModel
  /// How long its pods take to come and go.
  public let timing: PodTiming
  /// Whether a probe looks at its containers.
  let isProbed: Bool
  /// Whether the memory of a container may ever pass its limit.
  package internal(set) var isMemoryBound: Bool
  /// The start steps of its pods, images by number.
  let steps: [NumberedStep]
  /// What its pods look like to the scheduler.
  let podClass: PodClassID
  /// How important its pods are.
  let priority: Int32
  /// spec.replicas.
  public internal(set) var replicas: Int32
  /// Pods whose containers run, equal ones as one group.
  public internal(set) var groups: [PodGroup] = []
  /// Every pod that exists, in no particular order.
  var pods: [PodRecord] = []
  /// The number of pods without running containers that are not deleted.
  public internal(set) var pendingCount: Int32 = 0
  /// The number of pods without a node that are not deleted.
  public internal(set) var unscheduledCount: Int32 = 0
  /// The number of pods whose Ready condition is true and that are not deleted.
  public internal(set) var readyCount: Int32 = 0
  /// The number of pods that have a node.
  var boundCount: Int32 = 0
  /// The number of pods ever created.
  var created: Int32 = 0
  /// Pods on each node, for the scheduler's spreading, the victims' rank and the nodes' shares.
  var perNode: [Int32]
  /// The nodes that have pods of this workload, in ascending order.
  var hosts: [Int32] = []
  /// The most CPU one pod may use on a node of its own, in microcores.
  let ceiling: Int64
  /// The most memory one pod may use, in bytes.
  let memoryPerPod: Int64
  /// What pods request and may use that are not as the template says; the template's is the size 0.
  var sizes: [HeldSize] = []
  /// The size of new pods.
  public internal(set) var admittedSize: Int32 = 0
  /// What its bound pods request beyond the template, in millicores and bytes.
  var beyondMilli: Int64 = 0
  var beyondBytes: Int64 = 0
  /// That, over time.
  public internal(set) var beyond = RequestTime()
  /// Whether anybody asks how containers ended.
  var keepsEnds = false
  /// How they did since somebody asked last.
  var ends: [ContainerEnd] = []
  /// The number of pods that get requests.
  var receiving: Int32 = 0

  /// What happened to its pods, in order.
  public internal(set) var podLog: [PodEvent] = []
  /// Whether anybody will read that.
  var keepsPodLog = true

  /// The revision of the newest template.
  var revision: Int32 = 0
  /// The rollout of a Deployment under way, nil most of the time.
  var rollout: Rollout?
  /// Where its ReplicaSet is in creating pods.
  var batch = CreationBatch()
  /// What keeps its pods.
  public internal(set) var controller = PodController.replicaSet
  /// The revision that pods of a StatefulSet below the partition have.
  var heldRevision: Int32 = 0
  /// How far it has come, if it is a Job.
  public internal(set) var job = JobStatus()
  /// The Jobs of a ScaledJob that have not ended, in the order in which they were made.
  var ownedJobs: [OwnedJob] = []
  /// The number of events planned for its pods.
  var planned = 0

  /// How requests of several streams are spread over its pods; nil where each pod gets an equal share of the load.
  var routing: Routing?
  /// Work that waits outside of pods.
  public internal(set) var line = WaitingLine()
  /// Work arriving per millisecond, in microcores.
  public internal(set) var load: Int64 = 0
  /// The instant up to which flows are accounted for.
  var clockMs: Int64 = 0
  /// The time of the last metrics point, long ago if there is none.
  public internal(set) var scrapedMs: Int64 = -1 << 62
  /// What flowed since it was last taken.
  public var totals = FlowTotals()
  /// What monitoring can be asked for.
  public var signals = ServiceSignals()
  /// Response times of the whole run.
  public var latency = LatencyHistogram()
  /// Pod-milliseconds from binding to the end.
  public internal(set) var podMs: Int64 = 0
  /// The most CPU a pod of this workload may use now, in microcores, for the nodes' shares.
  var peakPerPod: Int64 = 0
  /// A number of the workload's own for its random streams.
  let entity: UInt64

  /// The number of pods that exist, terminating ones included.
  public var podCount: Int32 { Int32(pods.count) }

  /// Work waiting in all pods, and outside of them.
  public var backlog: Int64 {
    var work = line.work
    for index in groups.indices { work += groups[index].queue }
    return work
  }

  /// Whether something may go wrong with its containers once they are up: a probe, or the memory limit.
  @inline(__always) package var isWatched: Bool { isProbed || isMemoryBound }

  /// Whether the pods of this workload share one queue.
  var isPooled: Bool { service.isPooled }

  /// Whether no pod can ever use more CPU than it requests.
  public var staysWithinRequest: Bool { ceiling <= template.requestCPUMilli * 1_000 }

  /// Whether only its load will change as long as nobody scales it: every pod receives requests, and nothing is
  /// planned for any of them.
  public var isSettled: Bool {
    var copy = self
    return copy.isStill()
  }

  /// Whether it is settled. Changes nothing; as a plain method it would copy the whole state.
  mutating func isStill() -> Bool {
    guard planned == 0, pendingCount == 0, rollout == nil else { return false }
    for index in groups.indices where !groups[index].isSettled { return false }
    return true
  }
}

extension WorkloadState {
  /// Counts a pod onto a node, or off it.
  mutating func place(_ change: Int32, onNode node: Int) {
    perNode[node] += change
    if change > 0, perNode[node] == change {
      hosts.insert(Int32(node), at: hosts.firstIndex { $0 > Int32(node) } ?? hosts.count)
    } else if perNode[node] == 0 {
      hosts.removeAll { $0 == Int32(node) }
    }
  }

  /// The index of a pod by its uid, or nil if it is gone. Changes nothing; as a plain method it would copy the whole
  /// state.
  mutating func index(ofPod uid: Int32) -> Int? {
    // Where no pod went before its time, its number tells its place.
    if let first = pods.first?.uid {
      let place = Int(uid) - Int(first)
      if pods.indices.contains(place), pods[place].uid == uid { return place }
    }
    return pods.lastIndex { $0.uid == uid }
  }

  /// Adds a running pod, to an equal group if there is one. Flows must be accounted for up to now.
  mutating func addRunning(_ group: PodGroup, pod index: Int) {
    if let equal = groups.firstIndex(where: { $0.isTwin(of: group) }) {
      groups[equal].count += 1
      groups[equal].background += group.background
      pods[index].group = Int32(equal)
    } else {
      groups.append(group)
      pods[index].group = Int32(groups.count - 1)
    }
  }

  /// Takes pods out of their group into one of their own, with their share of all flows.
  ///
  /// Shares are rounded down; what is left over stays with the others. Returns the new group's index, or the old
  /// one if it would be left empty. Complexity: O(pods).
  mutating func separate(_ members: [Int], from group: Int) -> Int {
    let count = Int32(members.count)
    let whole = groups[group].count
    guard count < whole else { return group }
    noteSteady(group: group)
    var apart = groups[group]
    apart.count = count
    func share(_ total: Int64) -> Int64 {
      let part = total.multipliedFullWidth(by: Int64(count))
      return Int64(whole).dividingFullWidth(part).quotient
    }
    apart.queue = share(apart.queue)
    apart.inflow = share(apart.inflow)
    apart.capacity = share(apart.capacity)
    apart.room = share(apart.room)
    apart.background = share(apart.background)
    apart.burning = share(apart.burning)
    apart.work = share(apart.work)
    groups[group].count -= count
    groups[group].queue -= apart.queue
    groups[group].inflow -= apart.inflow
    groups[group].capacity -= apart.capacity
    groups[group].room -= apart.room
    groups[group].background -= apart.background
    groups[group].burning -= apart.burning
    groups[group].work -= apart.work
    // Whoever was to be looked at may be in either: both are asked anew.
    groups[group].watchedMs = .max
    apart.watchedMs = .max
    groups.append(apart)
    for member in members { pods[member].group = Int32(groups.count - 1) }
    return groups.count - 1
  }

  /// Removes an empty group; the last group takes its place. Complexity: O(pods).
  mutating func removeGroup(_ group: Int) {
    noteSteady(group: group)
    let last = groups.count - 1
    if group != last {
      groups[group] = groups[last]
      for index in pods.indices where pods[index].group == Int32(last) { pods[index].group = Int32(group) }
    }
    groups.removeLast()
  }

  /// Puts groups together that nobody can tell apart any more. Complexity: O(groups²), O(pods) a merge.
  mutating func mergeEqualGroups(nowMs: Int64, matureMs: Int64) {
    guard groups.count > 1, service.memoryLeakPerMs == 0 else { return }
    var first = 0
    while first < groups.count {
      guard groups[first].isSettled else {
        first += 1
        continue
      }
      var second = first + 1
      while second < groups.count {
        if groups[first].isEqual(to: groups[second], nowMs: nowMs, matureMs: matureMs) {
          noteSteady(group: first)
          noteSteady(group: second)
          groups[first].absorb(groups[second])
          for index in pods.indices where pods[index].group == Int32(second) {
            pods[index].group = Int32(first)
          }
          removeGroup(second)
        } else {
          second += 1
        }
      }
      first += 1
    }
  }
}
