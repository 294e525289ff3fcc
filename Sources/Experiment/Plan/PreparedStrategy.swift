public import Cluster
public import Kubernetes
import Scaling
public import Simulation

/// A strategy ready to run: its objects decoded, defaulted, valid and fitting together.
public struct PreparedStrategy: Sendable {
  /// Its name in the experiment.
  public var name: String
  /// What it is, in a line.
  public var summary: String
  /// Its objects as written and patched.
  public var manifests: [DocumentNode]
  /// The Deployments of the experiment's workloads, in their order.
  public var deployments: [Deployment]
  /// Its HPAs.
  public var autoscalers: [ScenarioAutoscaler]
  /// The ways its objects give the requests.
  public var traffic: TrafficPlan
  /// What scales besides HPAs.
  public var scalers: [ScenarioScaler] = []
  /// The scalers that no object of it describes, as written.
  var scalerSpecs: [ScalerSpec] = []
  /// Its disruption budgets.
  public var budgets: [PodDisruptionBudget] = []
  /// How its pods are put on nodes, nil for kube-scheduler's default profile.
  public var scheduler: SchedulerSpec?

  /// Makes a strategy of parts that were checked.
  package init(
    name: String, summary: String, manifests: [DocumentNode], deployments: [Deployment],
    autoscalers: [ScenarioAutoscaler], traffic: TrafficPlan = TrafficPlan()
  ) {
    self.name = name
    self.summary = summary
    self.manifests = manifests
    self.deployments = deployments
    self.autoscalers = autoscalers
    self.traffic = traffic
  }
}

extension PreparedStrategy {
  /// Decodes a strategy's objects and checks that they can run together; nil, with the problems noted, if not.
  package static func prepare(
    _ strategy: StrategySpec, of spec: ExperimentSpec, path: String, report: DocumentReport
  ) -> PreparedStrategy? {
    let before = report.problems.count
    let set = ManifestSet(strategy, base: spec.manifests, path: path, report: report)
    guard report.problems.count == before else { return nil }
    let manifests = Manifests.read(set.nodes, gates: spec.apiGates, report: report)
    guard report.problems.count == before else { return nil }
    let check = StrategyCheck(spec, strategy: strategy, manifests: manifests, report: report)
    let deployments = check.deployments()
    guard report.problems.count == before else { return nil }
    let autoscalers = check.autoscalers(among: deployments)
    let traffic = TrafficResolver(spec, deployments: deployments, manifests: manifests, report: report).plan()
    let scalers = check.scalers()
    guard report.problems.count == before else { return nil }
    var prepared = PreparedStrategy(
      name: strategy.name,
      summary: strategy.summary
        ?? StrategySummary.text(
          deployments: deployments, autoscalers: autoscalers.map(\.hpa), scalers: scalers),
      manifests: set.nodes, deployments: deployments, autoscalers: autoscalers, traffic: traffic)
    prepared.scalers = scalers
    prepared.scalerSpecs = strategy.scalers
    prepared.budgets = manifests.compactMap {
      if case .podDisruptionBudget(let budget) = $0.object { budget } else { nil }
    }
    prepared.scheduler = strategy.scheduler ?? spec.scheduler
    return prepared
  }
}

extension ExperimentSpec {
  /// The feature gates by which the API server takes manifests.
  package var apiGates: FeatureGates {
    FeatureGates(
      scaleToZero: controller.gates.scaleToZero, configurableTolerance: controller.gates.configurableTolerance
    )
  }
}
