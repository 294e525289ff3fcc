import Statistics
import Testing

@Suite("Error budgets")
struct ErrorBudgetTests {
  @Test("Burn and what follows are the vectors'", arguments: Vectors.cases("slo_burn"))
  func vectors(values: JSONValue) throws {
    let total = try values.require("total", \.number)
    let bad = total - (try values.require("good", \.number))
    let budget = try ErrorBudget(
      objective: try values.require("slo", \.number),
      periodHours: try values.require("period_days", \.number) * 24)
    let burn = budget.burn(bad: bad, total: total)
    #expect(agree(budget.budget, try values.require("budget", \.number)))
    #expect(agree(burn, try values.require("burn_rate", \.number)))
    #expect(agree(budget.burn(errorRatio: try values.require("error_ratio", \.number)), burn))
    for window in values["budget_consumed_if_window_hours"].keys {
      let consumed = budget.consumed(burn: burn, windowHours: try #require(Double(window)))
      #expect(agree(consumed, try values["budget_consumed_if_window_hours"].require(window, \.number)))
    }
    #expect(agree(budget.hoursToExhaustion(burn: burn), try values.require("hours_to_exhaustion", \.number)))
    let remaining = budget.remaining(bad: bad, total: total)
    #expect(agree(remaining, try values.require("violations_allowed_remaining", \.number), 1e-11))
  }

  @Test("The workbook's alerts are the vectors'", arguments: Vectors.documents("slo_burn"))
  func table(document: JSONValue) throws {
    let rows = document["mwmbr_table"].elements
    let alerts = BurnRateAlert.standard()
    #expect(rows.count == alerts.count)
    for (row, alert) in zip(rows, alerts) {
      #expect(alert.severity.rawValue == row["severity"].string)
      #expect(alert.longHours == row["long_h"].number)
      #expect(agree(alert.shortHours * 60, try row.require("short_min", \.number)))
      #expect(agree(alert.burn, try row.require("burn", \.number)))
    }
  }

  /// Objective 99 %, so 20 % bad is burn 20. The first hour is good; with the rate of 100 an hour, the hour's
  /// window reaches 14.4 after 0.72 h of it. The short window is over 14.4 long before.
  @Test("A page goes out when the long window has burnt enough, once")
  func page() throws {
    let budget = try ErrorBudget(objective: 0.99)
    let page = BurnRateAlert.standard()[0]
    let times = try page.firings(
      bad: [0, 20, 0], total: [100, 100, 100], durations: [1, 1, 1], budget: budget)
    #expect(times.count == 1)
    #expect(times[0] >= 1.72 && times[0] < 1.72 + 1.0 / 60 + 1e-9)
  }

  @Test("An alert ends with its short window and may fire again")
  func again() throws {
    let budget = try ErrorBudget(objective: 0.99)
    let page = BurnRateAlert.standard()[0]
    let times = try page.firings(
      bad: [50, 0, 50], total: [100, 50, 100], durations: [1, 0.5, 1], budget: budget)
    // Bad from the start: both windows hold nothing else at the first look.
    #expect(times.count == 2)
    #expect(agree(times[0], 1.0 / 60))
    #expect(times[1] > 1.5 && times[1] < 1.6)
  }

  @Test("How spans are cut does not matter")
  func cutting() throws {
    let budget = try ErrorBudget(objective: 0.999)
    var stream = RandomStream(seed: 3, purpose: "alerts")
    let bad = (0..<200).map { _ in stream.chance(0.1) ? 30 * stream.uniform() : 0 }
    let total = bad.map { $0 + 500 }
    let durations = bad.map { _ in 0.25 }
    for alert in BurnRateAlert.standard() {
      let whole = try alert.firings(bad: bad, total: total, durations: durations, budget: budget)
      let halves = try alert.firings(
        bad: bad.flatMap { [$0 / 2, $0 / 2] }, total: total.flatMap { [$0 / 2, $0 / 2] },
        durations: durations.flatMap { [$0 / 2, $0 / 2] }, budget: budget)
      #expect(whole == halves)
      #expect(!whole.isEmpty)
    }
  }

  @Test("No events burn nothing; nonsense is refused")
  func edges() throws {
    let budget = try ErrorBudget(objective: 0.99)
    #expect(budget.burn(bad: 0, total: 0) == 0)
    let page = BurnRateAlert.standard()[0]
    #expect(try page.firings(bad: [], total: [], durations: [], budget: budget).isEmpty)
    #expect(try page.firings(bad: [0], total: [0], durations: [3], budget: budget).isEmpty)
    #expect(throws: StatisticsError.self) { try ErrorBudget(objective: 1) }
    #expect(throws: StatisticsError.self) { try ErrorBudget(objective: 0.9, periodHours: 0) }
    #expect(throws: StatisticsError.self) {
      try page.firings(bad: [1], total: [-1], durations: [1], budget: budget)
    }
  }
}
