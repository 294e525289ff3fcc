/// How a CSV file is to be read; what is not told is found out from its first rows.
public struct CSVFormat: Sendable, Hashable {
  /// A column, named by its header or counted from 1.
  public enum Column: Sendable, Hashable, CustomStringConvertible {
    case name(String)
    case index(Int)

    /// The column as messages name it.
    public var description: String {
      switch self {
      case .name(let name): "\"\(name)\""
      case .index(let index): "\(index)"
      }
    }
  }

  /// What becomes of rows of equal times.
  public enum Duplicates: String, Sendable, Hashable, CaseIterable {
    /// They are refused, with their lines.
    case error
    /// The first row counts.
    case first
    /// The last row counts.
    case last
    /// Their mean counts.
    case mean
    /// Their sum counts, as where each pod has a row.
    case sum
  }

  /// What is made of the rows that fall into one step, for files of events or of irregular samples.
  public enum Aggregate: String, Sendable, Hashable, CaseIterable {
    /// How many rows there are.
    case count
    /// The sum of their values.
    case sum
    /// The mean of their values.
    case mean
    /// The least of their values.
    case min
    /// The greatest of their values.
    case max
  }

  /// The column of the times; nil takes one with a usual name, else the first.
  public var time: Column?
  /// The columns of the values, which are summed; empty takes the only other one, else one with a usual name.
  public var values: [Column] = []
  /// The byte between cells; nil finds out which of comma, semicolon, tab and bar it is.
  public var separator: UInt8?
  /// The byte before a number's fraction.
  public var decimal = UInt8(ascii: ".")
  /// Whether the first row names the columns; nil finds out.
  public var header: Bool?
  /// How times are written.
  public var timeFormat = TimeFormat.auto
  /// The zone of times that name none, in minutes east of Greenwich.
  public var zoneMinutes = 0
  /// Texts that stand for a value not recorded, as an empty cell does.
  public var missing: [String] = []
  /// What becomes of rows of equal times.
  public var duplicates = Duplicates.error
  /// Whether rows out of order are put in order, and not refused.
  public var sorts = false

  /// Makes a format that finds everything out.
  public init() {}
}
