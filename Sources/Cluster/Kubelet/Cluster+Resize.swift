public import Scheduling

/// Sizes of pods that are not what the template says, and the kubelet's part in changing them in place.
///
/// Source: KEP 1287 and kubernetes/kubernetes 1.34 pkg/kubelet/allocation/allocation_manager.go: a resize is
/// infeasible where the node's allocatable does not hold the pod, deferred where the other pods leave no room, and
/// tried again when some of them go or shrink; a memory limit is not set below what the container uses.
extension Cluster {
  /// From the change of the specification to the new bounds of the containers, in milliseconds: the kubelet hears of it
  /// at once, asks the runtime, and sees the outcome when it next lists containers (one second).
  static let resizeMs: Int64 = 1_000
  /// When the kubelet tries again what failed (syncFrequency).
  private static let retryMs: Int64 = 60_000

  /// Tells of a size that pods of a workload may get; returns its number.
  ///
  /// `description` is what the scheduler sees in such pods; those of a DaemonSet are described by their containers.
  public mutating func addSize(_ size: PodSize, of workload: Int, description: PodDescription) -> Int32 {
    let service = workloads[workload].service
    workloads[workload].sizes.append(
      HeldSize(
        size: size, podClass: scheduling.snapshot.podClass(description),
        ceiling: ceiling(limit: size.limitMicrocores, service),
        memoryPerPod: service.mostMemory(limit: size.limitMemoryBytes)))
    if service.mayPass(memoryLimit: size.limitMemoryBytes) { workloads[workload].isMemoryBound = true }
    return Int32(workloads[workload].sizes.count)
  }

  /// Lets new pods of a workload have a size; 0 is the template's.
  public mutating func admit(_ size: Int32, of workload: Int) { workloads[workload].admittedSize = size }

  /// Gives the pod created last the size of new pods.
  mutating func admitSize(ofLastPodOf workload: Int) {
    let last = workloads[workload].pods.count - 1
    let size = workloads[workload].admittedSize
    workloads[workload].pods[last].size = size
    workloads[workload].pods[last].wantedSize = size
    workloads[workload].pods[last].podClass = workloads[workload].sizes[Int(size) - 1].podClass
  }

  /// Writes another size into the specification of a running pod; returns false where there is none.
  ///
  /// Until it is in force the scheduler counts the size `reserving`, the larger of both in each container and resource.
  public mutating func resize(
    _ workload: Int, pod uid: Int32, to size: Int32, reserving: Int32, restarts: Bool, nowMs: Int64
  ) -> Bool {
    guard let index = workloads[workload].index(ofPod: uid), workloads[workload].pods[index].isRunning,
      !workloads[workload].pods[index].isDeleted
    else { return false }
    workloads[workload].pods[index].wantedSize = size
    workloads[workload].pods[index].resize = .inProgress
    workloads[workload].pods[index].restartsToResize = restarts
    let node = nodes[Int(workloads[workload].pods[index].node)]
    let reserved = workloads[workload].requests(of: reserving)
    // What no kubelet will admit is not set aside.
    if reserved.milli <= node.cpuMilli, reserved.bytes <= node.memoryBytes {
      show(workload, pod: index, as: reserving, nowMs: nowMs)
    }
    plan(.resize, at: nowMs + Self.resizeMs, workload: workload, pod: uid)
    return true
  }

  /// The kubelet carries a resize out, if it can by now.
  mutating func actuate(_ workload: Int, pod index: Int, nowMs: Int64) {
    let pod = workloads[workload].pods[index]
    guard pod.resize != .none, pod.isRunning, !pod.isDeleted else { return }
    let node = Int(pod.node)
    guard nodes[node].health.link == .up else {
      return plan(.resize, at: nowMs + Self.retryMs, workload: workload, pod: pod.uid)
    }
    let wanted = workloads[workload].requests(of: pod.wantedSize)
    if wanted.milli > nodes[node].cpuMilli || wanted.bytes > nodes[node].memoryBytes {
      workloads[workload].pods[index].resize = .infeasible
      return show(workload, pod: index, as: pod.size, nowMs: nowMs)
    }
    let others = requested(onNode: node, besides: pod.uid, of: workload)
    if others.milli + wanted.milli > nodes[node].cpuMilli
      || others.bytes + wanted.bytes > nodes[node].memoryBytes
    {
      workloads[workload].pods[index].resize = .deferred
      lifecycle.defersResizes = true
      return
    }
    advance(workload, to: nowMs)
    if let limit = workloads[workload].memoryLimit(of: pod.wantedSize),
      workloads[workload].memory(of: pod, nowMs: nowMs) > Double(limit)
    {
      workloads[workload].pods[index].resize = .failing
      return plan(.resize, at: nowMs + Self.retryMs, workload: workload, pod: pod.uid)
    }
    apply(pod.wantedSize, to: index, of: workload, nowMs: nowMs)
  }

  /// Puts a size in force. Flows must be accounted for.
  private mutating func apply(_ size: Int32, to index: Int, of workload: Int, nowMs: Int64) {
    let pod = workloads[workload].pods[index]
    let node = Int(pod.node)
    place(-1, of: workload, size: pod.size, onNode: node, nowMs: nowMs)
    place(1, of: workload, size: size, onNode: node, nowMs: nowMs)
    workloads[workload].countBound(-1, size: pod.size)
    workloads[workload].countBound(1, size: size)
    workloads[workload].pods[index].size = size
    workloads[workload].pods[index].resize = .none
    show(workload, pod: index, as: size, nowMs: nowMs)
    let apart = workloads[workload].separate([index], from: Int(pod.group))
    workloads[workload].groups[apart].size = size
    log(.resized, workload: workload, pod: index, nowMs: nowMs)
    if pod.restartsToResize, !workloads[workload].groups[apart].isDown {
      stopContainer(workload, group: apart, .resized, nowMs: nowMs)
    }
    retarget(workload, nowMs: nowMs)
    retryResizes(onNode: node, nowMs: nowMs)
  }

  /// Lets the scheduler see a bound pod with a size.
  private mutating func show(_ workload: Int, pod index: Int, as size: Int32, nowMs: Int64) {
    let pod = workloads[workload].pods[index]
    guard let scheduled = pod.scheduled else { return }
    let before = pod.podClass ?? workloads[workload].podClass
    var after = size == 0 ? workloads[workload].podClass : workloads[workload].sizes[Int(size) - 1].podClass
    if case .daemonSet(let daemon) = workloads[workload].controller {
      after = daemonClass(daemon, size: size, of: workload, onNode: Int(pod.node))
    }
    guard before != after else { return }
    placements &+= 1
    scheduling.snapshot.remove(scheduled)
    workloads[workload].pods[index].scheduled = scheduling.snapshot.assign(
      after, to: scheduling.ids[Int(pod.node)], startMs: pod.boundMs)
    workloads[workload].pods[index].podClass = after
    scheduling.queue.move(after: .podRemoved(before), in: scheduling.snapshot, nowMs: nowMs)
    wakeScheduler(nowMs: nowMs)
  }

  /// What pods of a node request, as far as it is in force; one is left out.
  private mutating func requested(
    onNode node: Int, besides uid: Int32, of workload: Int
  ) -> (milli: Int64, bytes: Int64) {
    var sum: (milli: Int64, bytes: Int64) = (0, 0)
    for tenant in tenants(of: node) {
      for pod in workloads[tenant].pods
      where pod.node == Int32(node) && !(tenant == workload && pod.uid == uid) {
        let own = workloads[tenant].requests(of: pod.size)
        sum.milli += own.milli
        sum.bytes += own.bytes
      }
    }
    return sum
  }

  /// Lets the kubelet of a node look again at resizes that there was no room for: more important pods first.
  mutating func retryResizes(onNode node: Int, nowMs: Int64) {
    guard lifecycle.defersResizes else { return }
    let order = tenants(of: node).sorted {
      workloads[$0].priority != workloads[$1].priority
        ? workloads[$0].priority > workloads[$1].priority : $0 < $1
    }
    for tenant in order {
      for pod in workloads[tenant].pods where pod.node == Int32(node) && pod.resize == .deferred {
        plan(.resize, at: nowMs + Self.resizeMs, workload: tenant, pod: pod.uid)
      }
    }
  }
}
