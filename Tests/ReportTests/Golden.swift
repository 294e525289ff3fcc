import Foundation
import Testing

/// Files whose bytes were looked at once and must not change unseen; recorded anew where `RECORD` is set.
enum Golden {
  /// Expects bytes to be those of a file below `Golden`.
  static func expect(_ bytes: [UInt8], toBe name: String, _ location: SourceLocation = #_sourceLocation)
    throws
  {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/\(name)")
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: file)
    }
    let recorded = try [UInt8](Data(contentsOf: file))
    guard recorded != bytes else { return }
    let place = zip(recorded, bytes).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    let at = place ?? min(recorded.count, bytes.count)
    Issue.record(
      """
      \(name) differs from the recorded file at byte \(at):
      recorded …\(Self.around(at, recorded))…
      found    …\(Self.around(at, bytes))…
      """, sourceLocation: location)
  }

  private static func around(_ place: Int, _ bytes: [UInt8]) -> String {
    let window = bytes[max(place - 60, 0)..<max(min(place + 60, bytes.count), max(place - 60, 0))]
    return String(decoding: window, as: UTF8.self)
  }
}
