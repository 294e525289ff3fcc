/// The results of a group's probes while they may turn out badly. As long as all is well nobody counts.
struct ProbeWatch: Hashable {
  /// Whether results are counted.
  var isCounting = false
  /// A start that all pods of the group tick from.
  var startMs: Int64 = 0
  /// Failures of the readiness probe in a row.
  var unreadyFailures: Int64 = 0
  /// Successes of the readiness probe in a row.
  var readySuccesses: Int64 = 0
  /// Failures of the liveness probe in a row.
  var livenessFailures: Int64 = 0
}

/// When the backlog of a group is so long that a probe behind it waits longer than its timeout, at constant rates.
///
/// The backlog changes evenly, so that this begins or ends at most once.
struct SlowSpell {
  /// The first instant at which a probe is too slow, `.max` for never.
  var fromMs: Int64
  /// The first instant after that at which it is not, `.max` for never.
  var untilMs: Int64

  func contains(_ ms: Int64) -> Bool { ms >= fromMs && ms < untilMs }

  /// Finds the spell from `nowMs` on.
  ///
  /// A probe waits queue / capacity, as any request. Too slow: queue + net·t > capacity · timeout.
  init(_ group: PodGroup, timeoutMs: Int64, nowMs: Int64) {
    (fromMs, untilMs) = (.max, .max)
    let (product, overflow) = group.capacity.multipliedReportingOverflow(by: timeoutMs)
    let patience = overflow ? .max : product
    let inflow = group.refuses ? 0 : group.inflow
    let net = inflow - group.capacity
    let queue = group.queue < group.room ? group.queue : group.room
    if queue > patience {
      fromMs = nowMs
      if net < 0 { untilMs = nowMs + (queue - patience - net - 1) / -net }
    } else if net > 0, group.room > patience {
      fromMs = nowMs + (patience - queue) / net + 1
    }
  }
}

// Methods that change nothing are mutating here all the same: as plain ones they would copy the whole state.
extension WorkloadState {
  /// Whether any of its pods will need attention at the present rates.
  package mutating func needsAttention(nowMs: Int64) -> Bool {
    guard isWatched else { return false }
    for index in groups.indices where nextAttention(group: index, nowMs: nowMs) < .max { return true }
    return false
  }

  /// The next instant at which the outcome of a group's probes or the size of its memory may matter, at the present
  /// rates; `.max` for never. Flows must be accounted for.
  mutating func nextAttention(group index: Int, nowMs: Int64) -> Int64 {
    guard !groups[index].isDown else { return .max }
    let memory = isMemoryBound ? memoryLimitMs(group: index, nowMs: nowMs) : .max
    guard isProbed, groups[index].stopReason == .none else { return memory }
    if groups[index].watch.isCounting, isCalm(groups[index], nowMs: nowMs) { return nowMs }
    let probe =
      groups[index].watch.isCounting
      ? min(nextReadiness(groups[index], nowMs: nowMs), nextLiveness(groups[index], nowMs: nowMs))
      : firstSlow(groups[index], nowMs: nowMs)
    return min(memory, probe)
  }

  /// When a probe of a group first is too slow.
  private mutating func firstSlow(_ group: PodGroup, nowMs: Int64) -> Int64 {
    var first = Int64.max
    if let probe = template.readiness {
      if group.passes, group.isTerminated { return nowMs }
      if group.passes, probe.kind == .request {
        first = SlowSpell(group, timeoutMs: probe.timeoutMs, nowMs: nowMs).fromMs
      }
    }
    if let probe = template.liveness, probe.kind == .request, group.isUp, !group.isDeleted {
      first = min(first, SlowSpell(group, timeoutMs: probe.timeoutMs, nowMs: nowMs).fromMs)
    }
    return first
  }

  /// The spell in which a probe fails.
  private mutating func failures(of probe: PodTemplate.ProbeTicks, _ group: PodGroup, nowMs: Int64)
    -> SlowSpell
  {
    let isSlow = probe.kind == .request && !group.refuses
    var spell = SlowSpell(group, timeoutMs: isSlow ? probe.timeoutMs : .max, nowMs: nowMs)
    if group.isTerminated || !group.isUp { (spell.fromMs, spell.untilMs) = (nowMs, .max) }
    return spell
  }

  /// The tick at which a probe has had so many more equal results, or at which its results may have changed before.
  private mutating func tick(
    _ count: Int64, of probe: PodTemplate.ProbeTicks, _ group: PodGroup, changesMs: Int64, nowMs: Int64
  ) -> Int64 {
    let start = group.watch.startMs
    let reached =
      probe.nextTick(startMs: start, from: nowMs + 1) + (count > 1 ? (count - 1) * probe.periodMs : 0)
    guard changesMs < .max, reached >= changesMs else { return reached }
    return probe.nextTick(startMs: start, from: max(changesMs, nowMs + 1))
  }

  private mutating func nextReadiness(_ group: PodGroup, nowMs: Int64) -> Int64 {
    guard let probe = template.readiness else { return .max }
    // The first time is known from the start and planned then.
    guard !group.awaitsReady else { return .max }
    let spell = failures(of: probe, group, nowMs: nowMs)
    let fails = spell.contains(nowMs)
    let changesMs = fails ? spell.untilMs : spell.fromMs
    if group.passes, fails {
      return tick(
        probe.failures - group.watch.unreadyFailures, of: probe, group, changesMs: changesMs, nowMs: nowMs)
    }
    if !group.passes, !fails {
      return tick(
        probe.successes - group.watch.readySuccesses, of: probe, group, changesMs: changesMs, nowMs: nowMs)
    }
    if changesMs < .max {
      return tick(.max / (2 * probe.periodMs), of: probe, group, changesMs: changesMs, nowMs: nowMs)
    }
    return group.watch.unreadyFailures > 0 && group.passes
      ? probe.nextTick(startMs: group.watch.startMs, from: nowMs + 1) : .max
  }

  private mutating func nextLiveness(_ group: PodGroup, nowMs: Int64) -> Int64 {
    guard let probe = template.liveness, !group.isDeleted else { return .max }
    let spell = failures(of: probe, group, nowMs: nowMs)
    let fails = spell.contains(nowMs)
    let changesMs = fails ? spell.untilMs : spell.fromMs
    if fails {
      return tick(
        probe.failures - group.watch.livenessFailures, of: probe, group, changesMs: changesMs, nowMs: nowMs)
    }
    if changesMs < .max {
      return tick(.max / (2 * probe.periodMs), of: probe, group, changesMs: changesMs, nowMs: nowMs)
    }
    return group.watch.livenessFailures > 0
      ? probe.nextTick(startMs: group.watch.startMs, from: nowMs + 1) : .max
  }

  /// Counts the results of the ticks after the accounts' instant and not after `nowMs`. Rates were constant.
  mutating func countProbes(to nowMs: Int64) {
    for index in groups.indices where groups[index].watch.isCounting {
      if let probe = template.readiness {
        let (failed, passed, failsLast) = results(of: probe, groups[index], through: nowMs)
        let watch = groups[index].watch
        if failed > 0 {
          groups[index].watch.unreadyFailures = failed + (passed > 0 && failsLast ? 0 : watch.unreadyFailures)
        }
        if passed > 0 {
          groups[index].watch.readySuccesses = passed + (failed > 0 && !failsLast ? 0 : watch.readySuccesses)
        }
        if passed > 0, failed == 0 || !failsLast { groups[index].watch.unreadyFailures = 0 }
        if failed > 0, passed == 0 || failsLast { groups[index].watch.readySuccesses = 0 }
      }
      if let probe = template.liveness, !groups[index].isDeleted {
        let (failed, passed, failsLast) = results(of: probe, groups[index], through: nowMs)
        let before = groups[index].watch.livenessFailures
        if failed > 0 {
          groups[index].watch.livenessFailures = failed + (passed > 0 && failsLast ? 0 : before)
        }
        if passed > 0, failed == 0 || !failsLast { groups[index].watch.livenessFailures = 0 }
      }
    }
  }

  /// How many ticks failed and passed, and whether the last ones failed.
  private mutating func results(of probe: PodTemplate.ProbeTicks, _ group: PodGroup, through nowMs: Int64)
    -> (
      failed: Int64, passed: Int64, failsLast: Bool
    )
  {
    let start = group.watch.startMs
    let spell = failures(of: probe, group, nowMs: clockMs)
    let all = probe.ticks(startMs: start, after: clockMs, through: nowMs)
    let until = spell.untilMs < .max ? spell.untilMs - 1 : nowMs
    let failed =
      spell.fromMs > nowMs
      ? 0 : probe.ticks(startMs: start, after: max(spell.fromMs - 1, clockMs), through: min(until, nowMs))
    return (failed, all - failed, spell.contains(nowMs))
  }
}
