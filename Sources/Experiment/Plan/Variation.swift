import Cluster
import Simulation
import Workload

/// A world that differs from the one recorded: to see whether a policy chosen there still does well.
public struct Variation: Sendable, Hashable {
  /// What the loads are multiplied by.
  public var loadFactor = 1.0
  /// How much earlier each load comes, in milliseconds; what is pushed out at the front returns at the end.
  public var shiftMs: Int64 = 0
  /// What the time from a pod's creation to its readiness is multiplied by.
  public var startupFactor = 1.0
  /// How many nodes, drawn from the seed, lose their power when the load is at its highest.
  public var nodesLost = 0
  /// For how long, in milliseconds.
  public var nodesLostMs: Int64 = 600_000

  /// Makes the recorded world itself.
  public init() {}

  /// What differs, in short; empty for the recorded world.
  public var text: String {
    var parts: [String] = []
    if loadFactor != 1 { parts.append("load × \(Figure.short(loadFactor))") }
    if shiftMs != 0 { parts.append("shift \(Span.text(shiftMs))") }
    if startupFactor != 1 { parts.append("startup × \(Figure.short(startupFactor))") }
    if nodesLost > 0 {
      parts.append("\(nodesLost) node\(nodesLost == 1 ? "" : "s") lost for \(Span.text(nodesLostMs))")
    }
    return parts.joined(separator: ", ")
  }

  /// The plan with other times of pods.
  func applied(to plan: ExperimentPlan) -> ExperimentPlan {
    guard startupFactor != 1 else { return plan }
    var plan = plan
    for index in plan.spec.workloads.indices {
      var timing = plan.spec.workloads[index].timing
      timing.schedule.meanMs *= startupFactor
      timing.pull.meanMs *= startupFactor
      timing.start.meanMs *= startupFactor
      timing.appStart.meanMs *= startupFactor
      plan.spec.workloads[index].timing = timing
    }
    return plan
  }

  /// What happens to the cluster in a run on given loads, whose scored part begins after the warm-up.
  func incidents(on loads: [Series], warmupMs: Int64) -> [Incident] {
    guard nodesLost > 0, let peakMs = Variation.peakMs(of: loads, fromMs: warmupMs) else { return [] }
    return [
      Incident(
        atMs: peakMs, endMs: peakMs + nodesLostMs, name: text, kind: .kill(NodeTarget(any: nodesLost)))
    ]
  }

  /// When the workload that gets most at a time gets it; the earliest of several such times.
  private static func peakMs(of loads: [Series], fromMs: Int64) -> Int64? {
    var peak: (ms: Int64, value: Double)?
    for load in loads {
      for index in 0..<load.count where load.timesMs[index] >= fromMs {
        if load.values[index] > peak?.value ?? 0 { peak = (load.timesMs[index], load.values[index]) }
      }
    }
    return peak?.ms
  }

  /// A load as it comes in this world.
  func applied(to load: Series) -> Series {
    var load = shiftMs == 0 ? load : load.rotated(byMs: shiftMs)
    if loadFactor != 1 { load.values = load.values.map { $0 * loadFactor } }
    return load
  }
}

extension Series {
  /// Returns the series beginning at a later time of it, with what came before at its end.
  func rotated(byMs shift: Int64) -> Series {
    guard let origin = timesMs.first, durationMs > 0 else { return self }
    let rest = shift % durationMs
    let turn = rest < 0 ? rest + durationMs : rest
    guard turn > 0, let first = index(atMs: origin + turn) else { return self }
    var times: [Int64] = []
    var turned: [Double] = []
    var flags: [Bool] = []
    for index in Array(first..<count) + Array(0...first) {
      let isLast = times.count > count - first - 1
      let time = isLast ? timesMs[index] + durationMs - turn : max(timesMs[index] - turn, origin)
      guard time < origin + durationMs else { continue }
      times.append(time)
      turned.append(values[index])
      flags.append(censored?[index] ?? false)
    }
    return Series(
      name: name, unit: unit, timesMs: times, values: turned, endMs: endMs,
      censored: censored == nil ? nil : flags, originMs: originMs)
  }
}
