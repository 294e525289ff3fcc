import Experiment
import Simulation
import Statistics
import Testing

@testable import Report

@Suite struct PageTests {
  /// Results at the edges of what there may be.
  static let edges: [(name: String, result: ExperimentResult)] = {
    var empty = Fixture(rows: 2).result
    empty.runs = []
    empty.strategies = []
    empty.comparisons = []
    empty.scores = []
    empty.notes = []
    empty.resolvedInputs = ""
    empty.verdict.sentences = []
    var wrong = Fixture(rows: 4).result
    wrong.baseline = 99
    for index in wrong.runs.indices { wrong.runs[index].scores = [] }
    for index in wrong.comparisons.indices { wrong.comparisons[index].score = 77 }
    wrong.strategies[0].means = []
    var bare = Fixture(rows: 4).result
    for index in bare.runs.indices { bare.runs[index].recording.workloads = [] }
    var ragged = Fixture(rows: 6).result
    ragged.runs[0].recording.workloads[0].timeline.latencyP95 = []
    ragged.runs[0].recording.workloads[0].timeline.ready.removeLast(3)
    ragged.runs[1].oracle = []
    ragged.runs.remove(at: 7)
    var wild = Fixture(rows: 4).result
    for index in wild.runs.indices {
      wild.runs[index].scores = wild.runs[index].scores.indices.map { $0 % 2 == 0 ? .infinity : 1e300 }
      wild.runs[index].recording.workloads[0].timeline.latencyP95 = [
        .infinity, -1, .leastNonzeroMagnitude, 1e308,
      ]
      wild.runs[index].recording.workloads[0].timeline.timeMs = [0, 0, -5, Int64(index) * 1000]
    }
    for index in wild.strategies.indices {
      wild.strategies[index].means = wild.strategies[index].means.indices.map {
        Estimate(
          mean: $0 == 0 ? 1e16 : $0 == 1 ? -.infinity : 1e300,
          interval: Interval(lower: -.infinity, upper: .nan, level: 0.95))
      }
    }
    return [
      ("ordinary", Fixture(rows: 24).result),
      (
        "one of everything",
        Fixture(strategies: ["only"], traces: ["t"], seeds: [7], workloads: ["w"], rows: 12, baseline: 0)
          .result
      ),
      ("no load", Fixture(rows: 12, load: 0, epochMs: 0).result),
      ("no autoscaler", Fixture(strategies: ["static"], rows: 12, baseline: 0).result),
      ("one row", Fixture(rows: 1).result),
      ("nine strategies", Fixture(strategies: (1...9).map { "s\($0)" }, rows: 4).result),
      ("nothing at all", empty), ("indices that lead nowhere", wrong), ("no workloads", bare),
      ("columns cut off", ragged), ("wild numbers", wild),
    ]
  }()

  @Test("Elements are nested properly, and every reference has its target", arguments: edges.map(\.name))
  func structure(name: String) throws {
    let result = try #require(Self.edges.first { $0.name == name }?.result)
    let page = Markup(PageFile().bytes(of: result))
    #expect(page.firstImbalance == nil)
    let ids = page.elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    for (_, attributes) in page.elements {
      for key in ["aria-labelledby", "aria-describedby", "for"] {
        for id in (attributes[key] ?? "").split(separator: " ") { #expect(ids.contains(String(id))) }
      }
      if let link = attributes["href"], link.hasPrefix("#") {
        #expect(ids.contains(String(link.dropFirst())))
      }
    }
  }

  @Test("The page asks nothing of a network", arguments: edges.map(\.name))
  func offline(name: String) throws {
    let result = try #require(Self.edges.first { $0.name == name }?.result)
    let page = Markup(PageFile().bytes(of: result))
    let files = Set(Report.files.map(\.name))
    for (element, attributes) in page.elements {
      #expect(attributes["src"] == nil)
      if let link = attributes["href"], !link.hasPrefix("#") {
        #expect(files.contains(link) || (element == "link" && link == "data:,"))
      }
    }
    #expect(page.elements.contains { ($0.attributes["content"] ?? "").hasPrefix("default-src 'none'") })
  }

  @Test("Every table has a caption, and every heading of it a scope")
  func tables() {
    let page = Markup(PageFile().bytes(of: Fixture(rows: 24).result))
    let names = page.elements.map(\.name)
    #expect(names.count { $0 == "table" } == names.count { $0 == "caption" })
    #expect(page.elements.filter { $0.name == "th" }.allSatisfy { $0.attributes["scope"] != nil })
    #expect(
      page.elements.filter { $0.name == "svg" }.allSatisfy {
        $0.attributes["aria-hidden"] != nil || $0.attributes["aria-labelledby"] != nil
          || $0.attributes["aria-label"] != nil
      })
  }

  @Test("No name of the user's becomes markup, an attribute or a script")
  func hostile() {
    let attack = "\"><img src=x onerror=alert(1)></script><script>alert(2)</script>&<b a='"
    var fixture = Fixture(rows: 24)
    fixture.strategies = fixture.strategies.map { $0 + attack }
    fixture.traces = fixture.traces.map { $0 + attack }
    fixture.workloads = fixture.workloads.map { $0 + attack }
    var result = fixture.result
    result.name += attack
    result.summary += attack
    result.resolvedInputs += attack
    result.notes.append(attack)
    result.currency += attack
    result.verdict = Verdict(headline: attack, sentences: [attack])
    for index in result.strategies.indices { result.strategies[index].summary += attack }
    for index in result.scores.indices {
      result.scores[index].name += attack
      result.scores[index].unit += attack
      result.scores[index].definition += attack
    }
    for index in result.runs.indices {
      for decision in result.runs[index].recording.decisions.indices {
        result.runs[index].recording.decisions[decision].reason += attack
        result.runs[index].recording.decisions[decision].limits.append(attack)
        result.runs[index].recording.decisions[decision].metric += attack
        result.runs[index].recording.decisions[decision].error = attack
      }
    }
    let page = Markup(PageFile().bytes(of: result))
    #expect(page.firstImbalance == nil)
    #expect(page.elements.allSatisfy { $0.name != "img" && $0.name != "b" || $0.attributes["a"] == nil })
    #expect(
      page.elements.allSatisfy { element in element.attributes.keys.allSatisfy { !$0.hasPrefix("on") } })
    #expect(page.elements.count { $0.name == "script" } == 2)
  }

  @Test("A week of five strategies stays below 600 kB")
  func size() {
    var fixture = Fixture(traces: ["week"], seeds: [1, 2], workloads: ["shop"], rows: 10_080)
    fixture.stepMs = 60_000
    #expect(PageFile().bytes(of: fixture.result).count < 600_000)
  }

  @Test("What could not be measured is a dash, not a number")
  func missing() {
    let page = Markup(PageFile().bytes(of: Fixture(rows: 12, load: 0).result))
    #expect(page.cells(ofTable: "all").contains { $0.value.isEmpty && $0.text == "–" })
    #expect(!page.texts.contains { $0.contains("nan") || $0.contains("inf") })
  }

  @Test("Inputs that are too long for the page are cut at a line, with a pointer to the file")
  func longInputs() {
    var result = Fixture(rows: 2).result
    result.resolvedInputs = String(repeating: "line of the inputs\n", count: 20_000)
    let texts = Markup(PageFile().bytes(of: result)).texts
    let shown = texts.first { $0.hasPrefix("line of the inputs") } ?? ""
    #expect(shown.utf8.count < 100_001 && shown.hasSuffix("line of the inputs"))
    #expect(texts.contains { $0.hasPrefix("Cut off here") })
    #expect(InputsFile().bytes(of: result).count == 19 * 20_000)
  }
}
