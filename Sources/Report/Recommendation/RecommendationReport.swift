public import Scaling

/// What a VPA would have recommended over a recording, as a table and as a page.
public struct RecommendationReport: Sendable {
  /// What the page is called.
  public var title: String
  /// The recommendations in the order of time.
  public var rows: [VPAPastRecommendation]
  /// The flags they were made with.
  public var configuration: VPARecommenderConfiguration
  /// Whether times are of the Unix epoch.
  public var isEpoch: Bool

  /// Makes a report from its parts.
  public init(
    title: String, rows: [VPAPastRecommendation], configuration: VPARecommenderConfiguration, isEpoch: Bool
  ) {
    self.title = title
    self.rows = rows
    self.configuration = configuration
    self.isEpoch = isEpoch
  }

  /// Whether any row tells what would have been said without history.
  var tellsHistory: Bool { rows.contains { $0.withoutHistory != nil } }

  /// The containers, in the order they appear.
  public var containers: [String] {
    var names: [String] = []
    for row in rows where !names.contains(row.container) { names.append(row.container) }
    return names
  }

  /// The recommendations as CSV: times in milliseconds, CPU in cores, memory in bytes, reasons in words.
  public var csv: [UInt8] {
    var csv = CSV(columns: ["timeMs", "container"] + Self.columns("cpu") + Self.columns("memory"))
    for row in rows {
      csv.field(row.timeMs)
      csv.field(row.container)
      for isCPU in [true, false] {
        let resource = isCPU ? row.cpu : row.memory
        let unit = isCPU ? 0.001 : 1
        csv.field(isCPU ? row.cpuUsage : row.memoryUsage)
        for amount in [
          resource.target.amount, resource.lowerBound.amount, resource.upperBound.amount,
          resource.uncappedTarget,
        ] { csv.field(resource.isControlled ? Double(amount) * unit : nil) }
        let without = isCPU ? row.withoutHistory?.cpu : row.withoutHistory?.memory
        csv.field(resource.isControlled ? without.map { Double($0) * unit } : nil)
        csv.field(resource.confidence)
        csv.field(VPASentences.target(resource, isCPU: isCPU, configuration))
        csv.field(VPASentences.bounds(resource, isCPU: isCPU, configuration))
      }
      csv.endLine()
    }
    return csv.content
  }

  private static func columns(_ resource: String) -> [String] {
    [
      "Usage", "Target", "LowerBound", "UpperBound", "UncappedTarget", "TargetWithoutHistory", "Confidence",
      "TargetWhy", "BoundsWhy",
    ].map { resource + $0 }
  }

  /// The recommendations as one page that needs no network and no script.
  public var page: [UInt8] { RecommendationPage(self).html.bytes.content }
}
