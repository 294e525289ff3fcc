import Cluster
import Scaling

/// What an HPA in a sweep looks at: its share of a pod's CPU (1 or 0), and what one pod requests, in thousandths.
struct SweptMetric: Sendable, Hashable {
  let share: Int64
  let request: Int64

  /// The utilization that so many millicores a pod come to, in percent.
  func utilization(_ milli: Int32) -> UInt16 { UInt16(clamping: Int64(milli) * share * 100 / request) }

  /// The millicores a pod that come to such utilizations; nil for none.
  func milli(of utilizations: ClosedRange<Int32>) -> ClosedRange<Int64>? {
    let least = (Int64(utilizations.lowerBound) * request + 99) / 100
    let most = ((Int64(utilizations.upperBound) + 1) * request - 1) / 100
    return share == 1 && least >= 0 && least <= most ? least...most : nil
  }

  /// The utilizations of 0, 1, 2 and so on millicores up to so many, but not of more than some thousands.
  func utilizations(upTo milli: Int32) -> [UInt16] { (0...min(max(milli, 0), 1 << 14)).map(utilization) }
}

/// A steady course as one HPA sees it.
final class SteadyLine: Sendable {
  let course: SteadyCourse
  /// The utilization at each reconcile, in percent.
  let utilizations: HPAUtilizations

  init(_ course: SteadyCourse, world: borrowing SweepWorld, metric: SweptMetric) {
    self.course = course
    let known = metric.utilizations(upTo: course.cpuMilli.max() ?? 0)
    let values = world.seen.map { scrape -> UInt16 in
      guard scrape >= 1 else { return 0 }
      let milli = course.cpuMilli[Int(scrape)]
      return milli < known.count ? known[Int(milli)] : metric.utilization(milli)
    }
    utilizations = HPAUtilizations(values)
  }
}

/// A size in several calm groups as one HPA sees it.
final class CalmLine: Sendable {
  /// The utilization at each reconcile, in percent.
  let utilizations: HPAUtilizations
  /// The reconciles at which it depends on who gets what is left of dividing the load.
  private let doubts: [Int]
  /// The beginnings of the stretches with more load than capacity.
  private let overloadsMs: [Int64]

  init(pods: Int32, capacity: Int64, burning: Int64, world: borrowing SweepWorld, metric: SweptMetric) {
    let milli = world.grid.calmMilli(pods: Int64(pods), burning: burning)
    let known = metric.utilizations(upTo: milli.reduce(0) { max($0, $1.least) })
    var utilizations: [UInt16] = []
    var doubts: [Int] = []
    utilizations.reserveCapacity(world.seen.count)
    for (number, scrape) in world.seen.enumerated() {
      guard scrape >= 1 else {
        utilizations.append(0)
        continue
      }
      let (least, most) = milli[Int(scrape)]
      let utilization = least < known.count ? known[Int(least)] : metric.utilization(least)
      utilizations.append(utilization)
      if most > least, metric.utilization(most) != utilization { doubts.append(number) }
    }
    self.utilizations = HPAUtilizations(utilizations)
    self.doubts = doubts
    overloadsMs = world.grid.overloads(above: capacity * Int64(pods))
  }

  /// The first doubtful reconcile from one on; the largest number for none.
  func firstDoubt(from number: Int) -> Int { doubts.first(notBelow: number) ?? .max }

  /// The first instant from one on at which the load rises above the capacity; the largest number for never.
  func firstOverload(from nowMs: Int64) -> Int64 { overloadsMs.first(notBelow: nowMs) ?? .max }
}

extension Array where Element: Comparable {
  /// The first element of an ascending array that is not below a bound.
  fileprivate func first(notBelow bound: Element) -> Element? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < bound { low = middle + 1 } else { high = middle }
    }
    return low < count ? self[low] : nil
  }
}
