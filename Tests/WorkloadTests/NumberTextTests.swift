import Statistics
import Testing

@testable import Workload

@Suite("Numbers in files")
struct NumberTextTests {
  private func double(_ text: String, decimal: Character = ".") -> Double? {
    let bytes = Array(text.utf8)
    return NumberText.double(bytes.span, 0, bytes.count, decimal: decimal.asciiValue ?? 0)
  }

  @Test("are the nearest doubles, bit by bit, as the standard library reads them")
  func exact() {
    var stream = RandomStream(seed: 1, purpose: "numbers")
    for _ in 0..<20_000 {
      let value = Double(bitPattern: stream.next())
      guard value.isFinite else { continue }
      #expect(double("\(value)")?.bitPattern == value.bitPattern, "\(value)")
      let short = (stream.uniform() * 1e9).rounded() / 1e6
      #expect(double("\(short)")?.bitPattern == short.bitPattern, "\(short)")
    }
  }

  @Test(
    "are read in every decimal form",
    arguments: [
      ("0", 0.0), ("-0.0", -0.0), ("+5", 5), ("5.", 5), (".5", 0.5), ("1e3", 1000), ("1.5E-3", 0.0015),
      ("00012.50", 12.5), ("123456789012345678901234567890", 1.2345678901234568e29),
      ("0.00000000000000000000000000001", 1e-29), ("94.79799999999999", 94.79799999999999),
      ("1e-400", 0),
    ])
  func forms(_ text: String, _ value: Double) {
    #expect(double(text)?.bitPattern == value.bitPattern)
  }

  @Test(
    "are refused where they are none, or not finite",
    arguments: [
      "", "-", ".", "e5", "1e", "1e+", "nan", "NaN", "inf", "0x10", "1_000", "1,5", "1 2", "1e400", "--1",
    ])
  func refuses(_ text: String) {
    #expect(double(text) == nil)
  }

  @Test("may have a comma before the fraction")
  func comma() {
    #expect(double("1234,5", decimal: ",") == 1234.5)
    #expect(double("1,2345678901234567890", decimal: ",") == 1.2345678901234567890)
    #expect(double("1.5", decimal: ",") == nil)
  }
}
