import Experiment
import Kubernetes
import Statistics

/// Which traces are tuned on, and which are kept back.
struct TuningBlocks {
  /// The indexes of the traces tuned on.
  var tuning: [Int] = []
  /// Those kept back.
  var heldOut: [Int] = []
  /// What is weak about the split.
  var notes: [String] = []

  /// Splits an experiment's traces; whatever is kept back comes later in time than what is tuned on, where it is cut from
  /// the same recording.
  ///
  /// Throws if nothing is left to tune on.
  init(_ plan: ExperimentPlan, holdout: Holdout) throws(InputErrors) {
    let all = Array(plan.traces.indices)
    switch holdout {
    case .none:
      tuning = all
      notes.append("No load was kept back, so the winner is judged by the load it was chosen on.")
    case .traces(let names):
      for name in names
      where !plan.traces.contains(where: { TuningBlocks.isMeant($0.name, by: name) }) {
        let known = plan.traces.map(\.name)
        throw InputErrors([
          InputProblem(
            path: "spec.tune.holdout.traces", message: "there is no trace \(name)",
            hint: Spelling.nearest(to: name, in: known).map { "did you mean \($0)?" }
              ?? "there are \(known.joined(separator: ", "))")
        ])
      }
      for index in all {
        let isHeldOut = names.contains { TuningBlocks.isMeant(plan.traces[index].name, by: $0) }
        if isHeldOut { heldOut.append(index) } else { tuning.append(index) }
      }
    case .share(let share):
      split(plan, share)
    }
    guard !tuning.isEmpty else {
      throw InputErrors([
        InputProblem(
          path: "spec.tune.holdout", message: "nothing is left to tune on", hint: "keep back less")
      ])
    }
  }

  /// Whether a trace, or a block cut from it, has a name.
  private static func isMeant(_ trace: String, by name: String) -> Bool {
    trace == name || trace.hasPrefix("\(name) day ") || trace.hasPrefix("\(name) block ")
      || trace.hasPrefix("\(name) hour ") || trace.hasPrefix("\(name) week ")
  }

  private mutating func split(_ plan: ExperimentPlan, _ share: Double) {
    var groups: [[Int]] = []
    for index in plan.traces.indices {
      if let place = groups.firstIndex(where: { plan.traces[$0[0]].isCut(fromLoadOf: plan.traces[index]) }) {
        groups[place].append(index)
      } else {
        groups.append([index])
      }
    }
    let hasBlocks = groups.contains { $0.count > 1 }
    if !hasBlocks { groups = [groups.flatMap { $0 }] }
    for group in groups {
      let kept = min(Int((Double(group.count) * share).rounded(.up)), group.count - 1)
      tuning += group.dropLast(kept)
      heldOut += group.suffix(kept)
    }
    if heldOut.isEmpty {
      notes.append(
        "There is one stretch of load only, so none could be kept back; `blocks: day` or several traces allow it."
      )
    }
  }

  /// The blocks of traces and seeds: one seed after the other, the traces of each in an order drawn anew.
  ///
  /// So that the first few blocks, which methods that stop early see, are of different traces.
  static func ordered(_ traces: [Int], seeds: [UInt64], luck: UInt64) -> [(trace: Int, seed: UInt64)] {
    var stream = RandomStream(seed: luck, purpose: "tuning/blocks")
    return seeds.flatMap { seed in
      var order = traces
      stream.shuffle(&order)
      return order.map { ($0, seed) }
    }
  }
}
