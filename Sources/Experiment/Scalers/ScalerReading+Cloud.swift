import Kubernetes
import Scaling

extension ScalerReading {
  /// Reads target tracking.
  func targetTracking(_ fields: Fields) -> ScalerMaker? {
    let before = fields.report.problems.count
    let signal = signal(fields, usual: .cpu)
    var policy = TargetTracking(target: target(fields) ?? 1)
    if let span = fields.span("scaleOutCooldown") { policy.scaleOutCooldownSeconds = span / 1_000 }
    if let span = fields.span("scaleInCooldown") { policy.scaleInCooldownSeconds = span / 1_000 }
    if let flag = fields.flag("disableScaleIn") { policy.disableScaleIn = flag }
    guard fields.report.problems.count == before else { return nil }
    return ScalerMaker("target tracking \(signal.name)") { [policy] _ in
      TargetTrackingScaler(policy, signal: signal)
    }
  }

  /// Reads alarms with a policy each.
  func stepScaling(_ fields: Fields) -> ScalerMaker? {
    let before = fields.report.problems.count
    let signal = signal(fields, usual: .cpu)
    if !fields.has("alarms") {
      fields.missing("alarms", hint: "alarms: [{above: 70, steps: [{from: 0, change: 2}]}]")
    }
    let alarms = fields.objects("alarms", alarm) ?? []
    if fields.value("alarms")?.elements?.isEmpty == true {
      fields.problem("alarms", "must hold at least one")
    }
    guard fields.report.problems.count == before else { return nil }
    return ScalerMaker("step scaling \(signal.name)") { _ in StepScalingScaler(alarms, signal: signal) }
  }

  private func alarm(_ fields: Fields) -> StepScalingScaler.Alarm? {
    let before = fields.report.problems.count
    if fields.has("above") == fields.has("below") {
      fields.report.problem(
        "must be above or below a threshold", at: fields.node.place, path: fields.path,
        hint: "one of above: 70 and below: 30")
    }
    let isAbove = fields.has("above")
    let threshold = fields.number(isAbove ? "above" : "below", -1e15...1e15, "a number")
    let periods = fields.whole("periods", 1...1_440) ?? (isAbove ? 3 : 15)
    let type = fields.line("adjustmentType") ?? StepScaling.AdjustmentType.changeInCapacity.rawValue
    let adjustment = StepScaling.AdjustmentType(rawValue: type)
    if adjustment == nil {
      fields.mismatch(
        "adjustmentType", "ChangeInCapacity, ExactCapacity or PercentChangeInCapacity")
    }
    if !fields.has("steps") { fields.missing("steps", hint: "steps: [{from: 0, to: 20, change: 1}]") }
    let steps =
      fields.objects("steps") { fields -> StepScaling.Step? in
        let lower = fields.number("from", -1e15...1e15, "a number")
        let upper = fields.number("to", -1e15...1e15, "a number")
        if !fields.has("change") {
          fields.missing("change", hint: "how many more, so many, or percent more, as adjustmentType says")
        }
        return fields.number("change", -1e9...1e9, "a number").map {
          StepScaling.Step(lower: lower, upper: upper, adjustment: $0)
        }
      } ?? []
    let least = fields.whole("minAdjustmentMagnitude", 1...100_000).map(Int32.init)
    let cooldown = fields.span("cooldown")
    guard fields.report.problems.count == before, let threshold, let adjustment else { return nil }
    guard var policy = StepScaling(adjustment, steps: steps, minAdjustmentMagnitude: least) else {
      fields.problem(
        "steps", "must be intervals of metric less threshold without gaps and overlaps",
        hint: "[{from: 0, to: 20, change: 1}, {from: 20, change: 4}]")
      return nil
    }
    if let cooldown { policy.cooldownSeconds = cooldown / 1_000 }
    return StepScalingScaler.Alarm(isAbove: isAbove, threshold: threshold, periods: periods, policy: policy)
  }
}
