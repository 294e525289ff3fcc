import Testing

@testable import NodeScaling

@Suite("Removing nodes")
struct ScaleDownTests {
  @Test("A node that nobody needs goes after ten minutes, and not a loop earlier")
  func unneeded() throws {
    var scene = LoopScene([("a", 1, 10, 4)])
    let kind = scene.kind(milliCPU: 1000)
    let kept = try scene.addNode(0)
    let spare = try scene.addNode(0)
    scene.addPods(3, of: kind, on: kept)
    #expect(scene.run(atS: 0).candidates == [spare])
    scene.view.nodes[1].isCandidate = true
    scene.view.revision += 1
    #expect(scene.run(atS: 10).isEmpty)
    #expect(scene.autoscaler.verdict(ofNode: spare) == .unneeded(sinceMs: 0))
    #expect(scene.autoscaler.verdict(ofNode: kept) == .used(0.75))
    #expect(scene.run(atS: 600).deletions.isEmpty)
    #expect(scene.run(atS: 601).deletions == [.init(node: spare, drains: false)])
  }

  @Test("Loops on an unchanged cluster say until when nothing will happen")
  func quiet() throws {
    var scene = LoopScene([("a", 0, 10, 4)])
    let spare = try scene.addNode(0)
    scene.view.nodes[0].isCandidate = true
    _ = scene.run(atS: 0)
    // The loop that finds the node changes what is remembered; the next one does not.
    let second = scene.run(atS: 10)
    #expect(second.quietUntilMs == 600_001)
    for second in stride(from: Int64(20), through: 600, by: 10) {
      let decision = scene.run(atS: second)
      #expect(decision.isEmpty && decision.quietUntilMs == 600_001)
    }
    #expect(scene.run(atS: 610).deletions == [.init(node: spare, drains: false)])
  }

  @Test("What keeps a node is told")
  func reasons() throws {
    var scene = LoopScene([("a", 0, 10, 4)])
    let bare = scene.kind(milliCPU: 100, controller: -1)
    let guarded = scene.kind(milliCPU: 100, controller: 1) { $0.budgets = [0] }
    let huge = scene.kind(milliCPU: 1900, controller: 2)
    scene.view.disruptions = [0]
    let nodes = try (0..<3).map { _ in try scene.addNode(0) }
    scene.addPods(1, of: bare, on: nodes[0])
    scene.addPods(1, of: guarded, on: nodes[1])
    scene.addPods(1, of: huge, on: nodes[2])
    scene.view.nodes[2].isKept = true
    _ = scene.run(atS: 0)
    #expect(scene.autoscaler.verdict(ofNode: nodes[0]) == .blocked(pod: 0, .notReplicated))
    #expect(scene.autoscaler.verdict(ofNode: nodes[1]) == .blocked(pod: 1, .notEnoughDisruptionBudget))
    #expect(scene.autoscaler.verdict(ofNode: nodes[2]) == .kept)
  }

  @Test("Deletions under way count against the limits and the least size")
  func inProgress() throws {
    var options = ClusterAutoscalerOptions()
    options.unneededMs = 0
    options.maxScaleDownParallelism = 2
    var scene = LoopScene([("a", 1, 10, 4)], options: options)
    for _ in 0..<4 { try scene.addNode(0) }
    #expect(scene.run(atS: 0).deletions.count == 2)
    for index in 0..<2 {
      scene.view.nodes[index].deletionMs = 0
      scene.view.nodes[index].isCordoned = true
    }
    scene.view.revision += 1
    // Both places are taken.
    #expect(scene.run(atS: 10).deletions.isEmpty)
  }

  @Test("A failed deletion makes the next one wait for three minutes")
  func failure() throws {
    var options = ClusterAutoscalerOptions()
    options.unneededMs = 0
    var scene = LoopScene([("a", 0, 10, 4)], options: options)
    try scene.addNode(0)
    #expect(scene.run(atS: 0).deletions.count == 1)
    scene.autoscaler.deletionFailed(of: scene.view.nodes[0], nowMs: 10_000)
    #expect(scene.run(atS: 20).deletions.isEmpty)
    #expect(scene.run(atS: 190).deletions.count == 1)
  }

  @Test("Too many nodes that are not ready stop everything")
  func unhealthy() throws {
    var scene = LoopScene([("a", 0, 20, 4)])
    for index in 0..<8 { try scene.addNode(0, ready: index < 4, createdMs: -2_000_000) }
    let kind = scene.kind(milliCPU: 4000)
    scene.addPods(10, of: kind)
    // 4 of 8 are more than 3 and more than 45 %.
    #expect(scene.run(atS: 10).isEmpty)
  }
}
