import Foundation

/// The folders of test data: reference data beside the repository, which a user's machine does not have, and
/// the samples of this target.
enum SharedFolder {
  /// The path of a file or folder beside the repository, or nil if it is not there.
  static func path(_ name: String) -> String? {
    var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    while folder.path != "/" {
      if FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) {
        let candidate = folder.deletingLastPathComponent().appendingPathComponent("shared/\(name)").path
        return FileManager.default.fileExists(atPath: candidate) ? candidate : nil
      }
      folder.deleteLastPathComponent()
    }
    return nil
  }

  /// The path of a sample of this target.
  static func sample(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Samples/\(name)").path
  }
}
