import Controllers

/// A pod that its ReplicaSet may give up, as `VictimOrder` looks at it, with most of its order in one number.
struct PlainVictim: BitwiseCopyable {
  /// The index of its record.
  let pod: Int32
  /// With a node or without, running or not, ready or not, by falling rank, by the binary logarithm of the time since
  /// it became ready: the smaller goes first.
  let order: UInt64
  let uid: UInt64
  let readyMs: Int64
  let createdMs: Int64

  /// `rank` is the number of active pods on its node.
  @inline(__always)
  init(_ record: PlainPod, pod: Int, rank: Int32, nowMs: Int64) {
    self.pod = Int32(pod)
    uid = record.tieBreaker
    readyMs = record.readyMs
    createdMs = record.createdMs
    var order: UInt64 = record.isBound ? 1 : 0
    order = order << 1 | (record.isRunning ? 1 : 0)
    order = order << 1 | (record.isReady ? 1 : 0)
    order = order << 32 | UInt64(UInt32.max - UInt32(bitPattern: rank))
    let age = record.isReady ? VictimOrder.bucket(nowMs &- readyMs) + 1 : 0
    self.order = order << 7 | UInt64(truncatingIfNeeded: age)
  }

  /// Whether it goes before another.
  @inline(__always)
  func precedes(_ other: PlainVictim, nowMs: Int64) -> Bool {
    if order != other.order { return order < other.order }
    if readyMs != other.readyMs { return uid < other.uid }
    if createdMs == other.createdMs { return false }
    return VictimOrder.isYounger(nowMs &- createdMs, nowMs &- other.createdMs) ?? (uid < other.uid)
  }
}

extension PlainPods {
  /// The number of active pods that nodes have on which there are so many of them together, the fullest first.
  private func leastRank(of count: Int) -> Int32 {
    var rank = ranks.buffer.max() ?? 0
    var pods = 0
    while rank > 0 {
      for node in ranks.buffer where node == rank { pods += Int(node) }
      if pods >= count { break }
      rank -= 1
    }
    return rank
  }

  /// Finds the first `count` pods to give up.
  mutating func findVictims(_ count: Int, nowMs: Int64) {
    victims.removeAll()
    let isFew = count <= VictimOrder.fewVictims && Int(aliveCount) > VictimOrder.fewPods
    candidates.removeAll()
    // Where all are ready those on the fullest nodes come first: enough of them are looked at, if few are looked for.
    let least = isFew && pendingCount == 0 ? leastRank(of: count) : 0
    for pod in 0..<pods.count where !pods[pod].isDeleted {
      let rank = pods[pod].isBound ? ranks[Int(pods[pod].node)] : 0
      if rank < least, pods[pod].isReady { continue }
      candidates.append(PlainVictim(pods[pod], pod: pod, rank: rank, nowMs: nowMs))
    }
    guard isFew else {
      let candidates = candidates.buffer
      let order = VictimOrder.first(count, of: candidates.count) {
        candidates[$0].precedes(candidates[$1], nowMs: nowMs)
      }
      for index in order { victims.append(candidates[index].pod) }
      return
    }
    // As `VictimOrder` does it, without arrays of its own.
    for _ in 0..<count {
      var best = 0
      for other in 1..<max(1, candidates.count)
      where candidates[other].precedes(candidates[best], nowMs: nowMs) {
        best = other
      }
      victims.append(candidates[best].pod)
      candidates.remove(at: best)
    }
  }
}
