import Kubernetes

/// A port of a node that a container wants for itself.
struct HostPort: Sendable, Hashable {
  /// The address, 0.0.0.0 for all.
  var ip: String
  /// TCP, UDP or SCTP.
  var `protocol`: String
  /// The number.
  var port: Int32

  /// Tells whether two containers cannot both have their ports: one of the addresses stands for all, or they are
  /// equal.
  ///
  /// Source: pkg/scheduler/framework/types.go HostPortInfo.CheckConflict.
  func conflicts(with other: HostPort) -> Bool {
    port == other.port && `protocol` == other.protocol
      && (ip == other.ip || ip == Self.everyAddress || other.ip == Self.everyAddress)
  }

  /// The ports of a pod's containers and sidecars.
  static func all(of spec: PodSpec) -> [HostPort] {
    let running = spec.containers + spec.initContainers.filter(\.isRestartable)
    return running.flatMap(\.ports).filter { $0.hostPort > 0 }.map {
      HostPort(
        ip: $0.hostIP.isEmpty ? everyAddress : $0.hostIP, protocol: $0.protocol.isEmpty ? "TCP" : $0.protocol,
        port: $0.hostPort)
    }
  }

  private static let everyAddress = "0.0.0.0"
}
