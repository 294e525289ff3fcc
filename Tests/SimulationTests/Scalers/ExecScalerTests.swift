import Scaling
import Testing
import Workload

@testable import Simulation

@Suite("A program as a scaler", .enabled(if: ScalerScenes.hasPython, "python3 is not there"))
struct ExecScalerTests {
  private static let head = """
    import json, sys, time, os
    def say(answer):
        print(json.dumps(answer), flush=True)
    hello = json.loads(sys.stdin.readline())

    """

  /// Runs ten minutes with a program that greets as it should, or with the whole text given.
  private func run(_ body: String, greets: Bool = true, limitMs: Int64 = 1_000) throws -> Recording {
    let greeting = greets ? "say({'type': 'hello', 'protocol': hello['protocol']})\n" : ""
    let (folder, command) = try ScalerScenes.program(Self.head + greeting + body)
    var scaler = ScenarioScaler(
      name: "py", workload: "web", kind: .own(ExecScaler.maker(command, folder: folder, limitMs: limitMs)))
    scaler.phaseMs = 0
    return try ClosedLoop.run(
      try ScalerScenes.scenario(Scenarios.load([(0, 100)], end: 600), scaler: scaler), seed: 1)
  }

  /// What a run with a program fails with.
  private func failure(_ body: String, greets: Bool = true) throws -> String {
    do {
      _ = try run(body, greets: greets)
      return "no failure"
    } catch {
      return "\(error)"
    }
  }

  private static let answering = """
    for line in sys.stdin:
        seen = json.loads(line)
        rate = seen['requestsPerSecond']
        say({'replicas': None if rate is None else int(rate / 30) + 1, 'reason': 'by rate'})
    """

  @Test("scales as it answers")
  func scales() throws {
    let run = try run(Self.answering)
    // 100 / 30 + 1.
    #expect(run.workloads[0].timeline.replicas.last == 4)
    #expect(run.decisions.last?.reason == "by rate")
  }

  @Test("passes the conformance kit")
  func conforms() throws {
    let (folder, command) = try ScalerScenes.program(
      Self.head + "say({'type': 'hello', 'protocol': 1})\n" + Self.answering)
    let findings = ScalerCheck.findings(of: ExecScaler.maker(command, folder: folder))
    #expect(findings.filter { !$0.isKept } == [])
    #expect(findings.count == 8)
  }

  @Test("that does not exist is told")
  func missing() throws {
    for folder in ["", "."] {
      let maker = ExecScaler.maker(["no-such-program-here"], folder: folder)
      #expect {
        _ = try maker.make(ScalerCheck.setting)
      } throws: { "\($0)".contains("no-such-program-here cannot be started") }
    }
  }

  @Test("that says no greeting is told what the first line must be")
  func greeting() throws {
    #expect(
      try failure("say({'replicas': 3})", greets: false).contains(
        "the first line must be {\"type\": \"hello\", \"protocol\": 1}"))
    #expect(
      try failure("say({'type': 'hello', 'protocol': 9})", greets: false).contains(
        "speaks version 9 of the protocol, the lab 1"))
  }

  @Test("that dies is told with its status")
  func dies() throws {
    #expect(
      try failure("sys.stdin.readline()\nsys.exit(3)").contains("ended with status 3 instead of answering"))
    #expect(
      try failure("os.kill(os.getpid(), 9)").contains("was ended by signal 9 instead of answering"))
  }

  @Test("that is too slow is told with the limit, and the run does not hang")
  func slow() throws {
    #expect(
      try failure("sys.stdin.readline()\ntime.sleep(30)").contains("gave no answer within 1.0 s"))
  }

  @Test(
    "that talks nonsense is told where",
    arguments: [
      ("print('hello there', flush=True)", "<answer 1 of python3 scaler.py>:1:1"),
      ("say({'reason': 'none'})", "replicas: is required"),
      ("say({'replicas': 2.5})", "replicas: must be a whole number"),
      ("say({'replicas': -2})", "replicas: must not be negative, found -2"),
      ("say({'replicas': 2, 'reason': 'two\\nlines'})", "reason: must be one line of text"),
      ("sys.stdout.buffer.write(b'\\xff\\xfe\\n'); sys.stdout.flush()", "no line of UTF-8 text"),
      ("sys.stdout.write('x' * 3000000); sys.stdout.flush(); time.sleep(5)", "no line of UTF-8 text"),
    ])
  func nonsense(body: String, told: String) throws {
    #expect(try failure("sys.stdin.readline()\n\(body)\ntime.sleep(5)").contains(told))
  }

  @Test("that does not end with its input breaks the kit's rule")
  func lingers() throws {
    let (folder, command) = try ScalerScenes.program(
      Self.head + "say({'type': 'hello', 'protocol': 1})\n"
        + "while True:\n    line = sys.stdin.readline()\n    if line: say({'replicas': 2})\n    else: time.sleep(1)\n"
    )
    let findings = ScalerCheck.findings(of: ExecScaler.maker(command, folder: folder))
    #expect(findings.filter { !$0.isKept }.map(\.rule) == ["ends when its input ends"])
  }

  @Test("that draws luck of its own breaks the kit's rule of equal runs")
  func random() throws {
    let (folder, command) = try ScalerScenes.program(
      Self.head + "import random\nsay({'type': 'hello', 'protocol': 1})\n"
        + "for line in sys.stdin: say({'replicas': random.randint(1, 1000000)})\n")
    let findings = ScalerCheck.findings(of: ExecScaler.maker(command, folder: folder))
    #expect(
      findings.filter { !$0.isKept }.map(\.rule) == [
        "decides the same in every run", "is not disturbed by another run at the same time",
      ])
  }
}
