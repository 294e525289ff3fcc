import Experiment
import Kubernetes
import Simulation
import Statistics
import Synchronization
import Testing
import Workload

@testable import Tuning

@Suite("Tuning from its text to its verdict")
struct TunerTests {
  @Test("The closed loop's own best policy is recommended, with the fields that change")
  func wholeWay() async throws {
    let tuner = try TuningSample.tuner(
      """
      {name: target, path: "spec.metrics[0].resource.target.averageUtilization", choices: [40, 60, 80]}
      """)
    let result = try await tuner.run(Sweep(jobs: 2), jobs: 2)
    #expect(result.policies.count == 3)
    #expect(result.tuningBlocks.count == 6)
    #expect(result.heldOutBlocks.count == 6)
    #expect(result.comparison?.strategies.map(\.name) == ["today", "recommended"])
    let text = String(decoding: result.recommendation?.manifest.bytes ?? [], as: UTF8.self)
    // What comes out can be read in again, and is the policy recommended.
    let nodes = try DocumentNode.parse(yaml: text, file: "recommended.yaml")
    if result.recommendation?.changes.isEmpty == false {
      let path = "spec.metrics[0].resource.target.averageUtilization"
      #expect(text.contains("# was 80"))
      #expect(
        nodes.first?.value(at: path).map(Parameter.label)
          == result.chosenPolicy?.label.split(separator: " ").last.map(String.init))
    }
  }

  /// Remembers every run by its key.
  private final class Memory: ScoreStore {
    let runs = Mutex<[String: [UInt64]]>([:])

    func scores(_ keys: [String], ids: [String]) throws -> [RunScores?] { keys.map { _ in nil } }

    func keep(_ kept: [KeptRun]) throws {
      runs.withLock { for run in kept { $0[run.key] = run.values.map(\.bitPattern) } }
    }
  }

  @Test("Policies run side by side in a sweep leave the same bits in a store as the full engine")
  func sameBits() throws {
    let tuner = try TuningSample.tuner()
    let (swept, whole) = (Memory(), Memory())
    let found = try tuner.judged(
      Sweep(
        evaluator: SweepEvaluator(tuner.plan), jobs: 2, store: RunBook(tuner.plan, store: swept)))
    let expected = try tuner.judged(Sweep(jobs: 1, store: RunBook(tuner.plan, store: whole)))
    let (one, other) = (swept.runs.withLock { $0 }, whole.runs.withLock { $0 })
    #expect(one == other)
    #expect(one.count > 12 * 6)
    #expect(found.policies.map(\.label) == expected.policies.map(\.label))
    #expect(found.verdict.sentences == expected.verdict.sentences)
  }

  @Test("What is kept back comes after what is tuned on")
  func split() throws {
    let tuner = try TuningSample.tuner(more: "holdout: 25")
    let split = try TuningBlocks(tuner.plan, holdout: tuner.tune.holdout)
    #expect(split.tuning == Array(0..<9))
    #expect(split.heldOut == [9, 10, 11])
  }

  /// Keeps the objective on the blocks tuned on only.
  private struct Overfit: PolicyEvaluator {
    func evaluate(_ policies: [PreparedStrategy], on block: PolicyBlock) throws(InputErrors) -> [RunScores] {
      let late = ["block 7", "block 8", "block 9", "block 10", "block 11", "block 12"].contains(block.trace)
      return policies.map { policy in
        let target = Double(
          policy.autoscalers[0].hpa.spec.metrics[0].resource?.target.averageUtilization ?? 0)
        return RunScores(
          values: block.scores.map { id in
            switch id {
            case "cost": 2 - target / 100
            case "slo_violation_percent": late && target > 60 ? 3 : 0.1
            default: 0
            }
          })
      }
    }
  }

  @Test("A policy that keeps its limit by luck is passed over, and the verdict says so")
  func tunedToNoise() throws {
    let tuner = try TuningSample.tuner(
      "{name: target, path: \"spec.metrics[0].resource.target.averageUtilization\", from: 50, to: 90, step: 10}"
    )
    let result = try tuner.judged(Sweep(evaluator: Overfit(), jobs: 1))
    #expect(result.policies[0].label == "target 90")
    #expect(result.chosenPolicy?.label == "target 60")
    #expect(result.finalists.first?.broken.first?.contains("is broken on the load kept back") == true)
    #expect(result.verdict.sentences.contains { $0.contains("tuned to its noise") })
  }

  @Test("A policy the API server refuses is told and not run")
  func refused() throws {
    let tuner = try TuningSample.tuner(
      "{name: min, path: spec.minReplicas, choices: [1, 50]}, {name: max, path: spec.maxReplicas, choices: [20, 60]}"
    )
    let result = try tuner.judged(Sweep(evaluator: FormulaEvaluator(), jobs: 1))
    #expect(result.policies.count == 3)
    #expect(result.refused.map(\.label) == ["min 50, max 20"])
    #expect(result.refused[0].problem.contains("spec.maxReplicas"))
  }

  @Test("Effects of a full factorial add up as the analysis of variance has it")
  func effects() throws {
    let tuner = try TuningSample.tuner()
    let result = try tuner.judged(Sweep(evaluator: FormulaEvaluator(), jobs: 1))
    // The cost is a sum of one part each, so that pairs explain nothing beyond and the shares add up to 1.
    let shares = result.effects.compactMap(\.share)
    #expect(abs(shares.reduce(0, +) - 1) < 1e-9)
    #expect(abs(result.pairEffects[0].share ?? 1) < 1e-9)
  }

  @Test("A world with half as much load again is run with half as much load again")
  func worlds() throws {
    let tuner = try TuningSample.tuner()
    var more = Variation()
    more.loadFactor = 1.5
    let plain = try PolicyBlock(tuner.plan, trace: 0, seed: 1, scores: ["pod_hours"])
    let varied = try PolicyBlock(tuner.plan, trace: 0, seed: 1, scores: ["pod_hours"], variation: more)
    let policy = tuner.plan.strategies[0]
    let (a, b) = (plain.scenario(of: policy), varied.scenario(of: policy))
    #expect(a.workloads[0].load.values.map { $0 * 1.5 } == b.workloads[0].load.values)
    #expect(plain.luck == varied.luck)
  }

  @Test("A world may lose nodes when the load is at its highest")
  func failures() throws {
    let tuner = try TuningSample.tuner(
      more: "robustness: [{name: dark, nodeLoss: {nodes: 2, for: 5m}}]")
    let world = try #require(tuner.tune.robustness.first?.variation)
    #expect(world.text == "2 nodes lost for 5m")
    let block = try PolicyBlock(tuner.plan, trace: 0, seed: 1, scores: ["pod_hours"], variation: world)
    let scenario = block.scenario(of: tuner.plan.strategies[0])
    let incident = try #require(scenario.incidents.first)
    let load = scenario.workloads[0].load
    #expect(scenario.incidents.count == 1)
    #expect(incident.endMs == incident.atMs + 300_000)
    #expect(load.index(atMs: incident.atMs).map { load.values[$0] } == load.values.max())
  }

  @Test("A policy against itself with other luck is told apart as seldom as the level says")
  func sameAgainstItself() throws {
    // 1,000 times ten pairs of one and the same distribution, as skewed as costs are: rejections of Wilcoxon's test at
    // 5 % are binomial; 1,000 · 0.05 = 50 with a standard deviation of 6.9, so that 29 to 71 is within three of them.
    // The exact test can reject at 0.0488 at most with ten pairs.
    var rejections = 0
    for round in 0..<1_000 {
      var stream = RandomStream(seed: UInt64(round), purpose: "a-a-test")
      let differences = (0..<10).map { _ in
        stream.logNormal(mean: 10, cv: 0.5) - stream.logNormal(mean: 10, cv: 0.5)
      }
      if try WilcoxonSignedRank.test(differences, method: .exact).p < 0.05 { rejections += 1 }
    }
    #expect((29...71).contains(rejections), "\(rejections)")
  }
}
