/// A scaler of one's own: it sees what monitoring shows of a workload and answers how many replicas it wants.
///
/// One value serves one run: it is made anew at the beginning of each, and its own memory is what it remembers. A
/// decision must depend on nothing but the observations so far, neither on the clock nor on luck of its own, so that
/// equal runs stay equal. `docs/scalers.md` shows one from end to end; `ScalerCheck` tests one.
public protocol Scaler {
  /// Decides once.
  ///
  /// Throws `ScalerFailure` where no decision can be made at all, which ends the run.
  mutating func decide(_ observation: ScalerObservation) throws(ScalerFailure) -> ScalerDecision

  /// How good its forecasts were so far, nil for a scaler that makes none.
  var forecasts: ForecastTally? { get }
}

extension Scaler {
  /// Most scalers make no forecasts.
  public var forecasts: ForecastTally? { nil }
}

/// What a scaler wants.
public struct ScalerDecision: Sendable, Hashable {
  /// The replicas, before the bounds; nil leaves them as they are.
  public var replicas: Int32?
  /// Why, in a few words for the log of decisions.
  public var reason: String
  /// When it wants to be asked again, in milliseconds from the start of the run; nil for its usual interval.
  public var askAgainMs: Int64?

  /// Makes a decision.
  public init(replicas: Int32?, reason: String, askAgainMs: Int64? = nil) {
    self.replicas = replicas
    self.reason = reason
    self.askAgainMs = askAgainMs
  }

  /// Leaves the replicas as they are.
  public static func stays(_ reason: String) -> ScalerDecision {
    ScalerDecision(replicas: nil, reason: reason)
  }
}

/// Why a scaler cannot decide.
public struct ScalerFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// What went wrong.
  public var message: String
  /// What would be right, if the message does not say it.
  public var hint: String?

  /// Makes a failure.
  public init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }

  /// The message with its hint.
  public var description: String { hint.map { "\(message) (\($0))" } ?? message }
}
