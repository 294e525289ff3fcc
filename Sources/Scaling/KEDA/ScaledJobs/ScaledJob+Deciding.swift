extension ScaledJob {
  /// Decides one poll: what active triggers ask for, less what runs already.
  public func decide(_ readings: [ScaledJobReading], running: Int64, pending: Int64) -> ScaledJobDecision {
    var decision = ScaledJobDecision()
    var hasFailed = false
    var combined = Combined(combination)
    for trigger in readings {
      guard case .value(let value, let isActive) = trigger.reading else {
        hasFailed = true
        continue
      }
      let queue = KEDAMetric.double(KEDAMetric.milli(value))
      let target = trigger.target.map { KEDAMetric.double(KEDAMetric.milli($0)) } ?? 0
      if isActive { combined.add(queue: queue, jobs: target == 0 ? 0 : min(queue / target, Double(most))) }
    }
    let (queue, jobs) = combined.result
    decision.isActive = combined.hasAny || least > 0
    decision.queueLength = GoConversion.int64(queue.rounded(.up))
    decision.wanted = GoConversion.int64(min(jobs, Double(most)).rounded(.up))
    let room = scale(
      running: running, pending: pending, scaleTo: decision.queueLength, wanted: decision.wanted)
    if decision.isActive, room.effective > 0 { decision.created = max(0, min(room.scaleTo, room.effective)) }
    if hasFailed {
      decision.ready =
        decision.isActive ? KEDACondition(.unknown, .partialTriggerError) : KEDACondition(.no, .triggerError)
    }
    return decision
  }

  /// How many jobs the strategy leaves room for, and how many at most are made.
  func scale(
    running: Int64, pending: Int64, scaleTo: Int64, wanted: Int64
  ) -> (effective: Int64, scaleTo: Int64) {
    let least = Int64(self.least)
    let most = Int64(self.most)
    if running < least { return (least &- running, least &- running) }
    let extra = running &- least
    switch strategy {
    case .custom:
      guard let share = GoText.float(customRunningJobPercentage) else { break }
      let counted = GoConversion.int64(Double(extra) * share)
      return (min(wanted &- Int64(customQueueLengthDeduction) &- counted, most), scaleTo)
    case .accurate:
      return (wanted &+ extra &- pending > most ? most &- extra : wanted &- pending, scaleTo)
    case .eager: return (min(most &- extra &- pending, wanted), most)
    case .default: break
    }
    return (wanted &- extra, scaleTo)
  }

  /// Triggers on their way to becoming one.
  private struct Combined {
    let combination: Combination
    var hasAny = false
    private var queue = 0.0
    private var jobs = 0.0
    private var count = 0.0

    init(_ combination: Combination) { self.combination = combination }

    mutating func add(queue: Double, jobs: Double) {
      switch combination {
      case .max:
        guard queue > self.queue else { return }
        self.queue = queue
        self.jobs = jobs
      case .min:
        guard self.queue == 0 || queue < self.queue else { return }
        self.queue = queue
        self.jobs = jobs
      case .avg, .sum:
        self.queue += queue
        self.jobs += jobs
        count += 1
      }
      hasAny = true
    }

    var result: (queue: Double, jobs: Double) {
      combination == .avg && count > 0 ? (queue / count, jobs / count) : (queue, jobs)
    }
  }
}
