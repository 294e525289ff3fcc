import Cluster
import Kubernetes
import Scaling
import Testing
import Workload

@testable import Simulation

@Suite("A VPA and an HPA on one workload")
struct VerticalHPATests {
  /// 250 millicores of 2,000 are 13 %; of 296 they are 85 %, above the target of 60 %.
  @Test("The HPA's utilisation follows the requests that the VPA sets, with no change of load")
  func utilisation() throws {
    var scenario = VerticalScenes.scenario(.recreate, try VerticalScenes.deployment(), minutes: 30)
    scenario.autoscalers = [ScenarioAutoscaler(hpa: Scenarios.hpa(min: 4, max: 12), phaseMs: 0)]
    let both = try ClosedLoop.run(scenario, seed: 1)
    let ups = both.decisions.filter { $0.to > $0.from }
    #expect(!ups.isEmpty)
    #expect(both.workloads[0].timeline.replicas.max() ?? 0 > 4)
    scenario.vertical?.autoscalers = [VerticalScenes.vpa("web", .off)]
    let alone = try ClosedLoop.run(scenario, seed: 1)
    #expect(alone.workloads[0].timeline.replicas.max() == 4)
  }

  @Test("Where the VPA leaves CPU alone, the HPA sees what it saw without it")
  func memoryOnly() throws {
    var scenario = VerticalScenes.scenario(
      .recreate, try VerticalScenes.deployment(memory: "600Mi"), minutes: 30)
    scenario.vertical?.autoscalers[0].spec.resourcePolicy = PodResourcePolicy(
      containerPolicies: [ContainerResourcePolicy(containerName: "*", controlledResources: ["memory"])])
    scenario.autoscalers = [ScenarioAutoscaler(hpa: Scenarios.hpa(min: 4, max: 12), phaseMs: 0)]
    let recording = try ClosedLoop.run(scenario, seed: 1)
    #expect(recording.lastRequests.bytes == 250 * 1_048_576)
    #expect(recording.lastRequests.cores == 2)
    #expect(recording.workloads[0].timeline.replicas.max() == 4)
  }
}
