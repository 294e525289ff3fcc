/// Scaling to zero and back.
///
/// Source: horizontal.go of 1.37; KEP-2021.
extension HPAController {
  /// Whether a target without replicas is looked at, instead of being taken as switched off.
  ///
  /// Since 1.36 only an HPA that itself scaled to zero may scale back; before, minReplicas 0 was enough.
  var computesFromZero: Bool {
    if !plan.rules.scalesFromZeroByCondition { return plan.minimum == 0 }
    guard plan.configuration.gates.scaleToZero else { return false }
    let hasScaledToZero = memory.conditions[.scaledToZero]?.status == .true
    return hasScaledToZero && (plan.minimum != 0 || plan.hasOutsideMetric)
  }

  /// Notes after a change of the scale whether it was this HPA that took the last replica.
  @inline(__always)
  mutating func noteScaleToZero(from current: Int32, to target: Int32, nowMs: Int64) {
    guard plan.rules.scalesFromZeroByCondition else { return }
    if !plan.configuration.gates.scaleToZero {
      remove(.scaledToZero)
    } else if current > 0 && target == 0 && plan.minimum == 0 && plan.hasOutsideMetric {
      set(.scaledToZero, .true, .scaledToZero, nowMs: nowMs)
    } else {
      set(.scaledToZero, .false, .notScaledToZero, nowMs: nowMs)
    }
  }
}
