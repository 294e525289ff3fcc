import Foundation
import Kubernetes

/// Tells before a long run that its report could not be written.
enum WritableFolder {
  /// Throws if the folder can neither be written nor made; it is not made yet.
  static func check(_ folder: String) throws(InputErrors) {
    var path = URL(fileURLWithPath: folder).standardizedFileURL
    while !FileManager.default.fileExists(atPath: path.path), path.path != "/" {
      path.deleteLastPathComponent()
    }
    var isFolder: ObjCBool = false
    _ = FileManager.default.fileExists(atPath: path.path, isDirectory: &isFolder)
    if !isFolder.boolValue {
      throw InputErrors([
        InputProblem(message: "cannot write the report into \(folder): \(path.path) is a file")
      ])
    }
    if !FileManager.default.isWritableFile(atPath: path.path) {
      throw InputErrors([
        InputProblem(
          message: "cannot write the report into \(folder): no right to write in \(path.path)",
          hint: "--out names another folder")
      ])
    }
  }
}
