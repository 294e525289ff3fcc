import Experiment
import Kubernetes
import Testing

@testable import Tuning

@Suite("Spaces of policies")
struct SearchSpaceTests {
  private static func space(_ yaml: String) throws -> SearchSpace {
    try TuningSample.tune(yaml).space
  }

  @Test("A range with a step has its ends and what lies between")
  func range() throws {
    let space = try Self.space("{name: a, path: spec.maxReplicas, from: 10, to: 30, step: 10}")
    #expect(space.parameters[0].levels.map(\.label) == ["10", "20", "30"])
    #expect(space.parameters[0].isNumeric)
  }

  @Test(
    "Quantities are counted as quantities", arguments: [("250m", "1", "250m", ["250m", "500m", "750m", "1"])])
  func quantities(from: String, to: String, step: String, expected: [String]) throws {
    let space = try Self.space("{name: a, path: spec.x, from: \"\(from)\", to: \"\(to)\", step: \"\(step)\"}")
    #expect(space.parameters[0].levels.map(\.label) == expected)
  }

  @Test("A logarithmic range has equal ratios")
  func logarithmic() throws {
    let space = try Self.space("{name: a, path: spec.x, from: 1, to: 1000, levels: 4, scale: log}")
    #expect(space.parameters[0].levels.map(\.label) == ["1", "10", "100", "1000"])
  }

  @Test("Conditions between parameters leave out what does not fit")
  func relations() throws {
    let tune = try TuningSample.tune(
      "{name: min, path: spec.minReplicas, choices: [1, 4, 9]}, {name: max, path: spec.maxReplicas, choices: [2, 8]}",
      more: "where: [\"min + 1 <= max\"]")
    // (1, 2), (1, 8), (4, 8).
    #expect(try tune.space.all().map(tune.space.label) == ["min 1, max 2", "min 1, max 8", "min 4, max 8"])
  }

  @Test("A parameter that does not matter is not varied")
  func conditions() throws {
    let tune = try TuningSample.tune(
      """
      {name: growth, choices: [{name: default}, {name: percent}]},
      {name: rate, path: "spec.behavior.scaleUp.policies[0].value", choices: [50, 100], when: {growth: percent}}
      """)
    // The default once, percent with either rate.
    #expect(try tune.space.all().count == 3)
    #expect(tune.space.choiceCount == 4)
  }

  @Test("A candidate's point leads back to it", arguments: [0, 17, 1_234, 3_999])
  func points(number: Int) throws {
    let tune = try TuningSample.tune(
      "{name: a, path: spec.x, from: 1, to: 40}, {name: b, path: spec.y, from: 1, to: 100}")
    let candidate = try tune.space.all()[number]
    #expect(tune.space.candidate(at: tune.space.point(of: candidate)) == candidate)
    #expect(tune.space.number(of: candidate) == number)
  }

  @Test(
    "What is wrong with a parameter is told",
    arguments: [
      ("{name: a, path: spec.x, from: 5, to: 5}", "to: must be a number above 5"),
      ("{name: a, path: \"spec[\", choices: [1]}", "cannot be read"),
      ("{name: a, choices: [1]}", "missing field \"path\""),
      ("{name: a, path: spec.x, choices: [1, 1]}", "has 1 twice"),
      ("{name: a b, path: spec.x, choices: [1]}", "a word of letters"),
      ("{name: a, path: spec.x, choices: [1], when: {b: 2}}", "there is no parameter b"),
      ("{name: a, path: spec.x}", "missing field \"choices\""),
      ("{name: a, path: spec.x, from: 0, to: 1, step: 0}", "step: must be a number above 0"),
    ])
  func problems(parameter: String, message: String) {
    #expect(throws: InputErrors.self) { try TuningSample.tune(parameter) }
    do {
      _ = try TuningSample.tune(parameter)
    } catch {
      #expect("\(error)".contains(message), "\(error)")
    }
  }

  @Test(
    "What is wrong with a relation is told",
    arguments: [
      ("a", "compares nothing"), ("a < b < c", "compares more"), ("a <= zz", "there is no parameter zz"),
      ("a <= ", "a number or a name is missing"), ("a a <= 1", "is missing before"),
    ])
  func relationProblems(text: String, message: String) {
    do {
      _ = try TuningSample.tune(
        "{name: a, path: spec.x, choices: [1]}", more: "where: [\"\(text)\"]")
      Issue.record("no problem")
    } catch {
      #expect("\(error)".contains(message), "\(error)")
    }
  }
}
