/// A server that shares itself equally among all present (M/G/1-PS), as a CPU does among requests.
extension Queueing {
  /// Returns the mean response time of M/G/1-PS, 1 / (μ − λ), whatever the distribution of service times.
  public static func sharedResponse(arrivalRate: Double, serviceRate: Double) -> Double {
    guard arrivalRate >= 0, serviceRate > 0 else { return .nan }
    return arrivalRate < serviceRate ? 1 / (serviceRate - arrivalRate) : .infinity
  }

  /// Returns the mean response time in M/G/1-PS of a request that needs so much service, size / (1 − ρ).
  public static func sharedResponse(size: Double, utilisation: Double) -> Double {
    guard size >= 0, utilisation >= 0 else { return .nan }
    return utilisation < 1 ? size / (1 - utilisation) : .infinity
  }

  /// Returns the mean number present in M/G/1-PS, ρ / (1 − ρ).
  public static func sharedPresent(utilisation: Double) -> Double {
    guard utilisation >= 0 else { return .nan }
    return utilisation < 1 ? utilisation / (1 - utilisation) : .infinity
  }
}
