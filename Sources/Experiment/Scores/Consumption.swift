import Simulation

/// What a run's pods had reserved for them.
struct Reservation {
  /// Pod-hours, from binding to the end of the pod.
  var podHours = 0.0
  /// Core-hours requested.
  var coreHours = 0.0
  /// GiB-hours of memory requested.
  var memoryGiBHours = 0.0

  /// Sums the pods of all workloads.
  init(_ run: ScoredRun) {
    for workload in run.workloads {
      let hours = Double(workload.podMs) / hourMs
      podHours += hours
      coreHours += hours * workload.requestCores
      memoryGiBHours += hours * workload.requestBytes / 0x1p30
      // Pods that a VPA sized request something else.
      if workload.beyondCoreMs != 0 { coreHours += workload.beyondCoreMs / hourMs }
      if workload.beyondByteMs != 0 { memoryGiBHours += workload.beyondByteMs / hourMs / 0x1p30 }
    }
  }
}

extension ScoreRule {
  /// How much of the cluster a strategy took.
  static let consumption: [ScoreRule] = [
    ScoreRule(
      "pod_hours", "Pod-hours", unit: "pod h", better: .lower, isCompared: true,
      definition: "The time pods held a place on a node, from binding to their end, summed over pods."
    ) { Reservation($0).podHours },
    ScoreRule(
      "cpu_request_hours", "CPU requested", unit: "core h", better: .lower,
      definition: "Pod-hours times the CPU that each pod requests."
    ) { Reservation($0).coreHours },
    ScoreRule(
      "memory_request_hours", "Memory requested", unit: "GiB h", better: .lower,
      definition: "Pod-hours times the memory that each pod requests."
    ) { Reservation($0).memoryGiBHours },
  ]
}
