import Cluster
import Kubernetes
import Scaling

/// The Vertical Pod Autoscaler's turns among all others.
extension Loop {
  /// Which part of the VPA an event wakes.
  private enum Part: Int32 { case recommender, updater }

  /// Makes the run's VPA and plans when its parts look first.
  mutating func prepareVertical(_ luck: RunLuck) {
    guard let described = scenario.vertical else { return }
    let made = Held(VerticalLoop(described, scenario: scenario, cluster: &cluster))
    vertical = made
    let recommender =
      described.recommenderPhaseMs
      ?? luck.phase("vpa-recommender-phase", "", below: described.recommenderIntervalMs)
    let updater =
      described.updaterPhaseMs ?? luck.phase("vpa-updater-phase", "", below: described.updaterIntervalMs)
    cluster.events.push(
      .vertical, at: described.recommenderIntervalMs + recommender, subject: Part.recommender.rawValue)
    cluster.events.push(.vertical, at: described.updaterIntervalMs + updater, subject: Part.updater.rawValue)
    teachSizes(of: made)
  }

  /// Lets a part of the VPA take its turn; without the API server it does nothing.
  mutating func wakeVertical(_ event: Event) {
    guard let vertical, let described = scenario.vertical else { return }
    let isOut = isServerOut(atMs: event.timeMs)
    let isRecommender = event.subject == Part.recommender.rawValue
    if !isOut, isRecommender { vertical.value.recommend(&cluster, nowMs: event.timeMs) }
    if !isOut, !isRecommender { vertical.value.update(&cluster, nowMs: event.timeMs) }
    if let failure = vertical.value.failure { failures = [failure] }
    teachSizes(of: vertical)
    let interval = isRecommender ? described.recommenderIntervalMs : described.updaterIntervalMs
    cluster.events.push(.vertical, at: event.timeMs + interval, subject: event.subject)
  }

  /// Tells the HPAs what pods of new sizes request.
  private mutating func teachSizes(of vertical: Held<VerticalLoop>) {
    for (workload, _, deployment) in vertical.value.newSizes {
      for index in autoscalers.indices where autoscalers[index].workload == workload {
        autoscalers[index].learn(deployment, metrics: metrics)
      }
      for case .keda(let keda) in scalers where keda.value.workload == workload {
        keda.value.adapter.learn(deployment, metrics: metrics)
      }
    }
    vertical.value.newSizes.removeAll()
  }

  /// Takes what the VPA leaves into the recording.
  mutating func addVertical(to recording: inout Recording) {
    guard let vertical else { return }
    recording.vertical = vertical.value.finish(&cluster)
    recording.verticalDecisions = vertical.value.decisions
  }
}
