import Testing

@testable import Kubernetes

@Suite("Quantities")
struct QuantityTests {
  private func q(_ text: String) throws -> Quantity { try Quantity(text) }

  @Test(
    "Values are rounded away from zero",
    arguments: [
      ("0", 0, 0), ("1", 1000, 1), ("250m", 250, 1), ("1500u", 2, 1), ("-1500u", -2, -1), ("1n", 1, 1),
      ("-1n", -1, -1), ("123456789n", 124, 1), ("1.5Gi", 1_610_612_736_000, 1_610_612_736),
      ("12e3", 12_000_000, 12_000),
      ("1.0000000001", 1001, 2), ("100M", 100_000_000_000, 100_000_000), (".5", 500, 1), ("5.", 5000, 5),
      ("+3", 3000, 3),
    ] as [(String, Int64, Int64)])
  func rounding(text: String, milli: Int64, value: Int64) throws {
    #expect(try q(text).milliValue == milli)
    #expect(try q(text).value == value)
  }

  @Test(
    "Beyond 64 bits a value wraps or becomes zero, as upstream's",
    arguments: [
      // (2^63 - 1) · 1000 modulo 2^64; 12·10^21 has no power of ten that upstream multiplies by at once.
      ("9223372036854775807", -1000), ("12E", 0), ("1E", 0), ("1e30", 0), ("10P", 0),
      // 9223372036854776 · 1000 - 2^64.
      ("9223372036854776", -9_223_372_036_854_775_616),
    ] as [(String, Int64)])
  func overflow(text: String, milli: Int64) throws {
    #expect(try q(text).milliValue == milli)
  }

  @Test("A negative value with too many digits for 64 bits is truncated, then increased")
  func wideNegative() throws {
    // -1.0000000000000000001 is held as -1000000001 nano: in thousandths -1000.000001, cut to -1000, plus 1.
    #expect(try q("-1.0000000000000000001").milliValue == -999)
  }

  @Test(
    "Printing is canonical, in the format it was written in",
    arguments: [
      ("0.5", "500m"), ("1000m", "1"), ("1500m", "1500m"), ("1000", "1k"), ("1024Ki", "1Mi"),
      ("1.5Gi", "1536Mi"),
      ("1000Ki", "1000Ki"), ("0.1Ki", "102400m"), ("512Ki", "512Ki"), ("1e3", "1e3"), ("12e6", "12e6"),
      ("1e100", "10e99"), ("1000E", "1e21"), ("0Gi", "0"), ("-0", "0"), ("1.2345", "1234500u"),
      ("0.9n", "1n"),
      ("200000k", "200M"), ("8Ei", "9223372036854775807"), ("-8Ei", "-9223372036854775807"),
      ("-9.5Gi", "-9728Mi"),
      ("18446744073709551616", "18446744073709551616"),
      // Upstream takes these for canonical by a cheap test and prints them as they are.
      ("1E3", "1E3"), ("+5", "+5"), ("005", "005"),
    ])
  func printing(text: String, canonical: String) throws {
    #expect(try q(text).description == canonical)
    #expect(try q(canonical) == q(text), "and reads back as the same value")
  }

  @Test(
    "What is no quantity is refused in the API server's words",
    arguments: [
      ("", QuantityError.format), ("aoeu", .format), ("1.1.M", .format), ("1+1.0M", .format), ("1 ", .format),
      (" 1", .format), ("1i", .suffix), ("0.1mi", .suffix), (".5i", .suffix), ("1e", .suffix),
      ("1eE3", .suffix),
      ("1K", .suffix), ("1e4294967297", .suffix), ("½", .format),
    ])
  func refused(text: String, error: QuantityError) {
    #expect(throws: error) { try Quantity(text) }
  }

  @Test("The words are the server's")
  func words() {
    #expect(
      QuantityError.format.description
        == "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'")
  }

  @Test("Equal values are equal and hash alike, whatever they were written as")
  func equality() throws {
    #expect(try q("1000m") == q("1"))
    #expect(try q("1Mi") == q("1024Ki"))
    #expect(try q("1.0000000000000000000") == q("1"))
    #expect(try Set([q("1000m"), q("1"), q("1.0"), q("1.0000000000000000000"), q("1e0")]).count == 1)
    #expect(try Set([q("0"), q("0Ki"), q("-0"), q("0e9")]).count == 1)
  }

  @Test("Order is that of the values, at any distance", arguments: 0..<9)
  func order(index: Int) throws {
    let rising = [
      "-1e2000000000", "-1Gi", "-1", "-1n", "0", "1n", "999m", "1", "1e-1000000000", "1e2000000000",
    ]
    // A value finer than a nano is rounded up to one.
    let quantities = try rising.enumerated().filter { $0.offset != 8 }.map { try q($0.element) }
    for other in quantities.indices {
      #expect((quantities[index] < quantities[other]) == (index < other))
    }
    #expect(try q(rising[8]) == q("1n"))
  }

  @Test("Sums and differences are exact and keep the left format, zero has none of its own")
  func arithmetic() throws {
    #expect(try (q("1.5") + q("500m")).description == "2")
    #expect(try (q("1Gi") - q("512Mi")).description == "512Mi")
    #expect(try (q("0") + q("1Gi")).description == "1Gi")
    #expect(try (q("1Gi") + q("0")).description == "1Gi")
    #expect(try (q("9223372036854775807") + q("1")).description == "9223372036854775808")
    #expect(try (q("9223372036854775808") - q("1")).description == "9223372036854775807")
    #expect(try (q("3n") * -4).description == "-12n")
    #expect(try (q("9223372036854775807") * 10).description == "92233720368547758070")
    #expect(try (-q("1.5")).description == "-1500m")
    #expect(try (q("1e2000000000") + q("1")).description == "100e1999999998", "too far apart to matter")
  }

  @Test("Sums follow the laws of addition", arguments: 0..<200)
  func laws(seed: Int) throws {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 7
    func draw() throws -> Quantity {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let digits = Int64(bitPattern: state) >> Int64(state >> 58)
      return try q("\(digits)\(["n", "u", "m", "", "k", "Ki", "Mi", "e3"][Int(state >> 40) & 7])")
    }
    let (a, b, c) = (try draw(), try draw(), try draw())
    #expect(a + b == b + a)
    #expect((a + b) + c == a + (b + c))
    #expect((a + b) - b == a)
    #expect((a < b) == ((b - a).sign > 0))
    #expect(a + a == a * 2)
    #expect(try q((a + b).description) == a + b || (a + b).format == .binarySI)
  }

  @Test("The double of a tolerance is its digits times a power of ten")
  func doubles() throws {
    #expect(try q("15m").approximateDouble == 15 * 0.001)
    #expect(try q("0.015").approximateDouble == 15 * 0.001)
    #expect(try q("0.1").approximateDouble == 0.1)
    #expect(try q("1.5Gi").approximateDouble == 1_610_612_736)
    #expect(try q("1e400").approximateDouble == .infinity)
    #expect(try q("0e400").approximateDouble == 0)
    #expect(try q("18446744073709551616").approximateDouble == 0x1p64)
  }

  @Test("Made of numbers, a quantity prints as decimal")
  func made() {
    #expect(Quantity(milli: 1500).description == "1500m")
    #expect(Quantity(3).description == "3")
    #expect(Quantity(scaled: 708_669_440_000, exponent: -3, format: .binarySI).description == "692060Ki")
    #expect(Quantity(scaled: 1_500, exponent: -3, format: .binarySI).description == "1500m")
    #expect(Quantity(Int64.min).description == "-9223372036854775808")
    #expect((-Quantity(Int64.min)).description == "9223372036854775808")
  }
}

@Suite("Whole numbers of any size")
struct WideIntegerTests {
  private func wide(_ digits: String) -> WideInteger {
    WideInteger(digits: digits.utf8.drop { $0 == 0x2D }, isNegative: digits.hasPrefix("-"))
  }

  @Test(
    "Digits read back as they were",
    arguments: ["0", "7", "1000000000", "18446744073709551616", "123456789012345678901234567890123"])
  func digits(text: String) {
    #expect(wide(text).digits == text)
  }

  @Test("Small ones calculate as plain numbers do", arguments: 0..<200)
  func small(seed: Int) {
    let a = Int64(seed * 7919 % 2003 - 1001)
    let b = Int64(seed * 104_729 % 1999 - 999)
    #expect((WideInteger(a) + WideInteger(b)).exact == a + b)
    #expect((WideInteger(a) * WideInteger(b)).exact == a * b)
    #expect(WideInteger.compare(WideInteger(a), WideInteger(b)) == (a == b ? 0 : a < b ? -1 : 1))
  }

  @Test("Large products and sums are exact")
  func large() {
    // (10^20 + 1)^2 = 10^40 + 2·10^20 + 1
    let square = wide("100000000000000000001") * wide("100000000000000000001")
    #expect(square.digits == "10000000000000000000200000000000000000001")
    #expect((square + wide("-10000000000000000000200000000000000000001")).isZero)
    var divided = square
    let isExact = divided.divide(byPowerOfTen: 20)
    #expect(!isExact)
    #expect(divided.digits == "100000000000000000002")
  }

  @Test("Doubles round to nearest, ties to even")
  func doubles() {
    // 2^70 + 2^17 is half way between two doubles, whose distance is 2^18; one more is above it.
    #expect(wide("1180591620717411434496").double == 0x1p70)
    #expect(wide("1180591620717411434497").double == 0x1p70 + 0x1p18)
    #expect(wide("-18446744073709551615").double == -0x1p64)
  }
}
