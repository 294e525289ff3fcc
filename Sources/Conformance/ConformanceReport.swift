import Kubernetes

/// How many recorded cases are decided as upstream decided them, and where they are not.
public struct ConformanceReport: Sendable {
  /// Cases in which nothing differs.
  public private(set) var passed = 0
  /// Cases in which something differs.
  public private(set) var failed = 0
  /// Cases that have no counterpart here, or that upstream itself no longer decides as recorded.
  public private(set) var skipped = 0
  /// Why cases were skipped, with how many for each reason, in the order they came.
  public private(set) var skipReasons: [(reason: String, count: Int)] = []
  /// The first difference of each of the first failed cases.
  public private(set) var differences: [Difference] = []
  /// Which cases were skipped and why, of the first that say so.
  public private(set) var skips: [String] = []

  /// One field of one case that came out differently.
  public struct Difference: Sendable, Hashable, CustomStringConvertible {
    /// The case's id, with the step of a sequence.
    public var id: String
    /// Where the case stands.
    public var place: SourcePlace
    /// The field, such as `conditions[1].message`.
    public var field: String
    /// What upstream came to.
    public var expected: String
    /// What came out here.
    public var found: String

    /// Makes a difference from its parts.
    public init(id: String, place: SourcePlace, field: String, expected: String, found: String) {
      self.id = id
      self.place = place
      self.field = field
      self.expected = expected
      self.found = found
    }

    /// The difference on one line.
    public var description: String { "\(id): \(field): expected \(expected), found \(found) (\(place))" }
  }

  /// Makes an empty report.
  public init() {}

  /// Adds the counts of another report, and its differences behind these.
  public mutating func add(_ other: ConformanceReport) {
    passed += other.passed
    failed += other.failed
    skipped += other.skipped
    for (reason, count) in other.skipReasons { note(reason, count) }
    differences += other.differences
    skips += other.skips
  }

  /// Counts a case as passed, or as failed with its first difference.
  public mutating func count(_ difference: Difference?) {
    guard let difference else {
      passed += 1
      return
    }
    failed += 1
    if differences.count < Self.differencesKept { differences.append(difference) }
  }

  /// Counts a case as skipped, for a reason if one is given.
  public mutating func skip(_ reason: String? = nil) {
    skipped += 1
    if let reason { note(reason, 1) }
  }

  private mutating func note(_ reason: String, _ count: Int) {
    if let known = skipReasons.firstIndex(where: { $0.reason == reason }) {
      skipReasons[known].count += count
    } else {
      skipReasons.append((reason, count))
    }
  }

  /// Counts a case as skipped and keeps why.
  public mutating func skip(id: String, why: String) {
    skipped += 1
    if skips.count < Self.differencesKept { skips.append("\(id): \(why)") }
  }

  private static let differencesKept = 20

  /// The counts on one line.
  public var summary: String {
    "\(passed) passed, \(failed) failed" + (skipped > 0 ? ", \(skipped) skipped" : "")
  }

  /// What was skipped and the differences, a line each, how many were skipped for which reason, and the counts.
  public var text: String {
    var lines = skips.map { "SKIPPED \($0)" } + differences.map { "FAILED \($0)" }
    if failed > differences.count { lines.append("... and \(failed - differences.count) more") }
    lines += skipReasons.map { "SKIPPED \($0.count) of one kind: \($0.reason)" }
    return (lines + [summary]).joined(separator: "\n")
  }

  /// Counts and differences as one line of JSON.
  public var json: String {
    let list = differences.map { difference in
      DocumentNode.fields([
        ("id", .text(difference.id)), ("place", .text(difference.place.description)),
        ("field", .text(difference.field)), ("expected", .text(difference.expected)),
        ("found", .text(difference.found)),
      ])
    }
    return DocumentNode.fields([
      ("passed", .number(passed)), ("failed", .number(failed)), ("skipped", .number(skipped)),
      ("differences", .list(list)), ("skips", skips.isEmpty ? nil : .list(skips.map { .text($0) })),
    ]).json
  }
}
