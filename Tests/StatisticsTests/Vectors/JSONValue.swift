import Foundation
import Testing

/// A JSON document as a value, for vectors whose fields differ from case to case.
enum JSONValue: Sendable, Decodable, CustomTestStringConvertible {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  /// The value of a field; null where there is none.
  subscript(key: String) -> JSONValue {
    guard case .object(let fields) = self else { return .null }
    return fields[key] ?? .null
  }

  /// The number; the strings of the vectors for infinite bounds are numbers too.
  var number: Double? {
    switch self {
    case .number(let value): value
    case .string("inf"): .infinity
    case .string("-inf"): -.infinity
    default: nil
    }
  }

  /// A part of the value of a field, or the end of the test that needs it.
  func require<Part>(_ key: String, _ part: (JSONValue) -> Part?) throws -> Part {
    try #require(part(self[key]), "no \(key)")
  }

  var integer: Int? { number.map { Int($0) } }
  var string: String? { if case .string(let value) = self { value } else { nil } }
  var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  var isNull: Bool { if case .null = self { true } else { false } }
  var elements: [JSONValue] { if case .array(let values) = self { values } else { [] } }
  var keys: [String] { if case .object(let fields) = self { fields.keys.sorted() } else { [] } }

  /// The numbers of an array; null counts as NaN.
  var numbers: [Double] { elements.map { $0.number ?? .nan } }
  var integers: [Int] { elements.compactMap(\.integer) }

  /// The words and numbers of a case, short enough to name it in a test's output.
  var testDescription: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let value): "\(value)"
    case .string(let value): value
    case .array(let values): "[\(values.count)]"
    case .object(let fields):
      fields.sorted { $0.key < $1.key }
        .compactMap { key, value in
          switch value {
          case .array, .object, .null: nil
          default: "\(key) \(value.testDescription)"
          }
        }
        .prefix(6).joined(separator: ", ")
    }
  }
}
