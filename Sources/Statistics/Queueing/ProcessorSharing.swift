/// A server that shares itself equally among all present (M/G/1-PS), as a CPU does among requests.
extension Queueing {
  /// Returns the mean response time of M/G/1-PS, 1 / (μ − λ), whatever the distribution of service times.
  public static func sharedResponse(arrivalRate: Double, serviceRate: Double) -> Double {
    guard arrivalRate >= 0, serviceRate > 0 else { return .nan }
    return arrivalRate < serviceRate ? 1 / (serviceRate - arrivalRate) : .infinity
  }

  /// Returns the mean response time in M/G/1-PS of a request that needs so much service, size / (1 − ρ).
  public static func sharedResponse(size: Double, utilization: Double) -> Double {
    guard size >= 0, utilization >= 0 else { return .nan }
    return utilization < 1 ? size / (1 - utilization) : .infinity
  }

  /// Returns the mean number present in M/G/1-PS, ρ / (1 − ρ).
  public static func sharedPresent(utilization: Double) -> Double {
    guard utilization >= 0 else { return .nan }
    return utilization < 1 ? utilization / (1 - utilization) : .infinity
  }
}
