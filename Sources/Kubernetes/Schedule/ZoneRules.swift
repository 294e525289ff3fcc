import Foundation

/// The offsets of a time zone from UTC as a plain table, so that decisions ask no library.
public struct ZoneRules: Sendable, Hashable {
  /// The zone's name, such as Europe/Berlin.
  public let name: String
  /// When an offset begins to hold, seconds since 1970, rising.
  private let begins: [Int64]
  private let offsets: [Int64]

  /// Coordinated universal time, which asks no database.
  public static let utc = ZoneRules(name: "UTC", begins: [.min], offsets: [0])

  private init(name: String, begins: [Int64], offsets: [Int64]) {
    self.name = name
    self.begins = begins
    self.offsets = offsets
  }

  /// Takes the rules of a zone from the system's database, from 1970 to 2100; nil if it does not know the name.
  public init?(_ name: String) {
    if name == "UTC" {
      self = .utc
      return
    }
    guard let zone = TimeZone(identifier: name) else { return nil }
    func offset(_ second: Int64) -> Int64 {
      Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second))))
    }
    var begins: [Int64] = [.min]
    var offsets = [offset(0)]
    var day: Int64 = 0
    while day < Self.lastDay {
      let start = day * 86_400
      let end = start + 86_400
      if offset(end) != offsets[offsets.count - 1] {
        var low = start
        var high = end
        while high - low > 1 {
          let middle = (low + high) / 2
          if offset(middle) == offsets[offsets.count - 1] { low = middle } else { high = middle }
        }
        begins.append(high)
        offsets.append(offset(high))
      }
      day += 1
    }
    self.name = name
    self.begins = begins
    self.offsets = offsets
  }

  private static let lastDay: Int64 = 47_482

  /// The offset at a time, in seconds east of UTC.
  func offset(at second: Int64) -> Int64 {
    var low = 0
    var high = begins.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if begins[middle] <= second { low = middle } else { high = middle }
    }
    return offsets[low]
  }

  /// The wall clock at a time.
  func local(_ second: Int64) -> CivilTime { CivilTime(seconds: second + offset(at: second)) }

  /// The time at which the wall clock shows a date; what a change of offset skips or repeats is resolved as Go does.
  func seconds(_ civil: CivilTime) -> Int64 {
    let naive = civil.seconds
    let first = offset(at: naive)
    return first == 0 ? naive : naive - offset(at: naive - first)
  }
}
