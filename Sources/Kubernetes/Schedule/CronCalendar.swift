/// When a calendar of five or six fields comes due.
///
/// Source: robfig/cron v3 (parser.go, spec.go), which KEDA and Karpenter use, and its fork ringtail/go-cron, which the
/// CronHPA does: bit sets, the rule that a day fits if either of two restricted day fields does, and what happens when
/// the clocks change.
public struct CronCalendar: Sendable, Hashable {
  /// How a calendar is written: each program lets its users write another part of what there is.
  public struct Form: Sendable, Hashable {
    /// Whether a field of seconds comes first.
    var hasSeconds = false
    /// Whether the day of the week may be left out.
    var weekdayMayLack = false
    /// Whether a name such as @daily stands for fields.
    var hasNames = false
    /// Whether `TZ=` or `CRON_TZ=` with a zone may come first.
    var hasZone = false
    /// Whether a step leaves `*` the star it is for the rule of the two day fields.
    var stepsKeepStar = false

    /// Minute, hour, day of month, month, day of week, in a zone if it says so: KEDA's cron trigger.
    public static let fields = Form(hasZone: true)
    /// Those, with seconds before them, or a name; the day of the week may lack: the CronHPA.
    public static let withSeconds = Form(
      hasSeconds: true, weekdayMayLack: true, hasNames: true, stepsKeepStar: true)
    /// Five fields or a name, in UTC: Karpenter puts a zone before the text itself, so that none may stand there.
    public static let utc = Form(hasNames: true)
  }

  /// The zone that it names itself, nil if it leaves that to others.
  public let ownZone: ZoneRules?
  let seconds: UInt64
  let minutes: UInt64
  let hours: UInt64
  let days: UInt64
  let months: UInt64
  let weekdays: UInt64
  /// Whether both day fields have to fit.
  let needsBothDays: Bool

  /// Reads a calendar.
  public init(_ text: String, as form: Form = .fields) throws(InputProblem) {
    var rest = text
    ownZone = try Self.takeZone(&rest, form)
    if rest.hasPrefix("@") { rest = try Self.fields(of: rest, form) }
    var fields = rest.split(whereSeparator: \.isWhitespace).map(String.init)
    let count = form.hasSeconds ? 6 : 5
    if form.weekdayMayLack, fields.count == count - 1 { fields.append("*") }
    guard fields.count == count else {
      throw InputProblem(
        message: "expected exactly \(count) fields, found \(fields.count): \(rest)",
        hint: Self.isZone(rest)
          ? "its times are in UTC: it takes no zone"
          : form.hasSeconds ? "second minute hour day month weekday" : "minute hour day month weekday")
    }
    if form.hasSeconds {
      seconds = try CronField(fields.removeFirst(), 0...59).bits
    } else {
      seconds = 1
    }
    minutes = try CronField(fields[0], 0...59).bits
    hours = try CronField(fields[1], 0...23).bits
    let day = try CronField(fields[2], 1...31, stepsKeepStar: form.stepsKeepStar)
    days = day.bits
    months = try CronField(fields[3], 1...12, names: CronField.monthNames, firstName: 1).bits
    let weekday = try CronField(
      fields[4], 0...6, names: CronField.weekdayNames, stepsKeepStar: form.stepsKeepStar)
    weekdays = weekday.bits
    needsBothDays = day.isStar || weekday.isStar
  }

  private static func isZone(_ text: String) -> Bool { text.hasPrefix("TZ=") || text.hasPrefix("CRON_TZ=") }

  /// Takes the zone that a text begins with off it; nil if it does not.
  private static func takeZone(_ text: inout String, _ form: Form) throws(InputProblem) -> ZoneRules? {
    guard form.hasZone, isZone(text), let equals = text.firstIndex(of: "=") else { return nil }
    let name = text[text.index(after: equals)...].prefix { $0 != " " }
    text = String(text[name.endIndex...].drop(while: \.isWhitespace))
    // Go's names for the zone of whoever reads the calendar, and for none.
    if name == "Local" { return nil }
    guard let zone = name.isEmpty ? .utc : ZoneRules(String(name)) else {
      throw InputProblem(
        message: "provided bad location \(name): unknown time zone \(name)", hint: "as in TZ=Europe/Berlin")
    }
    return zone
  }

  /// The fields that a name stands for.
  private static func fields(of name: String, _ form: Form) throws(InputProblem) -> String {
    guard form.hasNames else {
      throw InputProblem(
        message: "parser does not accept descriptors: \(name)", hint: "write the fields, as in 0 * * * *")
    }
    guard let fields = names[name] else {
      throw InputProblem(
        message: "unrecognized descriptor: \(name)",
        hint: "as in \(names.keys.sorted().joined(separator: ", "))")
    }
    return form.hasSeconds ? "0 " + fields : fields
  }

  private static let names = [
    "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *", "@monthly": "0 0 1 * *", "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@hourly": "0 * * * *",
  ]
}
