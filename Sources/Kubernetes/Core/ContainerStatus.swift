/// What a kubelet last reported of a container.
public struct ContainerStatus: Sendable, Hashable {
  /// The container.
  public var name: String
  /// How often it was started again.
  public var restartCount: Int32
  /// The requests and limits in force, nil where not reported.
  public var resources: ResourceRequirements?
  /// Whether it runs now.
  public var isRunning: Bool
  /// How it is now ended, nil while it runs or waits.
  public var terminated: ContainerTermination?
  /// How its last run ended, nil if it never ended.
  public var lastTerminated: ContainerTermination?

  /// Makes a status from its parts.
  public init(
    name: String, restartCount: Int32 = 0, resources: ResourceRequirements? = nil, isRunning: Bool = false,
    terminated: ContainerTermination? = nil, lastTerminated: ContainerTermination? = nil
  ) {
    self.name = name
    self.restartCount = restartCount
    self.resources = resources
    self.isRunning = isRunning
    self.terminated = terminated
    self.lastTerminated = lastTerminated
  }

  /// Reads a status from checked fields.
  init(reading fields: Fields) {
    func termination(_ key: String) -> ContainerTermination? {
      fields.object(key) { state in
        state.object("terminated") {
          ContainerTermination(
            reason: $0.string("reason") ?? "", startedAtMs: $0.time("startedAt"),
            finishedAtMs: $0.time("finishedAt"))
        }
      }
    }
    self.init(
      name: fields.string("name") ?? "", restartCount: fields.int32("restartCount") ?? 0,
      resources: fields.object("resources", ResourceRequirements.init(reading:)),
      isRunning: fields.object("state") { $0.has("running") } ?? false, terminated: termination("state"),
      lastTerminated: termination("lastState"))
  }
}

/// How a run of a container ended.
public struct ContainerTermination: Sendable, Hashable {
  /// One word for why, such as OOMKilled.
  public var reason: String
  /// Milliseconds since 1970 when the run began, nil where not reported.
  public var startedAtMs: Int64?
  /// Milliseconds since 1970 when it ended, nil where not reported.
  public var finishedAtMs: Int64?

  /// Makes an end from its parts.
  public init(reason: String, startedAtMs: Int64? = nil, finishedAtMs: Int64? = nil) {
    self.reason = reason
    self.startedAtMs = startedAtMs
    self.finishedAtMs = finishedAtMs
  }
}
