import Kubernetes
import Testing

@testable import Scaling

/// Laws that hold in every situation, tried on many made at random.
@Suite("Laws of the HPA core")
struct HPAPropertyTests {
  /// Numbers that look random and are the same each time.
  struct Draws {
    private var state: UInt64

    init(_ seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func below(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }

    mutating func pick<T>(_ elements: [T]) -> T { elements[below(elements.count)] }
  }

  private static func metrics(_ draws: inout Draws) -> [MetricSpec] {
    [
      draws.pick([
        .cpu(percent: Int32(20 + draws.below(120))), .resource("cpu", average: "\(1 + draws.below(900))m"),
        .resource("memory", average: "\(1 + draws.below(900))m"), .pods(average: "\(1 + draws.below(900))m"),
      ])
    ]
  }

  private static func behavior(_ draws: inout Draws) -> HorizontalPodAutoscalerBehavior? {
    func rules(_ draws: inout Draws) -> HPAScalingRules {
      HPAScalingRules(
        stabilizationWindowSeconds: Int32(draws.pick([0, 30, 300])),
        selectPolicy: draws.pick(["Max", "Min", "Disabled"]),
        policies: [
          .init(
            type: draws.pick(["Pods", "Percent"]), value: Int32(1 + draws.below(100)),
            periodSeconds: Int32(draws.pick([15, 60])))
        ])
    }
    return draws.below(3) == 0 ? nil : .init(scaleUp: rules(&draws), scaleDown: rules(&draws))
  }

  private static func scene(_ draws: inout Draws, replicas: Int32) -> Scene {
    var scene = Scene(replicas: replicas)
    for _ in 0...draws.below(5) {
      scene.add(
        Int32(1 + draws.below(6)), usage: draws.below(4) == 0 ? nil : Int64(draws.below(1500)),
        request: Int64(draws.pick([1, 33, 250, 1000])),
        phase: draws.pick([.running, .running, .running, .pending, .failed]), isDeleted: draws.below(9) == 0,
        ready: draws.pick([.true, .true, .false, .unknown, .absent]),
        startedAgo: draws.pick([10, 200, 4000]), readyAgo: Int64(draws.below(300)))
    }
    return scene
  }

  /// The same pods with one entry each.
  private static func individuals(_ scene: Scene) -> HPAObservation {
    var result = scene.observation
    result.pods = []
    result.requests = []
    result.samples = []
    var samples: [HPAObservation.Sample] = []
    for (index, pod) in scene.observation.pods.enumerated() {
      let sample = scene.observation.samples.first { Int($0.pod) == index }
      for _ in 0..<pod.count {
        var one = pod
        one.count = 1
        result.pods.append(one)
        result.requests.append(scene.observation.requests[index])
        if var own = sample {
          own.count = 1
          own.pod = Int32(result.pods.count - 1)
          samples.append(own)
        }
      }
    }
    result.samples = samples
    result.readings[0].samplesEnd = Int32(samples.count)
    return result
  }

  @Test("Grouped and individual pods give the same decision, status and history", arguments: 0..<300)
  func grouping(seed: Int) {
    var draws = Draws(seed)
    let autoscaler = HorizontalPodAutoscaler.scaling(Self.metrics(&draws), behavior: Self.behavior(&draws))
    var grouped = HPAController.running(autoscaler)
    var single = HPAController.running(autoscaler)
    var replicas = Int32(1 + draws.below(20))
    for step in 0..<5 {
      var scene = Self.scene(&draws, replicas: replicas)
      scene.observation.nowMs += Int64(step) * 15_000
      let expected = single.reconcile(Self.individuals(scene))
      let found = grouped.reconcile(scene.observation)
      #expect(found == expected)
      #expect(grouped.memory == single.memory)
      replicas = found.scaledTo ?? replicas
    }
  }

  @Test("The same situation gives the same decision, traced or not", arguments: 0..<100)
  func determinism(seed: Int) {
    var draws = Draws(seed)
    let autoscaler = HorizontalPodAutoscaler.scaling(Self.metrics(&draws), behavior: Self.behavior(&draws))
    let scene = Self.scene(&draws, replicas: Int32(draws.below(30)))
    var plain = HPAController(autoscaler)
    var traced = HPAController(autoscaler)
    var trace = HPATrace()
    #expect(plain.reconcile(scene.observation) == traced.reconcile(scene.observation, trace: &trace))
    #expect(plain.memory == traced.memory)
    #expect(!trace.steps.isEmpty)
  }

  @Test("A decision never leaves the bounds", arguments: 0..<200)
  func bounds(seed: Int) {
    var draws = Draws(seed)
    let minimum = Int32(1 + draws.below(5))
    let maximum = minimum + Int32(draws.below(20))
    var controller = HPAController.running(
      .scaling(
        Self.metrics(&draws), minimum: minimum, maximum: maximum, behavior: Self.behavior(&draws)))
    var replicas = Int32(1 + draws.below(40))
    for step in 0..<8 {
      var scene = Self.scene(&draws, replicas: replicas)
      scene.observation.nowMs += Int64(step) * 15_000
      if let target = controller.reconcile(scene.observation).scaledTo {
        #expect((minimum...maximum).contains(target))
        replicas = target
      }
    }
  }

  @Test("More load never asks for fewer pods, where every replica is a ready pod", arguments: 0..<60)
  func monotone(seed: Int) {
    var draws = Draws(seed)
    let metrics = Self.metrics(&draws)
    let replicas = Int32(1 + draws.below(20))
    var last = Int32.min
    for load in stride(from: Int64(0), through: 3000, by: 50) {
      var scene = Scene(replicas: replicas)
      scene.add(replicas, usage: load)
      let proposal = scene.proposal(metrics[0])
      #expect(proposal.replicas >= last, "at \(load)")
      last = proposal.replicas
    }
  }
}
