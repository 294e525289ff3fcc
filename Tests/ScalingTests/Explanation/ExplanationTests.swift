import Kubernetes
import Testing

@testable import Scaling

@Suite("Explanations")
struct ExplanationTests {
  private func explain(
    _ scene: Scene, _ autoscaler: HorizontalPodAutoscaler,
    history: [(replicas: Int32, secondsAgo: Int64)] = []
  ) -> HPAExplanation {
    var controller = HPAController.running(autoscaler)
    controller.memory.recommendations = history.map {
      HPARecommendation(replicas: $0.replicas, atMs: Scene.nowMs - $0.secondsAgo * 1000)
    }
    return HPAExplanation(&controller, observation: scene.observation)
  }

  private func sentences(_ explanation: HPAExplanation) -> String {
    explanation.steps.flatMap(\.sentences).joined(separator: "\n")
  }

  @Test("A scale-up names usage, ratio, tolerance, the product and the limit")
  func scaleUp() {
    var scene = Scene(replicas: 3)
    scene.add(3, usage: 2100)
    let explanation = explain(scene, .scaling([.cpu(percent: 50)]))
    // 210 / 50 = 4.2; 4.2 · 3 = 12.6, so 13; limited to max(2 · 3, 4) = 6.
    #expect(explanation.verdict.hasPrefix("scale from 3 to 6: cpu resource utilization"))
    let text = sentences(explanation)
    for part in [
      "3 pods match: 3 count.", "use 210 % of what they request, 2100m each on average",
      "The ratio to the target is 4.2, outside the tolerance of 0.9 to 1.1: times 3 pods that count that is "
        + "12.6, rounded up.",
      "It proposes 13 replicas.", "one step up may reach 6 at most",
      "13 would be too fast a step up: it is cut to 6 for now.", "The target is scaled from 3 to 6.",
    ] {
      #expect(text.contains(part), "\(text)")
    }
  }

  @Test("Pods that do not count are named with their reason, and what is assumed of them is said")
  func cautious() {
    var scene = Scene(replicas: 3)
    scene.add(usage: 900)
    scene.add(usage: nil)
    scene.add(usage: 900, ready: .false, startedAgo: 60)
    let text = sentences(explain(scene, .scaling([.cpu(percent: 50)])))
    #expect(
      text.contains(
        "3 pods match: 1 counts, 1 has no sample (pod-2) and 1 started less than 300 s ago and is not ready "
          + "(pod-3)."), "\(text)")
    // 900 / 3000 = 30 %, 0.6.
    #expect(
      text.contains(
        "Taking 1 pod without a sample to use nothing and 1 pod that is unready to use nothing, usage is 30 % and "
          + "the ratio 0.6: that points the other way"), "\(text)")
  }

  @Test("A size that is held names the recommendation that holds it, and until when")
  func held() {
    var scene = Scene(replicas: 8)
    scene.add(8, usage: 100)
    let behavior = HorizontalPodAutoscalerBehavior(scaleDown: .init(stabilizationWindowSeconds: 120))
    let text = sentences(
      explain(scene, .scaling([.cpu(percent: 50)], behavior: behavior), history: [(8, 100)]))
    // 2023-11-14T22:13:20Z is the time of the scene; 100 s before, and 20 s after.
    #expect(
      text.contains(
        "the metrics ask for 2, but 8 was recommended 100 s ago (2023-11-14T22:11:40Z), within the window of "
          + "120 s for scaling down. The size is held at 8; that recommendation counts until "
          + "2023-11-14T22:13:40Z."), "\(text)")
  }

  @Test("Policies say what they saw and what they allow")
  func policies() {
    var scene = Scene(replicas: 10)
    scene.add(10, usage: 5000)
    let behavior = HorizontalPodAutoscalerBehavior(
      scaleUp: .init(policies: [.init(type: "Percent", value: 10, periodSeconds: 60)]))
    let text = sentences(explain(scene, .scaling([.cpu(percent: 50)], behavior: behavior)))
    #expect(
      text.contains(
        "Policy: add at most 10 % in 60 s; nothing changed in that time, so up to 11 now."), "\(text)")
    #expect(text.contains("The policy that allows the most holds: 11; maxReplicas is 100."), "\(text)")
  }

  @Test("Each way to end early is explained")
  func early() {
    var scene = Scene(replicas: 200)
    scene.add(200, usage: 500)
    #expect(
      sentences(explain(scene, .scaling([.cpu(percent: 50)]))).contains("more than maxReplicas, 100"))
    scene = Scene(replicas: 0)
    #expect(
      sentences(explain(scene, .scaling([.cpu(percent: 50)]))).contains("takes it for switched off"))
    scene = Scene(replicas: 2)
    scene.observation.selector = .empty
    #expect(
      explain(scene, .scaling([.cpu(percent: 50)])).verdict.hasPrefix("nothing can be decided: "))
    scene.observation.scaleFailure = .unreadable("gone")
    #expect(sentences(explain(scene, .scaling([.cpu(percent: 50)]))).hasSuffix("looked at: gone"))
  }

  @Test("The JSON form holds the same steps as numbers, and is JSON")
  func json() throws {
    var scene = Scene(replicas: 3)
    scene.add(3, usage: 800)
    let explanation = explain(scene, .scaling([.cpu(percent: 50)], behavior: .init()))
    let document = try DocumentNode.parse(json: explanation.json, file: "json")
    #expect(document["decision"]?["scaledTo"]?.content == .number("5"))
    let steps = try #require(document["steps"]?.elements)
    #expect(
      steps.compactMap { $0["step"]?.text } == [
        "scale", "metric", "combined", "stabilized", "policy", "policy", "policyLimit", "limited", "written",
      ])
    #expect(steps[1]["utilization"]?.content == .number("80"))
    #expect(steps[1]["ratio"]?.content == .number("1.6"))
    #expect(steps[1]["outcome"]?.text == "scaled")
  }

  @Test("No line of the text is longer than a terminal is wide")
  func width() {
    var scene = Scene(replicas: 3)
    scene.add(3, usage: 2100)
    let text = explain(scene, .scaling([.cpu(percent: 50), .external(value: "1")])).text
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 110 })
  }
}
