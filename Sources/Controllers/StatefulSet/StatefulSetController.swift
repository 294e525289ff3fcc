/// What a StatefulSet does next about its pods, each of which has a number.
///
/// OrderedReady makes one pod at a time, from the first on, each once all before it are ready and available, and
/// deletes from the last on. Parallel does not wait. A rolling update replaces pods from the last down to the
/// partition, one at a time, or as many as may be unavailable.
/// Source: pkg/controller/statefulset/stateful_set_control.go.
public enum StatefulSetController {
  /// What is to be.
  public struct Specification: Sendable, Hashable {
    /// How many pods.
    public var replicas: Int32
    /// The number of the first.
    public var start: Int32
    /// Whether pods need not wait for one another.
    public var isParallel: Bool
    /// Whether pods are only replaced when someone deletes them.
    public var isOnDelete: Bool
    /// The first number that is updated; those below keep the old template.
    public var partition: Int32
    /// How many pods an update may have unavailable at once.
    public var maxUnavailable: Int32
    /// Seconds a pod must be ready to count as available.
    public var minReadySeconds: Int32

    /// Makes a specification from its parts.
    public init(
      replicas: Int32, start: Int32 = 0, isParallel: Bool = false, isOnDelete: Bool = false,
      partition: Int32 = 0, maxUnavailable: Int32 = 1, minReadySeconds: Int32 = 0
    ) {
      self.replicas = replicas
      self.start = start
      self.isParallel = isParallel
      self.isOnDelete = isOnDelete
      self.partition = partition
      self.maxUnavailable = maxUnavailable
      self.minReadySeconds = minReadySeconds
    }
  }

  /// A pod and its number.
  public struct Member: Sendable, Hashable {
    /// The number.
    public var ordinal: Int32
    /// The pod.
    public var pod: ControlledPod
    /// Whether it was made of the present template.
    public var isUpdated: Bool

    /// Makes a member from its parts.
    public init(ordinal: Int32, pod: ControlledPod, isUpdated: Bool = true) {
      self.ordinal = ordinal
      self.pod = pod
      self.isUpdated = isUpdated
    }
  }

  /// One thing to do.
  public enum Action: Sendable, Hashable {
    /// Make the pod of a number, of the present template or the one before.
    case create(ordinal: Int32, isUpdated: Bool)
    /// Delete the pod of a number.
    case delete(ordinal: Int32)
  }

  /// Decides what is done now; members come in any order, one for a number.
  public static func decide(_ spec: Specification, members: [Member], nowMs: Int64) -> [Action] {
    let run = Run(spec, members, nowMs)
    return run.actions
  }

  /// One look at all pods.
  private struct Run {
    let spec: Specification
    let nowMs: Int64
    var actions: [Action] = []
    private var slots: [Member?]
    private var condemned: [Member]

    init(_ spec: Specification, _ members: [Member], _ nowMs: Int64) {
      self.spec = spec
      self.nowMs = nowMs
      let end = Int32(clamping: Int64(spec.start) + Int64(max(spec.replicas, 0)))
      slots = (spec.start..<end).map { ordinal in members.first { $0.ordinal == ordinal } }
      condemned = members.filter { $0.ordinal < spec.start || $0.ordinal >= end }
        .sorted { $0.ordinal > $1.ordinal }
      if fill() { return }
      if removeCondemned() { return }
      if !spec.isOnDelete { update() }
    }

    private func isReady(_ member: Member) -> Bool {
      member.pod.phase == .running && member.pod.readyMs != nil
    }

    private func isAvailable(_ member: Member) -> Bool {
      isReady(member) && member.pod.isAvailable(minReadySeconds: spec.minReadySeconds, nowMs: nowMs)
    }

    /// Makes missing pods; returns whether the rest has to wait.
    private mutating func fill() -> Bool {
      var mustWait = false
      for (index, slot) in slots.enumerated() {
        let ordinal = spec.start + Int32(index)
        guard let member = slot else {
          actions.append(.create(ordinal: ordinal, isUpdated: spec.isOnDelete || ordinal >= spec.partition))
          if !spec.isParallel { return true }
          continue
        }
        if member.pod.phase == .failed || member.pod.phase == .succeeded {
          // It is made anew once the old one is gone.
          if !member.pod.isTerminating { actions.append(.delete(ordinal: ordinal)) }
          mustWait = true
          if !spec.isParallel { return true }
          continue
        }
        if !spec.isParallel, member.pod.isTerminating || !isAvailable(member) { return true }
      }
      return mustWait
    }

    /// Deletes pods beyond the replicas, the last first; returns whether the rest has to wait.
    private mutating func removeCondemned() -> Bool {
      let firstUnhealthy = condemned.reversed().first { $0.pod.isTerminating || !isReady($0) }?.ordinal
      for member in condemned {
        if member.pod.isTerminating {
          if !spec.isParallel { return true }
          continue
        }
        let isHeldUp = !isReady(member) || !isAvailable(member)
        if isHeldUp, !spec.isParallel, member.ordinal != firstUnhealthy { return true }
        actions.append(.delete(ordinal: member.ordinal))
        if !spec.isParallel { return true }
      }
      return false
    }

    /// Deletes pods of the old template, the last first, while enough others are available.
    private mutating func update() {
      let lowest = max(spec.partition &- spec.start, 0)
      let candidates = slots.enumerated().reversed().filter { Int32($0.offset) >= lowest }
      let unavailable = candidates.count { slot in
        slot.element.map { $0.pod.isTerminating || !isAvailable($0) } ?? true
      }
      if spec.maxUnavailable <= 1 {
        for (_, slot) in candidates {
          guard let member = slot else { return }
          if !member.isUpdated, !member.pod.isTerminating {
            actions.append(.delete(ordinal: member.ordinal))
            return
          }
          if member.pod.isTerminating || !isAvailable(member) { return }
        }
        return
      }
      var left = Int(spec.maxUnavailable) - unavailable
      for (_, slot) in candidates where left > 0 {
        guard let member = slot, !member.isUpdated, !member.pod.isTerminating else { continue }
        actions.append(.delete(ordinal: member.ordinal))
        left -= 1
      }
    }
  }
}
