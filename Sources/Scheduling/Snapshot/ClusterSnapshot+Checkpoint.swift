import Kubernetes

extension ClusterSnapshot {
  /// A state of a snapshot to come back to.
  public struct Checkpoint: Sendable {
    let changes: Int
    let wasRecording: Bool
  }

  /// One change, with what it takes to undo it.
  enum Change: Sendable {
    case addedNode(NodeID)
    case updatedNode(NodeID, Node, position: (zone: Int, index: Int)?)
    case removedNode(NodeID, Node, position: (zone: Int, index: Int)?)
    case assigned(PodID)
    case removed(PodID, PodRecord)
    case terminating(PodID)
  }

  /// Begins to note changes, so that ``revert(to:)`` can undo them. Checkpoints nest.
  public mutating func checkpoint() -> Checkpoint {
    defer { isRecording = true }
    return Checkpoint(changes: journal.count, wasRecording: isRecording)
  }

  /// Undoes all changes of nodes and pods since a checkpoint, latest first.
  public mutating func revert(to checkpoint: Checkpoint) {
    isRecording = false
    while journal.count > checkpoint.changes, let change = journal.popLast() { undo(change) }
    isRecording = checkpoint.wasRecording
  }

  /// Keeps all changes since a checkpoint.
  public mutating func commit(_ checkpoint: Checkpoint) {
    isRecording = checkpoint.wasRecording
    if !isRecording { journal.removeAll(keepingCapacity: true) }
  }

  mutating func record(_ change: Change) {
    if isRecording { journal.append(change) }
  }

  private mutating func undo(_ change: Change) {
    switch change {
    case .addedNode(let id):
      displace(Int(id.index))
      freeNodes.append(id.index)
    case .updatedNode(let id, let old, let position): replace(id, by: old, position: position)
    case .removedNode(let id, let old, let position):
      freeNodes.removeLast()
      place(old, at: Int(id.index), position: position)
    case .assigned(let pod):
      detach(pod.index)
      freePods.append(pod.index)
    case .removed(let pod, let old):
      freePods.removeLast()
      pods[Int(pod.index)] = old
      attach(pod.index)
    case .terminating(let pod):
      pods[Int(pod.index)].isTerminating = false
      countSpread(pods[Int(pod.index)], 1)
    }
  }
}
