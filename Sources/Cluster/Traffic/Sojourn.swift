#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How long a request stays in a pod that keeps up with its load: the steady-state mean of processor sharing.
///
/// One server (a pod of at most one core): M/G/1-PS, E[T] = E[S] / (1 - ρ), whatever the service time's distribution.
/// More cores: a request uses at most one of them; the waiting share is Sakasegawa's approximation of M/M/m,
/// ρ^(√(2(m+1)) - 1) / (m (1 - ρ)), which is M/G/1-PS at m = 1.
/// Near ρ = 1 no queue reaches its steady state within a row of the recording: the wait is held below the mean of
/// a reflected Brownian motion after `relaxation` seconds, √(2 (1 + cv²) E[S] τ / π) (Harrison 1985), where the
/// fluid backlog takes over.
struct Sojourn: Sendable {
  /// The seconds after which a backlog shows in the fluid queue.
  static let relaxation = 60.0

  /// The mean service time alone in the pod, in seconds.
  var service: Double
  /// Cores the pod has for requests, at least one server.
  var servers: Double
  /// The longest mean wait at saturation, in seconds.
  var longestWait: Double
  /// √(2(m+1)) - 1.
  var exponent: Double
  /// The number of pods the constants were made for.
  var count: Int32

  /// Makes the formula's constants for a pod with `cores` for requests and requests of `cpuPerRequest` core-seconds.
  init(cores: Double, cpuPerRequest: Double, cv: Double, count: Int32 = 1) {
    self.count = count
    let speed = cores < 1 ? cores : 1
    service = speed > 0 ? cpuPerRequest / speed : 0
    servers = cores > 1 ? cores : 1
    exponent = (2 * (servers + 1)).squareRoot() - 1
    longestWait = (2 * (1 + cv * cv) * service * Self.relaxation / .pi).squareRoot() / servers
  }

  /// The mean sojourn at utilisation `rho`, in seconds.
  func mean(rho: Double) -> Double {
    guard rho < 1 else { return service + longestWait }
    let share: Double
    if servers == 1 {
      share = rho / (1 - rho)
    } else if rho < 0.2 {
      share = 0
    } else {
      share = pow(rho, exponent) / (servers * (1 - rho))
    }
    let wait = service * share
    return service + (wait < longestWait ? wait : longestWait)
  }

  /// Whether it gives the same means as another, to the last bit.
  func isSame(as other: Sojourn) -> Bool {
    service == other.service && servers == other.servers && longestWait == other.longestWait
  }
}
