import Experiment
import Simulation
import Testing

@testable import Report

/// The files of a report tell one story: what follows from another is the same, to the last bit or by arithmetic.
@Suite struct ConsistencyTests {
  private let result = Fixture().result

  @Test("The means of summary.csv follow from runs.csv")
  func summary() throws {
    let runs = try Records(RunsFile().bytes(of: result))
    let summary = try Records(SummaryFile().bytes(of: result))
    #expect(runs.rows.count == 5 * 2 * 3)
    for score in result.scores {
      for (row, strategy) in summary["strategy"].enumerated() {
        let values = zip(runs["strategy"], runs.numbers(score.id)).filter { $0.0 == strategy && !$0.1.isNaN }
          .map(\.1)
        let mean = values.isEmpty ? Double.nan : values.reduce(0, +) / Double(values.count)
        let written = summary.numbers(score.id)[row]
        #expect(written == mean || (written.isNaN && mean.isNaN))
      }
    }
  }

  @Test("The differences of comparisons.csv follow from runs.csv")
  func comparisons() throws {
    let runs = try Records(RunsFile().bytes(of: result))
    let comparisons = try Records(ComparisonsFile().bytes(of: result))
    for (row, score) in comparisons["score"].enumerated() {
      func values(_ column: String) -> [Double] {
        let strategy = comparisons[column][row]
        return zip(runs["strategy"], runs.numbers(score)).filter { $0.0 == strategy }.map(\.1)
      }
      let differences = zip(values("strategy"), values("against")).map { $0 - $1 }
      #expect(comparisons.numbers("difference")[row] == differences.reduce(0, +) / Double(differences.count))
      #expect(comparisons["n"][row] == String(differences.count))
    }
  }

  @Test("The scores of timeline.csv and runs.csv agree where one follows from the other")
  func timeline() throws {
    let timeline = try Records(TimelineFile().bytes(of: result))
    #expect(timeline.rows.count == 5 * 2 * 3 * 2 * 96)
    let served = zip(timeline["strategy"], timeline.numbers("served")).filter { $0.0 == "hpa-50" }.map(\.1)
    let recorded = result.runs.filter { $0.strategy == 1 }
      .flatMap { run in run.recording.workloads.flatMap(\.timeline.served) }
    #expect(served == recorded)
    #expect(Set(timeline["workload"]) == ["shop", "search"])
    #expect(timeline.numbers("oracle").allSatisfy { $0 >= 1 })
  }

  @Test("decisions.csv has every decision of every run")
  func decisions() throws {
    let decisions = try Records(DecisionsFile().bytes(of: result))
    #expect(decisions.rows.count == result.runs.reduce(0) { $0 + $1.recording.decisions.count })
    #expect(Set(decisions["strategy"]) == ["hpa-50", "hpa-70", "hpa-90", "hpa-70-behavior"])
  }

  @Test("The numbers of the page are those of the CSV files, rounded")
  func page() throws {
    let page = Markup(PageFile().bytes(of: result))
    let summary = try Records(SummaryFile().bytes(of: result))
    let keys = KeyScores(result)
    let cells = page.cells(ofTable: "strategies sortable")
    #expect(cells.count == result.strategies.count * keys.columns.count)
    for (row, strategy) in result.strategies.enumerated() {
      for (column, score) in keys.columns.enumerated() {
        let cell = cells[row * keys.columns.count + column]
        let written = summary.numbers(result.scores[score].id)[row]
        #expect(Double(cell.value) == written, "\(strategy.name)")
        #expect(cell.text.hasPrefix(Numeral.text(written)))
      }
    }
    let runs = try Records(RunsFile().bytes(of: result))
    let shown = page.cells(ofTable: "sortable")
    for (index, cell) in shown.enumerated() {
      let id = result.scores[keys.columns[index % keys.columns.count]].id
      let written = runs.numbers(id)[index / keys.columns.count]
      #expect(cell.text == Numeral.text(written))
      #expect(Double(cell.value) == written || (cell.value.isEmpty && written.isNaN))
    }
    let comparisons = try Records(ComparisonsFile().bytes(of: result))
    let differences = Set(page.cells(ofTable: "pairs").map(\.value))
    #expect(differences == Set(comparisons["difference"]))
  }
}
