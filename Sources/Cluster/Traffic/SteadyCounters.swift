/// What a scaler can see of a service without any lag.
public struct ServiceSigns: Sendable, Hashable {
  /// Requests inside: in pods and in the line before them.
  public var inside: Double
  /// Requests that ever arrived.
  public var arrived: Double
  /// Requests that arrive per second.
  public var perSecond: Double

  /// Makes signs of their parts.
  public init(inside: Double, arrived: Double, perSecond: Double) {
    self.inside = inside
    self.arrived = arrived
    self.perSecond = perSecond
  }
}

/// The counters of `ServiceSignals` for a flow of quiet times.
///
/// They add up the same numbers in the same order as the state does, so that not a bit of them differs.
struct SteadyCounters: Sendable {
  private(set) var arrived: Double
  private var requestsPerPod: Double
  private var served: Double
  private var responseSeconds: Double
  private let receiving: Double

  /// Takes them over from a state; nil if nobody looks at its metrics.
  init?(_ state: inout WorkloadState) {
    guard state.signals.isKept else { return nil }
    arrived = state.signals.arrived
    requestsPerPod = state.signals.requestsPerPod
    served = state.signals.served
    responseSeconds = state.signals.responseSeconds
    receiving = Double(state.receiving)
  }

  /// Counts arriving requests.
  @inline(__always)
  mutating func count(_ requests: Double) {
    arrived += requests
    if receiving > 0 { requestsPerPod += requests / receiving }
  }

  /// Counts requests served without a backlog.
  @inline(__always)
  mutating func note(_ work: Int64, mean: Double, _ service: borrowing ServiceModel) {
    let requests = Double(work) / service.workPerRequest
    served += requests
    responseSeconds += requests * (service.baseLatency + mean)
  }

  /// The point of a scrape.
  @inline(__always)
  func point(atMs timeMs: Int64, rate: Double, inFlight: Double) -> ServiceSignals.Point {
    ServiceSignals.Point(
      timeMs: timeMs, requestsPerPod: requestsPerPod, arrived: arrived, served: served,
      responseSeconds: responseSeconds, rate: rate, ratePerPod: receiving > 0 ? rate / receiving : 0,
      waiting: 0, inFlight: inFlight)
  }

  /// Hands what arrived back; the state counts itself what was served when that is noted.
  mutating func write(to state: inout WorkloadState) {
    state.signals.arrived = arrived
    state.signals.requestsPerPod = requestsPerPod
  }
}

extension WorkloadState {
  /// What a scaler can see of it. Flows must be accounted for up to now.
  ///
  /// Changes nothing; as a plain method it would copy the whole state.
  public mutating func signs() -> ServiceSigns {
    ServiceSigns(inside: requestsInside(), arrived: signals.arrived, perSecond: requestsPerSecond())
  }
}
