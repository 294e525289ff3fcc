import Scheduling
import Statistics
import Synchronization

/// The scheduler's scores of equal nodes by the number of pods they have, asked of it once for all policies of a sweep.
final class NodeScores: Sendable {
  private let known: Mutex<Scores>
  /// The stream that ties are broken by, nil where the first of the best is taken.
  let ties: RandomStream?

  private struct Scores: Sendable {
    var scheduling: PodScheduling
    var totals: [Range: [Int64]] = [:]
  }

  /// The fewest and the most pods on a node.
  struct Range: Sendable, Hashable {
    var least: Int32
    var most: Int32
  }

  private let podClass: PodClassID

  /// Nil unless the nodes are equal and no other pods than the workload's are around.
  init?(_ cluster: Cluster) {
    let state = cluster.workloads[0]
    let nodes = cluster.nodes
    guard let first = nodes.first, nodes.allSatisfy({ $0.pool == first.pool && $0.zone == first.zone }),
      cluster.scheduling.ids.count == nodes.count,
      cluster.scheduling.scheduler.looksAtCountsOnly(
        state.podClass, nodes: nodes.count, in: cluster.scheduling.snapshot)
    else { return nil }
    var scheduling = cluster.scheduling
    for pod in state.pods { if let scheduled = pod.scheduled { scheduling.snapshot.remove(scheduled) } }
    podClass = state.podClass
    ties = scheduling.scheduler.profile.ties
    known = Mutex(Scores(scheduling: scheduling))
  }

  /// The scores of nodes with the fewest pods, with one more and so on; empty if some node has no room.
  func totals(_ range: Range) -> [Int64] {
    known.withLock { known in
      if let totals = known.totals[range] { return totals }
      let totals = Self.totals(range, of: podClass, in: &known.scheduling)
      known.totals[range] = totals
      return totals
    }
  }

  /// Only a node's own pods count besides the fewest and the most, so one node stands for all that have as many.
  private static func totals(_ range: Range, of podClass: PodClassID, in scheduling: inout PodScheduling)
    -> [Int64]
  {
    let ids = scheduling.ids
    var result: [Int64] = []
    for count in range.least...range.most {
      // Two nodes have no third that lies between them.
      if ids.count == 2, count > range.least, count < range.most {
        result.append(0)
        continue
      }
      var counts = [Int32](repeating: range.least, count: ids.count)
      if ids.count > 1 { counts[1] = range.most }
      if ids.count > 2 { counts[2] = count }
      let checkpoint = scheduling.snapshot.checkpoint()
      for (id, count) in zip(ids, counts) {
        for _ in 0..<count { scheduling.snapshot.assign(podClass, to: id) }
      }
      let totals = scheduling.scheduler.totals(of: podClass, nodes: ids.count, in: &scheduling.snapshot)
      scheduling.snapshot.revert(to: checkpoint)
      guard let totals else { return [] }
      result.append(totals[count == range.least ? 0 : count == range.most ? 1 : 2])
    }
    return result
  }
}

/// Chooses among equal nodes as the scheduler does.
struct PlainNodes: Sendable {
  private let scores: NodeScores
  /// What was asked for before, by the fewest pods on a node and the difference to the most.
  private var tables: [[Int64]] = []
  private static let width: Int32 = 16

  init(_ scores: NodeScores) { self.scores = scores }

  /// The node for a pod, nil if some node has no room; `counts` are the pods each has.
  mutating func choose(_ counts: UnsafeBufferPointer<Int32>, key: UInt64) -> Int? {
    var least = counts[0]
    var most = counts[0]
    for count in counts {
      if count < least { least = count }
      if count > most { most = count }
    }
    let place = Int(least * Self.width + min(most - least, Self.width - 1))
    while tables.count <= place { tables.append([]) }
    if tables[place].count != Int(most - least) + 1 {
      tables[place] = scores.totals(NodeScores.Range(least: least, most: most))
      if tables[place].isEmpty { return nil }
    }
    return tables[place].withUnsafeBufferPointer { totals in
      var best = 0
      var highest = totals[Int(counts[0] - least)]
      var tied = 1
      var stream = scores.ties?.stream(ofEntity: key)
      for node in 1..<max(counts.count, 1) {
        let total = totals[Int(counts[node] - least)]
        if total > highest {
          (best, highest, tied) = (node, total, 1)
        } else if total == highest {
          tied += 1
          if stream?.index(below: tied) == 0 { best = node }
        }
      }
      return best
    }
  }
}
