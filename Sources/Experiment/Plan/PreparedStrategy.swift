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
  /// The objects of the experiment's workloads, in their order.
  public var workloads: [WorkloadObject]
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
  /// What makes nodes and takes them away, nil where nothing does.
  public var nodeAutoscaler: NodeAutoscalerSpec?
  /// What sizes its pods.
  public var verticals: [VerticalPodAutoscaler] = []
  /// The rules of namespaces on their pods' resources.
  public var limitRanges: [LimitRange] = []
  /// How the parts of the Vertical Pod Autoscaler run, nil for upstream's flags.
  public var vertical: VerticalSpec?
  /// The names of controllers beside Kubernetes' own.
  public var controllers: [String] = []

  /// The Deployments of the workloads, or what other objects have in common with one.
  public var deployments: [Deployment] { workloads.map(\.deployment) }

  /// Makes a strategy of parts that were checked.
  package init(
    name: String, summary: String, manifests: [DocumentNode], workloads: [WorkloadObject],
    autoscalers: [ScenarioAutoscaler], traffic: TrafficPlan = TrafficPlan()
  ) {
    self.name = name
    self.summary = summary
    self.manifests = manifests
    self.workloads = workloads
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
    let manifests = Manifests.read(set.nodes, gates: spec.apiGates(strategy), report: report)
    guard report.problems.count == before else { return nil }
    let check = StrategyCheck(spec, strategy: strategy, manifests: manifests, report: report)
    return check.prepared(manifests: set.nodes) { workloads, autoscalers, scalers in
      strategy.summary ?? StrategySummary.text(of: workloads, autoscalers: autoscalers, scalers: scalers)
    }
  }
}

extension ExperimentSpec {
  /// The feature gates by which the API server takes the manifests of a strategy.
  package func apiGates(_ strategy: StrategySpec) -> FeatureGates {
    let updater = (strategy.vertical ?? vertical)?.parts.updater
    return FeatureGates(
      scaleToZero: controller.gates.scaleToZero,
      configurableTolerance: controller.gates.configurableTolerance,
      vpaInPlace: updater?.inPlace ?? false, vpaPerVPAConfig: updater?.perVPAConfig ?? false,
      vpaStartupBoost: updater?.startupBoost ?? false)
  }
}
