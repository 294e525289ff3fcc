/// A check the kubelet repeats on a container.
public struct Probe: Sendable, Hashable {
  /// How to ask the container.
  public var handler: ProbeHandler
  /// Seconds after the container's start before the first check.
  public var initialDelaySeconds: Int32
  /// Seconds after which an answer counts as failure.
  public var timeoutSeconds: Int32
  /// Seconds from check to check.
  public var periodSeconds: Int32
  /// Successes in a row that make a failed check good.
  public var successThreshold: Int32
  /// Failures in a row that make a good check failed.
  public var failureThreshold: Int32
  /// The grace period after this check killed the container, nil for the pod's.
  public var terminationGracePeriodSeconds: Int64?

  /// Makes a probe from its parts, with the API server's defaults.
  public init(
    handler: ProbeHandler, initialDelaySeconds: Int32 = 0, timeoutSeconds: Int32 = 1,
    periodSeconds: Int32 = 10,
    successThreshold: Int32 = 1, failureThreshold: Int32 = 3, terminationGracePeriodSeconds: Int64? = nil
  ) {
    self.handler = handler
    self.initialDelaySeconds = initialDelaySeconds
    self.timeoutSeconds = timeoutSeconds
    self.periodSeconds = periodSeconds
    self.successThreshold = successThreshold
    self.failureThreshold = failureThreshold
    self.terminationGracePeriodSeconds = terminationGracePeriodSeconds
  }

  /// Reads a probe from checked fields; zero reads as the default, as on the server.
  init(reading fields: Fields) {
    func number(_ key: String, _ standard: Int32) -> Int32 {
      let written = fields.int32(key) ?? 0
      return written == 0 ? standard : written
    }
    self.init(
      handler: ProbeHandler(reading: fields), initialDelaySeconds: fields.int32("initialDelaySeconds") ?? 0,
      timeoutSeconds: number("timeoutSeconds", 1), periodSeconds: number("periodSeconds", 10),
      successThreshold: number("successThreshold", 1), failureThreshold: number("failureThreshold", 3),
      terminationGracePeriodSeconds: fields.int64("terminationGracePeriodSeconds"))
  }
}

/// How a probe or a lifecycle hook acts on a container; exactly one of the actions should be set.
public struct ProbeHandler: Sendable, Hashable {
  /// The command to run inside the container.
  public var exec: [String]?
  /// The request to make.
  public var httpGet: HTTPGetAction?
  /// The port to open a connection to.
  public var tcpSocket: IntOrString?
  /// The port to call the gRPC health service on.
  public var grpc: Int32?
  /// The seconds to wait; lifecycle hooks only.
  public var sleep: Int64?

  /// Makes a handler from its parts.
  public init(
    exec: [String]? = nil, httpGet: HTTPGetAction? = nil, tcpSocket: IntOrString? = nil, grpc: Int32? = nil,
    sleep: Int64? = nil
  ) {
    self.exec = exec
    self.httpGet = httpGet
    self.tcpSocket = tcpSocket
    self.grpc = grpc
    self.sleep = sleep
  }

  /// Reads a handler from checked fields.
  init(reading fields: Fields) {
    self.init(
      exec: fields.object("exec") { $0.texts("command") ?? [] },
      httpGet: fields.object("httpGet", HTTPGetAction.init(reading:)),
      tcpSocket: fields.object("tcpSocket") { $0.intOrString("port") ?? .int(0) },
      grpc: fields.object("grpc") { $0.int32("port") ?? 0 },
      sleep: fields.object("sleep") { $0.int64("seconds") ?? 0 })
  }
}

/// A request the kubelet makes to a container.
public struct HTTPGetAction: Sendable, Hashable {
  /// The path of the request.
  public var path: String
  /// The port.
  public var port: IntOrString
  /// HTTP or HTTPS.
  public var scheme: String

  /// Makes a request from its parts.
  public init(path: String = "/", port: IntOrString, scheme: String = "HTTP") {
    self.path = path
    self.port = port
    self.scheme = scheme
  }

  /// Reads a request from checked fields.
  init(reading fields: Fields) {
    func text(_ key: String, _ standard: String) -> String {
      let written = fields.string(key) ?? ""
      return written.isEmpty ? standard : written
    }
    self.init(
      path: text("path", "/"), port: fields.intOrString("port") ?? .int(0), scheme: text("scheme", "HTTP"))
  }
}
