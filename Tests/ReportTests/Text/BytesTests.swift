import Testing

@testable import Report

@Suite struct BytesTests {
  private func text(_ value: Double) -> String {
    var bytes = Bytes()
    bytes.write(value)
    return String(decoding: bytes.content, as: UTF8.self)
  }

  @Test(
    "A double is written in its shortest form, whole ones without a point, a missing one as nothing",
    arguments: [
      (0, "0"), (-0.0, "0"), (1, "1"), (-17, "-17"), (0.1, "0.1"), (1.0 / 3, "0.3333333333333333"),
      (9_007_199_254_740_991, "9007199254740991"), (1e-9, "1e-09"), (1e300, "1e+300"), (.nan, ""),
      (.infinity, "inf"), (-.infinity, "-inf"),
    ])
  func doubles(value: Double, expected: String) { #expect(text(value) == expected) }

  @Test("Every double reads back as the same bits")
  func roundTrip() {
    var state: UInt64 = 88_172_645_463_325_252
    for _ in 0..<20_000 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      let value = Double(bitPattern: state)
      guard value.isFinite else { continue }
      #expect(Double(text(value)) == value)
      let small = Double(state >> 40) / 256
      #expect(Double(text(small)) == small)
    }
  }

  @Test("Integers are written to both ends of their range")
  func integers() {
    var bytes = Bytes()
    bytes.write(Int64.min)
    bytes.write(UInt8(ascii: " "))
    bytes.write(UInt64.max)
    bytes.write(UInt8(ascii: " "))
    bytes.write(0)
    #expect(String(decoding: bytes.content, as: UTF8.self) == "-9223372036854775808 18446744073709551615 0")
  }
}
