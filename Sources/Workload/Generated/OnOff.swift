import Kubernetes
import Statistics

/// Many sources that are on or off for heavy-tailed times: their sum is bursty on every scale.
///
/// On and off times are Pareto with shape α between 1 and 2; the sum's Hurst parameter is (3 − α)/2 (Taqqu,
/// Willinger and Sherman 1997). Each source begins in its stationary state.
struct OnOff: LoadSource {
  static let keyword = "onOff"
  let sources: Int
  /// What one source brings while it is on.
  let rate: Double
  /// Mean times in seconds, and the shapes of their distributions.
  let on: Double
  let off: Double
  let onShape: Double
  let offShape: Double
  let place: String

  /// Reads `onOff: {sources: 50, rate: 2, busy: 10s, idle: 30s, shape: 1.5}`.
  ///
  /// `busyShape` and `idleShape` tell the shapes apart. (`on` and `off` would be booleans in YAML 1.1.)
  static func read(_ input: LoadInput) -> OnOff? {
    input.fields { fields in
      let sources = fields.required("sources") { fields.count($0, 1...1_000_000) }
      let rate = fields.required("rate") { fields.amount($0, .notNegative) }
      let on = fields.required("busy") { fields.timespan($0, .positive) }
      let off = fields.required("idle") { fields.timespan($0, .positive) }
      // Above 1, or the mean time would be infinite.
      let shapes = Bounds(low: 1, high: 100, open: true)
      let shape = fields.amount("shape", shapes) ?? 1.5
      let onShape = fields.amount("busyShape", shapes) ?? shape
      let offShape = fields.amount("idleShape", shapes) ?? shape
      guard let sources, let rate, let on, let off else { return nil }
      return OnOff(
        sources: sources, rate: rate, on: Double(on) / 1000, off: Double(off) / 1000, onShape: onShape,
        offShape: offShape, place: input.place)
    }
  }

  func work(overMs length: Int64, stepMs: Int64) -> LoadWork {
    let turns = 2 * Double(length) / 1000 / (on + off) + 1
    return LoadWork(draws: Double(sources) * (turns + Double(length) / Double(stepMs)))
  }

  func column(on axis: TimeAxis, luck: Luck) -> Column {
    let stream = luck.stream(of: place, for: "sources")
    let ends = (0..<axis.count).map { Double(axis.endMs(at: $0)) / 1000 }
    let first = Double(axis.timesMs.first ?? 0) / 1000
    var busy = [Double](repeating: 0, count: axis.count)
    for source in 0..<sources {
      add(stream.stream(ofEntity: UInt64(source)), first: first, ends: ends, to: &busy)
    }
    return Column(busy.indices.map { rate * busy[$0] / axis.seconds(at: $0) })
  }

  /// Adds the seconds one source is on to each step.
  private func add(_ stream: RandomStream, first: Double, ends: [Double], to busy: inout [Double]) {
    guard let last = ends.last else { return }
    var stream = stream
    var isOn = stream.chance(on / (on + off))
    var at = 0.0
    var until = residual(isOn, &stream)
    var step = 0
    while true {
      if isOn {
        var from = max(at, first)
        while step < ends.count, from < until {
          if ends[step] <= from {
            step += 1
            continue
          }
          let to = min(until, ends[step])
          busy[step] += to - from
          from = to
        }
      }
      guard until < last else { return }
      at = until
      isOn.toggle()
      let (mean, shape) = isOn ? (on, onShape) : (off, offShape)
      until = at + stream.pareto(shape: shape, minimum: mean * (shape - 1) / shape)
    }
  }

  /// What is left of the time a source is found in: of density (1 − F)/mean, which is flat up to the minimum
  /// and Pareto with a shape one lower after it.
  private func residual(_ isOn: Bool, _ stream: inout RandomStream) -> Double {
    let (mean, shape) = isOn ? (on, onShape) : (off, offShape)
    let minimum = mean * (shape - 1) / shape
    return stream.chance((shape - 1) / shape)
      ? stream.uniform(from: 0, to: minimum) : stream.pareto(shape: shape - 1, minimum: minimum)
  }
}
