/// One program of a pod.
public struct Container: Sendable, Hashable {
  /// The name.
  public var name: String
  /// The image it runs.
  public var image: String
  /// What it asks for and may use at most.
  public var resources: ResourceRequirements
  /// The ports.
  public var ports: [ContainerPort]
  /// Takes the pod out of its services while it fails.
  public var readinessProbe: Probe?
  /// Restarts the container when it fails.
  public var livenessProbe: Probe?
  /// Holds the other probes back until it has succeeded.
  public var startupProbe: Probe?
  /// What happens after its start and before its end.
  public var lifecycle: Lifecycle?
  /// Always makes an init container a sidecar: it starts in order but keeps running.
  public var restartPolicy: String?
  /// Always, IfNotPresent or Never; nil where left open.
  public var imagePullPolicy: String?
  /// NotRequired or RestartContainer for each resource whose size may change while it runs.
  public var resizePolicy: [String: String]

  /// Makes a container from its parts.
  public init(
    name: String, image: String, resources: ResourceRequirements = ResourceRequirements(),
    ports: [ContainerPort] = [], readinessProbe: Probe? = nil, livenessProbe: Probe? = nil,
    startupProbe: Probe? = nil, lifecycle: Lifecycle? = nil, restartPolicy: String? = nil,
    imagePullPolicy: String? = nil, resizePolicy: [String: String] = [:]
  ) {
    self.name = name
    self.image = image
    self.resources = resources
    self.ports = ports
    self.readinessProbe = readinessProbe
    self.livenessProbe = livenessProbe
    self.startupProbe = startupProbe
    self.lifecycle = lifecycle
    self.restartPolicy = restartPolicy
    self.imagePullPolicy = imagePullPolicy
    self.resizePolicy = resizePolicy
  }

  /// Reads a container from checked fields.
  init(reading fields: Fields) {
    self.init(
      name: fields.string("name") ?? "", image: fields.string("image") ?? "",
      resources: fields.object("resources", ResourceRequirements.init(reading:)) ?? ResourceRequirements(),
      ports: fields.objects("ports", ContainerPort.init(reading:)) ?? [],
      readinessProbe: fields.object("readinessProbe", Probe.init(reading:)),
      livenessProbe: fields.object("livenessProbe", Probe.init(reading:)),
      startupProbe: fields.object("startupProbe", Probe.init(reading:)),
      lifecycle: fields.object("lifecycle", Lifecycle.init(reading:)),
      restartPolicy: fields.string("restartPolicy"), imagePullPolicy: fields.string("imagePullPolicy"),
      resizePolicy: Dictionary(
        fields.objects("resizePolicy") {
          ($0.string("resourceName") ?? "", $0.string("restartPolicy") ?? "")
        } ?? [], uniquingKeysWith: { $1 }))
  }

  /// Whether this, as an init container, keeps running beside the main containers.
  public var isRestartable: Bool { restartPolicy == "Always" }
}

/// A port a container listens on.
public struct ContainerPort: Sendable, Hashable {
  /// The name.
  public var name: String
  /// The number.
  public var containerPort: Int32
  /// The port of the node that leads here, 0 for none.
  public var hostPort: Int32
  /// TCP, UDP or SCTP.
  public var `protocol`: String
  /// The address of the node the host port is bound to, empty for all.
  public var hostIP: String

  /// Makes a port from its parts.
  public init(
    name: String = "", containerPort: Int32, hostPort: Int32 = 0, protocol: String = "TCP",
    hostIP: String = ""
  ) {
    self.name = name
    self.containerPort = containerPort
    self.hostPort = hostPort
    self.protocol = `protocol`
    self.hostIP = hostIP
  }

  /// Reads a port from checked fields.
  init(reading fields: Fields) {
    self.init(
      name: fields.string("name") ?? "", containerPort: fields.int32("containerPort") ?? 0,
      hostPort: fields.int32("hostPort") ?? 0, protocol: fields.string("protocol") ?? "TCP",
      hostIP: fields.string("hostIP") ?? "")
  }
}

/// What the kubelet does with a container after its start and before its end.
public struct Lifecycle: Sendable, Hashable {
  /// Runs beside the container from its start on.
  public var postStart: ProbeHandler?
  /// Runs to its end, within the grace period, before the container is told to stop.
  public var preStop: ProbeHandler?

  /// Makes hooks from their parts.
  public init(postStart: ProbeHandler? = nil, preStop: ProbeHandler? = nil) {
    self.postStart = postStart
    self.preStop = preStop
  }

  /// Reads hooks from checked fields.
  init(reading fields: Fields) {
    self.init(
      postStart: fields.object("postStart", ProbeHandler.init(reading:)),
      preStop: fields.object("preStop", ProbeHandler.init(reading:)))
  }
}
