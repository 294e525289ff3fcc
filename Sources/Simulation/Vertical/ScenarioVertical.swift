public import Kubernetes
public import Scaling

/// The Vertical Pod Autoscaler in a run: its objects, and the flags of its three parts.
public struct ScenarioVertical: Sendable, Hashable {
  /// The objects, valid; each names one of the workloads.
  public var autoscalers: [VerticalPodAutoscaler] = []
  /// The workloads whose requests are held against their usage, whether a VPA sizes them or not.
  public var watched: [String] = []
  /// The rules of namespaces on the resources of their pods.
  public var limitRanges: [LimitRange] = []
  /// The recommender's flags.
  public var recommender = VPARecommenderConfiguration()
  /// The updater's flags.
  public var updater = VPAUpdaterConfiguration()
  /// How often the recommender looks at metrics, in milliseconds.
  public var recommenderIntervalMs: Int64 = 60_000
  /// How often the updater looks at pods, in milliseconds.
  public var updaterIntervalMs: Int64 = 60_000
  /// Until when, in milliseconds, its objects only recommend, whatever their mode: whoever turns a VPA on watches it for a
  /// while first, and its recommendations begin from nothing.
  public var offUntilMs: Int64 = 0
  /// The most CPU that a startup boost may lead to, zero for any.
  public var maxAllowedCPUBoost = Quantity(0)
  /// How much later than an interval from the start the recommender looks first; drawn from the seed if nil.
  public var recommenderPhaseMs: Int64?
  /// How much later than an interval from the start the updater looks first; drawn from the seed if nil.
  public var updaterPhaseMs: Int64?

  /// Makes a VPA without objects and with upstream's flags.
  public init() {}
}

extension Scenario {
  /// What is wrong with its Vertical Pod Autoscaler.
  func verticalProblems() -> [InputProblem] {
    guard let vertical else { return [] }
    var problems: [InputProblem] = []
    func expect(_ holds: Bool, _ path: String, _ message: String) {
      if !holds { problems.append(InputProblem(path: path, message: message)) }
    }
    let path = "verticalPodAutoscaler"
    expect(vertical.recommenderIntervalMs >= 1_000, path + ".recommender-interval", "must be at least 1s")
    expect(vertical.updaterIntervalMs >= 1_000, path + ".updater-interval", "must be at least 1s")
    for name in vertical.watched {
      expect(index(ofWorkload: name) != nil, path, "\"\(name)\" is none of the workloads")
    }
    for vpa in vertical.autoscalers {
      let target = vpa.spec.targetRef
      expect(
        workloads.contains {
          $0.deployment.metadata.name == target?.name && $0.controller.kind == target?.kind
        }, "autoscalers[\(vpa.metadata.name)].spec.targetRef",
        "\(target?.kind ?? "nothing") \"\(target?.name ?? "")\" is none of the workloads")
    }
    return problems
  }
}
