public import Cluster
import Kubernetes
import Statistics

extension NodeTarget {
  /// The indices of the nodes that a target names, before any are drawn, in ascending order.
  public func candidates(among pools: [NodePool]) -> [Int] {
    var found: [Int] = []
    var position = 0
    for one in pools {
      for number in 0..<one.count {
        let isNamed = node.map { $0 == one.nodeName(number) } ?? true
        let isPlaced = index.map { $0 == position } ?? true
        let isPooled = pool.map { $0 == one.name } ?? true
        let isZoned = zone.map { $0 == one.zone(of: number) } ?? true
        if isNamed, isPlaced, isPooled, isZoned { found.append(position) }
        position += 1
      }
    }
    return found
  }

  /// The indices of the nodes it means in a run: those drawn depend on the seed and the incident's number only.
  func pick(among pools: [NodePool], seed: UInt64, incident: Int) -> [Int] {
    draw(from: candidates(among: pools), seed: seed, incident: incident)
  }

  /// Draws as many as are asked for.
  func draw(from all: [Int], seed: UInt64, incident: Int) -> [Int] {
    guard let any, any < all.count else { return all }
    var luck = RandomStream(seed: seed, purpose: "incident", entity: UInt64(incident))
    var left = all
    let drawn = (0..<any).map { _ in left.remove(at: luck.index(below: left.count)) }
    return drawn.sorted()
  }
}

extension Scenario {
  /// The indices of the workloads whose pods a budget picks: of its namespace, by their labels.
  func workloads(pickedBy budget: PodDisruptionBudget) -> [Int] {
    guard let selector = budget.selector else { return [] }
    return workloads.indices.filter {
      let deployment = workloads[$0].deployment
      return deployment.metadata.namespace == budget.metadata.namespace
        && selector.matches(deployment.spec.template.metadata.labels)
    }
  }
}
