extension Quantity {
  /// The canonical form: no fraction, the largest suffix that loses nothing, in the format it was written in.
  ///
  /// A BinarySI value below 1024 or with a fraction is printed as DecimalSI. A power of ten that has no
  /// letter is printed as an exponent.
  public var description: String {
    if let written { return written }
    if isZero { return "0" }
    if format == .binarySI, let text = binaryText { return text }
    var (digits, power) = strippedDigits
    while power % 3 != 0 {
      digits += "0"
      power -= 1
    }
    let suffix = format == .decimalExponent ? nil : Self.decimalSuffixes[power]
    return (sign < 0 ? "-" : "") + digits + (suffix ?? (power == 0 ? "" : "e\(power)"))
  }

  /// The value in powers of 1024, nil where that would lose something.
  private var binaryText: String? {
    if Self.compare(self, Quantity(1024)) < 0 && Self.compare(self, Quantity(-1024)) > 0 { return nil }
    // A value that large has no letter anyway, and would have to be written out.
    if exponent > 64 { return nil }
    var whole = wide ?? WideInteger(mantissa)
    if exponent >= 0 {
      whole.multiply(byPowerOfTen: exponent)
    } else if !whole.divide(byPowerOfTen: -exponent) {
      return nil
    }
    var power = 0
    while power < Self.binarySuffixes.count - 1 {
      var next = whole
      if next.divide(by: 1024) != 0 { break }
      whole = next
      power += 1
    }
    return (sign < 0 ? "-" : "") + whole.digits + Self.binarySuffixes[power]
  }

  private static let decimalSuffixes: [Int: String] = [
    -9: "n", -6: "u", -3: "m", 0: "", 3: "k", 6: "M", 9: "G", 12: "T", 15: "P", 18: "E",
  ]
  private static let binarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"]
}
