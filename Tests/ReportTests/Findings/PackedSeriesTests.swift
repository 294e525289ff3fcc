import Testing

@testable import Report

@Suite struct PackedSeriesTests {
  /// What the page's script does, in Swift.
  private func unpacked(_ series: PackedSeries) -> [Int?] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    var text = series.bytes.content[...]
    var (values, last): ([Int?], Int) = ([], 0)
    func read() -> Int {
      var (value, shift) = (0, 0)
      while let digit = text.popFirst().flatMap({ alphabet.firstIndex(of: $0) }) {
        value |= (digit & 31) << shift
        shift += 5
        if digit & 32 == 0 { break }
      }
      return value
    }
    while let first = text.first {
      switch first {
      case UInt8(ascii: "~"):
        text.removeFirst()
        values.append(nil)
      case UInt8(ascii: "*"):
        text.removeFirst()
        let again = values[values.count - 1]
        values += Array(repeating: again, count: read())
      default:
        let zigzag = read()
        last += zigzag % 2 == 0 ? zigzag / 2 : -(zigzag + 1) / 2
        values.append(last)
      }
    }
    return values
  }

  @Test("Whole numbers come back as they were")
  func numbers() {
    let values = [0, 0, 0, 1, -1, 15, 16, -16, -17, 1000, 604_800_000, 604_800_000, -5]
    #expect(unpacked(PackedSeries(values)) == values)
    #expect(unpacked(PackedSeries([])) == [])
  }

  @Test("Gaps stay gaps, also at the ends and repeated")
  func gaps() {
    let unit = DecimalUnit(for: [1, 2])
    #expect(
      unpacked(PackedSeries([.nan, .nan, 3, 3, .nan, 4, .nan], unit: unit)) == [nil, nil, 3, 3, nil, 4, nil])
  }

  @Test("Repeats cost next to nothing")
  func repeats() { #expect(PackedSeries(Array(repeating: 7, count: 10_000)).bytes.content.count < 8) }

  @Test(
    "A unit keeps four digits of the greatest value, and whole numbers whole",
    arguments: [([3, 40], 0), ([0.5, 2], -4), ([0], 0), ([123_456], 1), ([0.000_12], -8)] as [([Double], Int)]
  )
  func units(values: [Double], exponent: Int) {
    let unit = DecimalUnit(for: values)
    #expect(unit.exponent == exponent)
  }
}
