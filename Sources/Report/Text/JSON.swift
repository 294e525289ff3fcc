/// The little of JSON that the page's script reads, safe inside a `script` element.
struct JSON {
  private(set) var bytes = Bytes()

  /// Makes an object of members in the order given.
  static func object(_ members: [(key: String, value: JSON)]) -> JSON {
    var json = JSON()
    json.bytes.write("{" as StaticString)
    for (index, member) in members.enumerated() {
      if index > 0 { json.bytes.write("," as StaticString) }
      json.bytes.write(JSON.text(member.key).bytes)
      json.bytes.write(":" as StaticString)
      json.bytes.write(member.value.bytes)
    }
    json.bytes.write("}" as StaticString)
    return json
  }

  /// Makes an array.
  static func array(_ elements: [JSON]) -> JSON {
    var json = JSON()
    json.bytes.write("[" as StaticString)
    for (index, element) in elements.enumerated() {
      if index > 0 { json.bytes.write("," as StaticString) }
      json.bytes.write(element.bytes)
    }
    json.bytes.write("]" as StaticString)
    return json
  }

  /// Makes a string; `<`, `&` and control characters are written as codes, so that no text can end the
  /// element.
  static func text(_ text: String) -> JSON {
    var json = JSON()
    json.bytes.write("\"" as StaticString)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): json.bytes.write("\\\"" as StaticString)
      case UInt8(ascii: "\\"): json.bytes.write("\\\\" as StaticString)
      case 0...0x1F, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), 0x7F:
        let hex = String(byte, radix: 16)
        json.bytes.write("\\u00" + (hex.utf8.count < 2 ? "0" : "") + hex)
      default: json.bytes.write(byte)
      }
    }
    json.bytes.write("\"" as StaticString)
    return json
  }

  /// Makes a number; null for NaN and infinities.
  static func number(_ value: Double) -> JSON {
    guard value.isFinite else { return .null }
    var json = JSON()
    json.bytes.write(value)
    return json
  }

  /// Makes an integer.
  static func number(_ value: Int) -> JSON {
    var json = JSON()
    json.bytes.write(value)
    return json
  }

  /// The missing value.
  static var null: JSON {
    var json = JSON()
    json.bytes.write("null" as StaticString)
    return json
  }
}
