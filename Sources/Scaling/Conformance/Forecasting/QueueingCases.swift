import Kubernetes
import Statistics

/// Queues of many servers and how many servers a promise needs.
enum QueueingCases {
  private static let share = ForecastConformance.tolerance

  /// One queue in equilibrium.
  static func queue(_ fields: Fields, _ library: ForecastSeries) -> CaseComparison? {
    guard let load = fields.required("offered", fields.double),
      let servers = fields.required("servers", fields.int32).map({ Int($0) })
    else { return nil }
    let queue = Queueing.MultiServer(servers: servers, arrivalRate: load, serviceRate: 1)
    var comparison = CaseComparison()
    for (name, found) in [
      ("erlangB", Queueing.erlangB(servers: servers, load: load)), ("erlangC", queue.waitProbability),
      ("meanWaitOverService", queue.meanWait), ("meanQueue", queue.meanWaiting),
      ("pWaitGt1Service", queue.waitTail(1)),
    ] {
      guard let recorded = fields.double(name) else { continue }
      comparison.compare(name, expected: recorded, found: found, within: share)
    }
    return comparison
  }

  /// The servers for a share of arrivals that may wait.
  static func staffing(_ fields: Fields, _ library: ForecastSeries) -> CaseComparison? {
    guard let load = fields.required("offered", fields.double),
      let target = fields.required("targetPWait", fields.double)
    else { return nil }
    var comparison = CaseComparison()
    comparison.compare(
      "minServersErlangC", expected: fields.int32("minServersErlangC").map { Int($0) },
      found: Queueing.servers(forWaitProbability: target, load: load))
    comparison.compare(
      "halfinWhittBeta", expected: fields.double("halfinWhittBeta") ?? 0,
      found: Queueing.squareRootStaffing(forWaitProbability: target) ?? .nan, within: share)
    comparison.compare(
      "squareRootServers", expected: fields.int32("squareRootServers").map { Int($0) },
      found: Queueing.squareRootServers(forWaitProbability: target, load: load))
    return comparison
  }
}
