import Kubernetes
import Statistics

/// Requests that bring further requests: a Hawkes process with an exponential memory.
///
/// λ(t) = base + Σ α·e^(−β(t − tᵢ)) over the requests before. Each request brings `branching` = α/β others on
/// average, the mean rate is base/(1 − branching), and counts over long times have the index of dispersion
/// 1/(1 − branching)². Exact, by thinning (Ogata 1981).
struct Hawkes: LoadSource {
  static let keyword = "hawkes"
  let base: Double
  let branching: Double
  /// 1/β in seconds.
  let memory: Double
  let place: String

  var unit: Unit? { .requestsPerSecond }

  /// Reads `hawkes: {base: 10, branching: 0.5, memory: 2s}`.
  static func read(_ input: LoadInput) -> Hawkes? {
    input.fields { fields in
      let base = fields.required("base") { fields.amount($0, .positive) }
      let branching = fields.required("branching") { fields.amount($0, .from(0, to: 0.99)) }
      let memory = fields.required("memory") { fields.timespan($0, .positive) }
      guard let base, let branching, let memory else { return nil }
      return Hawkes(base: base, branching: branching, memory: Double(memory) / 1000, place: input.place)
    }
  }

  func work(overMs length: Int64, stepMs: Int64) -> LoadWork {
    LoadWork(draws: 2 * base / (1 - branching) * Double(length) / 1000)
  }

  func column(on axis: TimeAxis, luck: Luck) -> Column {
    var stream = luck.stream(of: place, for: "events")
    var counts = [Double](repeating: 0, count: axis.count)
    let end = Double(axis.endMs) / 1000
    var (time, step) = (0.0, 0)
    // Begins with the mean memory, so that the mean rate holds from the start.
    var excited = base * branching / (1 - branching)
    while true {
      let bound = base + excited
      let wait = stream.exponential(mean: 1 / bound)
      time += wait
      guard time < end else { break }
      excited *= exponential(-wait / memory)
      guard stream.uniform() * bound < base + excited else { continue }
      excited += branching / memory
      while step < axis.count, Double(axis.endMs(at: step)) / 1000 <= time { step += 1 }
      if step < axis.count, Double(axis.timesMs[step]) / 1000 <= time { counts[step] += 1 }
    }
    return Column(counts.indices.map { counts[$0] / axis.seconds(at: $0) })
  }
}
