import Foundation
import Kubernetes
import Simulation

/// CPU time of a scenario, run again and again in turn with the bare loop.
struct Measurement {
  let reconciles: Int
  private let runsMs: [Double]
  private let bareMs: [Double]
  private let firstMiB: Double
  let peakMiB: Double

  init(_ scenario: Scenario, bare load: [Double], runs: Int) throws {
    let warm = try inputs { () throws(InputErrors) in try ClosedLoop.run(scenario, seed: 1) }
    reconciles = warm.reconciles
    firstMiB = Self.peakMemoryMiB()
    var times: [Double] = []
    var bareTimes: [Double] = []
    var checksum = 0.0
    for _ in 0..<runs {
      let start = Self.threadSeconds()
      let recording = try inputs { () throws(InputErrors) in try ClosedLoop.run(scenario, seed: 1) }
      let middle = Self.threadSeconds()
      checksum += BareLoop.run(load, target: 0.6, maximum: 200)
      bareTimes.append((Self.threadSeconds() - middle) * 1_000)
      times.append((middle - start) * 1_000)
      precondition(recording == warm, "two runs of one seed differ")
    }
    precondition(checksum > 0)
    runsMs = times.sorted()
    bareMs = bareTimes.sorted()
    peakMiB = Self.peakMemoryMiB()
  }

  /// The least CPU time of a run in milliseconds: every run does the same work, and a busy neighbour only adds.
  var leastMs: Double { runsMs[0] }

  /// Prints what the last line does not say.
  func explain() {
    print(
      "CPU of \(runsMs.count) runs: least \(fixed(leastMs)), median \(fixed(runsMs[runsMs.count / 2])), most "
        + "\(fixed(runsMs[runsMs.count - 1])) ms; \(reconciles) reconciles each")
    print(
      "beside it, a bare loop of the formula over this load without a cluster: least \(fixed(bareMs[0])) ms; "
        + "ratio \(fixed(leastMs / bareMs[0]))")
    print("peak memory after the first run \(fixed(firstMiB)) MiB, after all \(fixed(peakMiB)) MiB")
  }

  static func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  static func peakMemoryMiB() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_maxrss) / 1_024
  }
}

/// A number with two decimals.
func fixed(_ value: Double) -> String {
  let hundredths = Int((value * 100).rounded())
  return "\(hundredths / 100)." + (hundredths % 100 < 10 ? "0" : "") + "\(hundredths % 100)"
}
