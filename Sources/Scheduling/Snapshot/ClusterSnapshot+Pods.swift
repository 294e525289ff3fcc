import Kubernetes

extension ClusterSnapshot {
  /// Puts a pod on a node, whether it fits or not. `startMs` is when its kubelet took it on, for preemption.
  ///
  /// Returns nil if there is no such node.
  @discardableResult
  public mutating func assign(_ podClass: PodClassID, to node: NodeID, startMs: Int64 = 0) -> PodID? {
    guard isPresent(node) else { return nil }
    let row: Int32
    let pod = PodRecord(
      podClass: podClass.index, node: node.index, startMs: startMs, next: -1, previous: -1,
      isTerminating: false)
    if let free = freePods.popLast() {
      row = free
      pods[Int(row)] = pod
    } else {
      row = Int32(pods.count)
      pods.append(pod)
    }
    attach(row)
    if isRecording { record(.assigned(PodID(row))) }
    return PodID(row)
  }

  /// Takes a pod off its node.
  public mutating func remove(_ pod: PodID) {
    guard isPresent(pod) else { return }
    let old = pods[Int(pod.index)]
    detach(pod.index)
    freePods.append(pod.index)
    if isRecording { record(.removed(pod, old)) }
  }

  /// Notes that a pod is being deleted: it keeps its node's resources, but is no longer spread by.
  public mutating func markTerminating(_ pod: PodID) {
    guard isPresent(pod), !pods[Int(pod.index)].isTerminating else { return }
    version &+= 1
    countSpread(pods[Int(pod.index)], -1)
    pods[Int(pod.index)].isTerminating = true
    if isRecording { record(.terminating(pod)) }
  }

  /// Whether the pod is there.
  public func isPresent(_ pod: PodID) -> Bool {
    pods.indices.contains(Int(pod.index)) && pods[Int(pod.index)].node >= 0
  }

  /// The class of a pod.
  public func podClass(of pod: PodID) -> PodClassID { PodClassID(pods[Int(pod.index)].podClass) }

  /// The node of a pod.
  public func node(of pod: PodID) -> NodeID { NodeID(pods[Int(pod.index)].node) }

  /// The pods of a node, those put there last first.
  public func pods(on node: NodeID) -> [PodID] {
    var result: [PodID] = []
    guard isPresent(node) else { return result }
    var pod = records[Int(node.index)].firstPod
    while pod >= 0 {
      result.append(PodID(pod))
      pod = pods[Int(pod)].next
    }
    return result
  }

  /// How many pods are on nodes.
  public var podCount: Int { pods.count - freePods.count }

  /// Links a pod into its node and counts it.
  mutating func attach(_ row: Int32) {
    version &+= 1
    let index = Int(row)
    let node = Int(pods[index].node)
    let first = records[node].firstPod
    pods[index].next = first
    pods[index].previous = -1
    if first >= 0 { pods[Int(first)].previous = row }
    records[node].firstPod = row
    count(pods[index], 1)
  }

  /// Unlinks a pod from its node and counts it no longer.
  mutating func detach(_ row: Int32) {
    version &+= 1
    let pod = pods[Int(row)]
    if pod.previous >= 0 {
      pods[Int(pod.previous)].next = pod.next
    } else {
      records[Int(pod.node)].firstPod = pod.next
    }
    if pod.next >= 0 { pods[Int(pod.next)].previous = pod.previous }
    count(pod, -1)
    pods[Int(row)].node = -1
  }
}
