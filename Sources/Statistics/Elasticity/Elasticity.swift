#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// How closely supply followed demand: the elasticity metrics of the SPEC Research Group's cloud group.
///
/// Demand d and supply s are constant over spans of time; demand is the least supply that would have met the
/// objective. Definitions of Herbst and others, "Ready for Rain?", SPEC-RG-2016-01; accuracies are shares of
/// demand, in percent, so over-provisioning may exceed 100. Where demand is 0 its place as divisor is taken
/// by 1.
public struct Elasticity: Sendable, Hashable {
  /// The time covered, T.
  public private(set) var duration = 0.0

  /// θ_U: 100/T · Σ max(d − s, 0)/d · Δt, in percent.
  public private(set) var underProvisioning = 0.0
  /// θ_O: 100/T · Σ max(s − d, 0)/d · Δt, in percent.
  public private(set) var overProvisioning = 0.0
  /// θ_O with supply as the divisor, as some papers have it, in percent; spans without supply count 0.
  public private(set) var overProvisioningOfSupply = 0.0

  /// Σ max(d − s, 0) Δt / T, in units of supply.
  public private(set) var meanShortage = 0.0
  /// Σ max(s − d, 0) Δt / T, in units of supply.
  public private(set) var meanExcess = 0.0
  /// The resources R by which the normalized accuracies divide.
  public private(set) var resources = 0.0

  /// τ_U: the share of time with too little supply, in percent.
  public private(set) var underProvisionedTime = 0.0
  /// τ_O: the share of time with too much supply, in percent.
  public private(set) var overProvisionedTime = 0.0

  /// k: the share of time, after the first span, in which supply moved more upwards than demand, in percent.
  public private(set) var instabilityUp = 0.0
  /// k′: the share of time, after the first span, in which supply moved more downwards than demand, in
  /// percent.
  public private(set) var instabilityDown = 0.0

  /// How often supply changed, E_S.
  public private(set) var supplyChanges = 0
  /// How often demand changed, E_D.
  public private(set) var demandChanges = 0
  /// How often supply turned from rising to falling or back.
  public private(set) var directionFlips = 0

  /// Σ s Δt: what was paid for.
  public private(set) var supplyTime = 0.0
  /// Σ d Δt: what would have been enough.
  public private(set) var demandTime = 0.0

  /// Measures supply against demand over spans of time. O(n).
  ///
  /// `resources` is R, all there is to have; without it, the largest supply or demand.
  ///
  /// - Throws: ``StatisticsError`` for no spans, arrays of different lengths, a value that is not finite, a
  ///   negative value, or a duration that is not positive.
  public init(
    demand: [Double], supply: [Double], durations: [Double], resources: Double? = nil
  ) throws(StatisticsError) {
    try demand.requireSameCount(as: supply)
    try demand.requireSameCount(as: durations)
    for values in [demand, supply, durations] {
      try values.requireFinite(atLeast: 1)
      if let value = values.first(where: { $0 < 0 }) {
        throw .argument(name: "demand, supply or duration", value: "\(value)", expected: "0 or more")
      }
    }
    if let duration = durations.first(where: { $0 == 0 }) {
      throw .argument(name: "duration", value: "\(duration)", expected: "above 0")
    }

    var lastMove = 0
    var (up, down) = (0.0, 0.0)
    for (index, span) in durations.enumerated() {
      let (d, s) = (demand[index], supply[index])
      duration += span
      supplyTime += s * span
      demandTime += d * span
      if d > s {
        meanShortage += (d - s) * span
        underProvisioning += (d - s) / (d == 0 ? 1 : d) * span
        underProvisionedTime += span
      } else if s > d {
        meanExcess += (s - d) * span
        overProvisioning += (s - d) / (d == 0 ? 1 : d) * span
        overProvisioningOfSupply += (s - d) / s * span
        overProvisionedTime += span
      }
      guard index > 0 else { continue }
      let supplyMove = Elasticity.sign(s - supply[index - 1])
      let demandMove = Elasticity.sign(d - demand[index - 1])
      if supplyMove > demandMove { up += span } else if supplyMove < demandMove { down += span }
      if demandMove != 0 { demandChanges += 1 }
      if supplyMove != 0 {
        supplyChanges += 1
        if supplyMove == -lastMove { directionFlips += 1 }
        lastMove = supplyMove
      }
    }

    self.resources = resources ?? max(supply.max() ?? 0, demand.max() ?? 0)
    meanShortage /= duration
    meanExcess /= duration
    underProvisioning *= 100 / duration
    overProvisioning *= 100 / duration
    overProvisioningOfSupply *= 100 / duration
    underProvisionedTime *= 100 / duration
    overProvisionedTime *= 100 / duration
    let afterFirst = duration - durations[0]
    if durations.count > 1 {
      (instabilityUp, instabilityDown) = (100 * up / afterFirst, 100 * down / afterFirst)
    }
  }

  /// υ = k + k′: the share of time, after the first span, in which supply and demand moved differently, in
  /// percent.
  public var instability: Double { instabilityUp + instabilityDown }
  /// (E_S − E_D)/T: above 0 supply is nervous, below 0 inert; per unit of time.
  public var jitter: Double { Double(supplyChanges - demandChanges) / duration }
  /// Σ max(d − s, 0) Δt / (T R).
  public var normalizedShortage: Double { resources > 0 ? meanShortage / resources : 0 }
  /// Σ max(s − d, 0) Δt / (T R).
  public var normalizedExcess: Double { resources > 0 ? meanExcess / resources : 0 }
  /// Σ max(s − d, 0) Δt, in units of supply × time.
  public var slack: Double { meanExcess * duration }
  /// The share of supply that was slack; 0 without supply.
  public var relativeSlack: Double { supplyTime > 0 ? slack / supplyTime : 0 }
  /// The Minkowski distance, exponent 3, of (θ_U + θ_O, τ_U + τ_O, υ) from 0: one number, in percent.
  public var deviation: Double {
    let theta = underProvisioning + overProvisioning
    let tau = underProvisionedTime + overProvisionedTime
    let sum = theta * theta * theta + tau * tau * tau + instability * instability * instability
    return cbrt(sum)
  }

  private static func sign(_ value: Double) -> Int { value > 0 ? 1 : (value < 0 ? -1 : 0) }
}
