import Foundation

/// The folder of reference data beside the repository, which a user's machine does not have.
enum SharedFolder {
  /// The path of a file or folder in it, or nil if it is not there.
  static func path(_ name: String) -> String? {
    var folder = URL(fileURLWithPath: #filePath)
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let candidate = folder.deletingLastPathComponent().appendingPathComponent("shared/\(name)").path
      if FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) {
        return FileManager.default.fileExists(atPath: candidate) ? candidate : nil
      }
    }
    return nil
  }
}
