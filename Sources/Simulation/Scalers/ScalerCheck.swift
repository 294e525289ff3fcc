public import Scaling

/// A conformance kit: what every scaler has to do, whether it is a value in Swift or a program.
public enum ScalerCheck {
  /// One thing that was checked.
  public struct Finding: Sendable, Hashable {
    /// What a scaler has to do.
    public var rule: String
    /// What it did instead, nil if it kept the rule.
    public var problem: String?

    /// Whether it kept the rule.
    public var isKept: Bool { problem == nil }
  }

  /// Checks what a maker makes; several are made, as in several runs.
  public static func findings(of maker: ScalerMaker) -> [Finding] {
    let day = observations(count: 200)
    var findings: [Finding] = []
    func check(_ rule: String, _ body: () throws(ScalerFailure) -> String?) {
      do throws(ScalerFailure) {
        findings.append(Finding(rule: rule, problem: try body()))
      } catch {
        findings.append(Finding(rule: rule, problem: error.description))
      }
    }
    check("can be made") { () throws(ScalerFailure) in
      _ = try maker.make(setting)
      return nil
    }
    guard findings[0].isKept else { return findings }
    check("answers when nothing has been measured yet") { () throws(ScalerFailure) in
      try wrong(answers(maker, to: [observations(count: 1)[0]]))
    }
    check("answers when there is no pod") { () throws(ScalerFailure) in
      var none = day[50]
      (none.replicas, none.readyPods, none.pendingPods, none.sampledPods) = (0, 0, 0, 0)
      (none.cpu, none.memory, none.latencySeconds) = (nil, nil, nil)
      return try wrong(answers(maker, to: [none]))
    }
    check("answers all day, with a number that is not negative and one line of reason") {
      () throws(ScalerFailure) in try wrong(answers(maker, to: day))
    }
    check("takes large numbers") { () throws(ScalerFailure) in
      var large = day[60]
      (large.requestsPerSecond, large.inFlight, large.queueLength) = (1e9, 1e9, 1e12)
      return try wrong(answers(maker, to: [large]))
    }
    check("decides the same in every run") { () throws(ScalerFailure) in
      let (one, two) = (try answers(maker, to: day), try answers(maker, to: day))
      return difference(one, two)
    }
    check("is not disturbed by another run at the same time") { () throws(ScalerFailure) in
      let alone = try answers(maker, to: day)
      var first = try maker.make(setting)
      var second = try maker.make(setting)
      var beside: [ScalerDecision] = []
      for (index, seen) in day.enumerated() {
        beside.append(try first.decide(seen))
        _ = try second.decide(day[day.count - 1 - index])
      }
      return difference(alone, beside)
    }
    check("ends when its input ends") { () throws(ScalerFailure) in
      guard let program = try maker.make(setting) as? ExecScaler else { return nil }
      return program.endsWithInput(withinMs: 5_000) ? nil : "it was still there after 5 s"
    }
    return findings
  }

  /// What scalers are told in the checks.
  static let setting = ScalerSetting(
    name: "checked", workload: "web", intervalMs: 15_000, bounds: 1...50, startDateMs: 1_750_000_000_000,
    replicas: 4)

  private static func answers(
    _ maker: ScalerMaker, to observations: [ScalerObservation]
  ) throws(ScalerFailure) -> [ScalerDecision] {
    var scaler = try maker.make(setting)
    var answers: [ScalerDecision] = []
    for seen in observations { answers.append(try scaler.decide(seen)) }
    return answers
  }

  private static func wrong(_ answers: [ScalerDecision]) -> String? {
    for (index, answer) in answers.enumerated() {
      if let replicas = answer.replicas, replicas < 0 { return "answer \(index + 1) is \(replicas) replicas" }
      if answer.reason.contains(where: \.isNewline) {
        return "the reason of answer \(index + 1) is more than a line"
      }
    }
    return nil
  }

  private static func difference(_ one: [ScalerDecision], _ two: [ScalerDecision]) -> String? {
    guard let index = one.indices.first(where: { one[$0] != two[$0] }) else { return nil }
    func text(_ decision: ScalerDecision) -> String {
      "\(decision.replicas.map { "\($0)" } ?? "no") replicas (\(decision.reason))"
    }
    return "answer \(index + 1) was \(text(one[index])), then \(text(two[index])) to the same observations"
  }

  /// A day with a wave of load, at first without measurements, later with a stretch of silence.
  static func observations(count: Int) -> [ScalerObservation] {
    (0..<count).map { index in
      var seen = ScalerObservation()
      seen.timeMs = Int64(index) * 15_000
      seen.dateMs = setting.startDateMs + seen.timeMs
      (seen.replicas, seen.readyPods, seen.minReplicas, seen.maxReplicas) = (4, 4, 1, 50)
      (seen.cpuRequest, seen.memoryRequest) = (0.5, 268_435_456)
      guard index > 3, !(120..<140).contains(index) else { return seen }
      let wave = Double(index % 80 < 40 ? index % 80 : 80 - index % 80) / 40
      let rate = 20 + 180 * wave
      (seen.sampledPods, seen.cpu, seen.memory) = (4, rate * 0.01 / 4, 134_217_728)
      (seen.requestsPerSecond, seen.inFlight, seen.queueLength) = (rate, rate * 0.02, max(0, rate - 150))
      (seen.latencySeconds, seen.metrics) = (0.02 + 0.01 * wave, ["backlog": rate * 2])
      return seen
    }
  }
}
