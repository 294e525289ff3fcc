import Statistics
import Testing

@Suite("Elasticity")
struct ElasticityTests {
  static func elasticity(_ values: JSONValue) throws -> Elasticity {
    try Elasticity(
      demand: values["demand"].numbers, supply: values["supply"].numbers, durations: values["dt"].numbers)
  }

  @Test("Every metric is the vectors'", arguments: Vectors.cases("elasticity_metrics"))
  func vectors(values: JSONValue) throws {
    let found = try Self.elasticity(values)
    let metrics: [(Double, String)] = [
      (found.duration, "T"), (found.underProvisioning, "theta_U_pct"),
      (found.overProvisioning, "theta_O_pct"),
      (found.overProvisioningOfSupply, "theta_O_by_supply_pct"),
      (found.meanShortage, "accuracy_U_units(BUNGEE: area/T)"), (found.meanExcess, "accuracy_O_units"),
      (found.normalizedShortage, "a_U_R_normalised"), (found.normalizedExcess, "a_O_R_normalised"),
      (found.resources, "R"), (found.underProvisionedTime, "tau_U_pct"),
      (found.overProvisionedTime, "tau_O_pct"),
      (found.instabilityUp, "instability_k_pct(supply up/not-down while demand not)"),
      (found.instabilityDown, "instability_kprime_pct"),
      (found.instability, "instability_upsilon_pct(k+k')"), (Double(found.supplyChanges), "E_S"),
      (Double(found.demandChanges), "E_D"), (found.jitter, "jitter_per_time_unit((E_S-E_D)/T)"),
      (Double(found.directionFlips), "direction_flips"), (found.supplyTime, "supply_time"),
      (found.demandTime, "demand_time"), (found.slack, "slack_absolute"),
      (found.relativeSlack, "slack_relative_over_supply"),
      (found.deviation, "deviation_minkowski3(theta_U+theta_O, tau_U+tau_O, upsilon)"),
    ]
    for (value, key) in metrics { #expect(agree(value, try values.require(key, \.number)), "\(key)") }
  }

  @Test(
    "Speed-ups are the vectors'",
    arguments: Vectors.casesWithDocument("elasticity_metrics", "elastic_speedup"))
  func speedup(values: VectorCase) throws {
    func run(_ key: String) throws -> Elasticity {
      let name = try values.require(key, \.string)
      let cases = values.document["cases"].elements
      return try Self.elasticity(try #require(cases.first { $0["name"].string == name }))
    }
    let found = Elasticity.speedup(baseline: try run("baseline"), other: try run("scaler"))
    #expect(agree(found ?? .nan, values["epsilon"].number ?? .nan))
  }

  @Test("A floor makes a speed-up of a perfect run")
  func floor() throws {
    let perfect = try Elasticity(demand: [1, 2], supply: [1, 2], durations: [1, 1])
    let wrong = try Elasticity(demand: [1, 2], supply: [2, 1], durations: [1, 1])
    #expect(Elasticity.speedup(baseline: wrong, other: perfect) == nil)
    // θ_U 25, θ_O 50, τ_U 50, τ_O 50 over 1 each: (25 · 50³)^¼
    let found = try #require(Elasticity.speedup(baseline: wrong, other: perfect, floor: 1))
    #expect(agree(found, 42.044820762685724))
  }

  @Test("The pairwise competition is the vectors'", arguments: Vectors.documents("elasticity_metrics"))
  func competition(document: JSONValue) throws {
    let expected = document["pairwise_competition_pct"]
    let runs = try expected.keys.map { name in
      try Self.elasticity(try #require(document["cases"].elements.first { $0["name"].string == name }))
    }
    let shares = try PairwiseCompetition.shares(runs.map(\.parts))
    for (name, share) in zip(expected.keys, shares) {
      #expect(agree(share, try expected.require(name, \.number)), "\(name)")
    }
  }

  @Test(
    "The demand index of a band is the vectors'", arguments: Vectors.cases("elasticity_metrics", "adi_netto"))
  func band(values: JSONValue) throws {
    let index = UtilizationBand.demandIndex(
      values["util"].numbers, lower: try values.require("L", \.number),
      upper: try values.require("U", \.number)
    )
    #expect(index == values["adi"].number)
  }

  @Test("A span cut in two changes no metric but the first span of instability")
  func cutting() throws {
    let whole = try Elasticity(demand: [2, 5, 3], supply: [2, 4, 4], durations: [10, 20, 30])
    let cut = try Elasticity(
      demand: [2, 5, 5, 3, 3], supply: [2, 4, 4, 4, 4], durations: [10, 8, 12, 30, 0.5])
    #expect(whole.supplyChanges == cut.supplyChanges)
    let cutExactly = try Elasticity(
      demand: [2, 5, 5, 3, 3], supply: [2, 4, 4, 4, 4], durations: [10, 8, 12, 25, 5])
    #expect(agree(whole.underProvisioning, cutExactly.underProvisioning))
    #expect(agree(whole.overProvisionedTime, cutExactly.overProvisionedTime))
    #expect(agree(whole.jitter, cutExactly.jitter))
  }

  @Test("One span has no instability; bad spans are refused")
  func edges() throws {
    #expect(try Elasticity(demand: [2], supply: [3], durations: [5]).instability == 0)
    #expect(throws: StatisticsError.self) { try Elasticity(demand: [], supply: [], durations: []) }
    #expect(throws: StatisticsError.self) { try Elasticity(demand: [1], supply: [1, 2], durations: [1]) }
    #expect(throws: StatisticsError.self) { try Elasticity(demand: [1], supply: [-1], durations: [1]) }
    #expect(throws: StatisticsError.self) { try Elasticity(demand: [1], supply: [1], durations: [0]) }
    #expect(throws: StatisticsError.self) { try PairwiseCompetition.shares([[1]]) }
    #expect(throws: StatisticsError.self) { try PairwiseCompetition.shares([[1], [1, 2]]) }
  }
}
