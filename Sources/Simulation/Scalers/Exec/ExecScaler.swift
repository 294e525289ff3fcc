import Kubernetes
public import Scaling

/// A scaler that is a program of its own, spoken to in lines of JSON.
///
/// The lab says hello with the version of the protocol, then an observation at a time; the program answers each with a
/// decision within the time limit. `docs/scalers.md` has the protocol.
public struct ExecScaler: Scaler {
  /// The version of the protocol.
  public static let protocolVersion = 1
  /// The usual time limit of an answer, in milliseconds.
  public static let usualLimitMs: Int64 = 5_000
  /// The time that a program has to start and say hello, at least.
  static let helloMs: Int64 = 30_000

  private let process: ChildProcess
  private let command: String
  private let limitMs: Int64
  private var answers = 0

  /// Starts the program in a folder and greets it.
  public init(
    _ command: [String], folder: String, limitMs: Int64 = usualLimitMs, setting: ScalerSetting
  ) throws(ScalerFailure) {
    self.command = command.joined(separator: " ")
    self.limitMs = limitMs
    do throws(ScalerLaunchError) {
      process = try ChildProcess(command, folder: folder)
    } catch {
      throw ScalerFailure(
        "the program \(command.joined(separator: " ")) cannot be started: \(error.text)",
        hint: "exec: [PROGRAM, ARGUMENTS...], the program on PATH or a path from the experiment's folder")
    }
    let hello = try ask(ScalerMessage.hello(setting), limitMs: max(limitMs, Self.helloMs))
    try ScalerMessage.checkHello(hello, of: self.command)
  }

  /// Makes a maker of such scalers.
  public static func maker(
    _ command: [String], folder: String, limitMs: Int64 = usualLimitMs
  ) -> ScalerMaker {
    ScalerMaker("exec \(command.joined(separator: " "))") { setting throws(ScalerFailure) in
      try ExecScaler(command, folder: folder, limitMs: limitMs, setting: setting)
    }
  }

  /// Says what is seen, and takes the answer.
  public mutating func decide(_ observation: ScalerObservation) throws(ScalerFailure) -> ScalerDecision {
    answers += 1
    let line = try ask(ScalerMessage.observation(observation), limitMs: limitMs)
    return try ScalerMessage.decision(line, of: command, number: answers)
  }

  /// Closes the program's input; whether it then ends by itself.
  func endsWithInput(withinMs: Int64) -> Bool { process.endsWithInput(withinMs: withinMs) }

  private func ask(_ line: String, limitMs: Int64) throws(ScalerFailure) -> String {
    let isHeard = process.say(line, withinMs: limitMs)
    switch process.hear(withinMs: isHeard ? limitMs : 0) {
    case .line(let line): return line
    case .late:
      throw ScalerFailure(
        "the program \(command) gave no answer within \(Double(limitMs) / 1_000) s",
        hint: "answer each line with one line and flush the output, or raise timeLimit")
    case .ended("ended with status 127") where answers == 0,
      .ended("ended with status 126") where answers == 0:
      throw ScalerFailure(
        "the program \(command) cannot be started",
        hint: "exec: [PROGRAM, ARGUMENTS...], the program on PATH or a path from the experiment's folder")
    case .ended(let text):
      throw ScalerFailure(
        "the program \(command) \(text) instead of answering", hint: "what it said is on standard error")
    case .unreadable:
      throw ScalerFailure("the program \(command) answered with something that is no line of UTF-8 text")
    }
  }
}
