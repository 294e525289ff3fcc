import Kubernetes

/// KEDA's trigger that wants replicas between two times of a calendar.
///
/// Source: kedacore/keda pkg/scalers/cron_scaler.go at 8b4f083ca. It is active if its next end comes no later than
/// its next start, as seen at the time of asking; a start that never comes means always.
public struct CronTrigger: Sendable, Hashable {
  /// The zone of both schedules, unless one begins with a zone of its own: `CRON_TZ=Asia/Tokyo 0 8 * * *`.
  public let zone: ZoneRules
  /// When it begins.
  public let start: CronCalendar
  /// When it ends.
  public let end: CronCalendar
  /// The replicas wanted in between.
  public let desiredReplicas: Int64
  private let texts: [String]

  /// Reads the trigger's metadata.
  public init(_ metadata: [String: String]) throws(InputProblem) {
    func text(_ key: String) throws(InputProblem) -> String {
      guard let text = metadata[key], !text.isEmpty else {
        throw InputProblem(message: "missing required parameter \"\(key)\" in [triggerMetadata]")
      }
      return text
    }
    let name = try text("timezone")
    guard let rules = ZoneRules(name) else {
      throw InputProblem(
        message: "unable to load timezone: unknown time zone \(name)", hint: "as in Europe/Berlin")
    }
    zone = rules
    let startText = try text("start")
    let endText = try text("end")
    start = try Self.schedule("start", startText)
    end = try Self.schedule("end", endText)
    if startText == endText {
      throw InputProblem(message: "start and end can not have exactly same time input")
    }
    let desired = try text("desiredReplicas")
    guard let replicas = Int64(desired), replicas != 0 else {
      throw InputProblem(message: "desiredReplicas must be a whole number other than 0, found \(desired)")
    }
    desiredReplicas = replicas
    texts = [name, startText, endText]
  }

  private static func schedule(_ name: String, _ text: String) throws(InputProblem) -> CronCalendar {
    do throws(InputProblem) {
      return try CronCalendar(text, as: .fields)
    } catch {
      throw InputProblem(message: "error parsing \(name) schedule: \(error.message)", hint: error.hint)
    }
  }

  /// The replicas wanted at a time, 0 outside; the target per replica is 1.
  public func reading(atMs nowMs: Int64) -> KEDAReading {
    let isActive = isActive(atMs: nowMs)
    return .value(isActive ? Double(desiredReplicas) : 0, isActive: isActive)
  }

  private func isActive(atMs nowMs: Int64) -> Bool {
    guard let nextStart = start.next(afterMs: nowMs, in: zone) else { return true }
    guard let nextEnd = end.next(afterMs: nowMs, in: zone) else { return false }
    return nextEnd <= nextStart
  }

  /// The metric's name without the trigger's number.
  var metricName: String {
    let schedules = texts.dropFirst().map { text in
      text.filter { $0 != " " }.replacing("*", with: "x").replacing("/", with: "Sl").replacing(
        "?", with: "Qm"
      )
      .replacing(",", with: "Cm")
    }
    return KEDATrigger.normalized(
      ["cron", texts[0]].joined(separator: "-") + "-" + schedules.joined(separator: "-"))
  }
}
