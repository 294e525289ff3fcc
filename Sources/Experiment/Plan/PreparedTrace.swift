import Kubernetes
import Workload

/// A stretch of load that every strategy is run on: a trace, or a block cut out of one.
public struct PreparedTrace: Sendable {
  /// Its name in results.
  public var name: String
  /// The load of each workload, as an index of its traces.
  var loads: [Int]
  /// Where it begins in the loads, in milliseconds.
  public var startMs: Int64
  /// Where it ends.
  public var endMs: Int64
  /// What its beginning means in milliseconds since 1970; nil where its load carries no date.
  public var epochMs: Int64?

  /// Whether both are cut from the same loads.
  package func isCut(fromLoadOf other: PreparedTrace) -> Bool { loads == other.loads }
}

extension PreparedTrace {
  /// Works out the traces of an experiment, each as long as the shortest of its loads, cut into blocks if wanted.
  static func all(of spec: ExperimentSpec, report: DocumentReport) throws(InputErrors) -> [PreparedTrace] {
    let names =
      (spec.workloads.first { !$0.joinsEveryTrace } ?? spec.workloads.first { !$0.traces.isEmpty })?
      .traces.map(\.name) ?? []
    var traces: [PreparedTrace] = []
    for name in names {
      let loads = spec.workloads.map { workload in
        workload.joinsEveryTrace ? 0 : workload.traces.firstIndex { $0.name == name } ?? 0
      }
      var length = Int64.max
      var origin: Int64?
      for (workload, load) in zip(spec.workloads, loads) {
        let series = try workload.series(load, seed: spec.seeds[0])
        length = min(length, series.endMs)
        if origin == nil { origin = series.originMs }
      }
      if let duration = spec.durationMs {
        if duration > length {
          report.problem(
            "the load \"\(name)\" lasts only \(Span.text(length))", at: nil, path: "spec.duration",
            hint: "at most that long, or leave it out")
        }
        length = min(length, duration)
      }
      let whole = PreparedTrace(name: name, loads: loads, startMs: 0, endMs: length, epochMs: origin)
      traces += whole.blocks(of: spec.blockMs, isOnlyTrace: names.count == 1, report: report)
    }
    return traces
  }

  /// The whole blocks of the trace; the trace itself if it is no longer than one.
  private func blocks(of length: Int64?, isOnlyTrace: Bool, report: DocumentReport) -> [PreparedTrace] {
    guard let length, endMs > length else { return [self] }
    let count = endMs / length
    if endMs > count * length {
      report.warn(
        "the last \(Span.text(endMs - count * length)) of the load \"\(name)\" fill no block and are left out",
        at: nil,
        path: "spec.blocks")
    }
    let word =
      length == 86_400_000 ? "day" : length == 3_600_000 ? "hour" : length == 604_800_000 ? "week" : "block"
    return (0..<count).map { index in
      var block = self
      block.startMs = index * length
      block.endMs = block.startMs + length
      block.epochMs = epochMs.map { $0 + block.startMs }
      let number = "\(word) \(index + 1)"
      block.name = isOnlyTrace ? number : "\(name) \(number)"
      return block
    }
  }
}

extension WorkloadSpec {
  /// Computes one of its loads for a seed, in requests per second. Throws what is wrong with it, at its place.
  func series(_ trace: Int, seed: UInt64) throws(InputErrors) -> Series {
    guard !traces.isEmpty else {
      // Only other workloads call it, for as long as they do, or nobody does.
      return Series(
        name: "calls", unit: .requestsPerSecond, timesMs: [0], values: [0], endMs: Span.longestMs)
    }
    let trace = traces[trace]
    do {
      return try trace.load.series(seed: seed, cpuPerRequest: response.cpuPerRequest)
    } catch {
      throw InputErrors(
        error.problems.map { problem in
          var placed = problem
          placed.place = problem.place ?? trace.node.place
          placed.path = problem.path.isEmpty ? trace.path : problem.path
          return placed
        })
    }
  }
}
