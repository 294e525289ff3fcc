/// A CSV file taken apart by the letter of RFC 4180, for tests alone: it knows nothing of the writer.
struct Records {
  let header: [String]
  let rows: [[String]]

  init(_ bytes: [UInt8]) throws {
    var records: [[String]] = [[]]
    var field: [UInt8] = []
    var (isQuoted, index) = (false, 0)
    while index < bytes.count {
      let byte = bytes[index]
      if isQuoted {
        if byte == UInt8(ascii: "\""), index + 1 < bytes.count, bytes[index + 1] == byte {
          field.append(byte)
          index += 1
        } else if byte == UInt8(ascii: "\"") {
          isQuoted = false
        } else {
          field.append(byte)
        }
      } else if byte == UInt8(ascii: "\"") {
        guard field.isEmpty else { throw Malformed() }
        isQuoted = true
      } else if byte == UInt8(ascii: ",") {
        records[records.count - 1].append(String(decoding: field, as: UTF8.self))
        field = []
      } else if byte == 0x0D {
        guard index + 1 < bytes.count, bytes[index + 1] == 0x0A else { throw Malformed() }
        records[records.count - 1].append(String(decoding: field, as: UTF8.self))
        field = []
        records.append([])
        index += 1
      } else {
        guard byte != 0x0A else { throw Malformed() }
        field.append(byte)
      }
      index += 1
    }
    guard !isQuoted, field.isEmpty, records.removeLast().isEmpty, let first = records.first else {
      throw Malformed()
    }
    header = first
    rows = Array(records.dropFirst())
    guard rows.allSatisfy({ $0.count == first.count }) else { throw Malformed() }
  }

  struct Malformed: Error {}

  /// The fields of a column.
  subscript(_ name: String) -> [String] {
    guard let index = header.firstIndex(of: name) else { return [] }
    return rows.map { $0[index] }
  }

  /// The fields of a column as numbers; NaN where empty.
  func numbers(_ name: String) -> [Double] { self[name].map { $0.isEmpty ? .nan : Double($0) ?? .nan } }
}
