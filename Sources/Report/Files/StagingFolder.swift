import Kubernetes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A folder in which files are written before they take their place.
///
/// It stands inside the folder that is meant if that exists, else beside it: on the same file system either
/// way, so that moving is one step that either happened or did not.
struct StagingFolder {
  private let target: String
  private let path: String
  private let isInside: Bool

  /// Makes a place to write, with all folders above it.
  init(for folder: String) throws(InputErrors) {
    var trimmed = folder
    while trimmed.utf8.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
    guard !trimmed.isEmpty else {
      throw InputErrors([InputProblem(message: "the folder for the report has no name", hint: "name one")])
    }
    target = trimmed
    switch Self.kind(of: trimmed) {
    case .folder: isInside = true
    case .other:
      throw InputErrors([
        InputProblem(
          message: "cannot write the report: \(trimmed) is not a folder", hint: "name another folder")
      ])
    case .nothing: isInside = false
    }
    path = isInside ? "\(trimmed)/.\(getpid()).tmp" : "\(trimmed).\(getpid()).tmp"
    var above = ""
    for part in path.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
      above += part + "/"
      if Self.kind(of: above) == .nothing, mkdir(above, 0o755) != 0, errno != EEXIST {
        throw failure("cannot make the folder", above)
      }
    }
    let name = trimmed.split(separator: "/").last.map(String.init) ?? ""
    let parent = String(trimmed.dropLast(name.count))
    if isInside { Self.removeRemains(in: trimmed, of: ".") }
    Self.removeRemains(in: parent.isEmpty ? "." : parent, of: "\(name).")
    if mkdir(path, 0o755) != 0, errno != EEXIST { throw failure("cannot make the folder", path) }
  }

  /// Removes what processes that were killed while they wrote have left behind.
  private static func removeRemains(in folder: String, of prefix: String) {
    for name in names(in: folder) where name.hasPrefix(prefix) && name.hasSuffix(".tmp") {
      guard let process = pid_t(name.dropFirst(prefix.count).dropLast(4)), process > 0, kill(process, 0) != 0,
        errno == ESRCH
      else { continue }
      let remains = folder + "/" + name
      for file in names(in: remains) { unlink(remains + "/" + file) }
      rmdir(remains)
    }
  }

  private static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  private enum Kind { case folder, other, nothing }

  private static func kind(of path: String) -> Kind {
    var state = stat()
    guard stat(path, &state) == 0 else { return .nothing }
    return state.st_mode & S_IFMT == S_IFDIR ? .folder : .other
  }

  /// Writes a file.
  func write(_ bytes: [UInt8], as name: String) throws(InputErrors) {
    let file = path + "/" + name
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure("cannot write", file) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { rest in
        #if canImport(Darwin)
          Darwin.write(descriptor, rest.baseAddress! + written, rest.count - written)
        #elseif canImport(Musl)
          Musl.write(descriptor, rest.baseAddress! + written, rest.count - written)
        #else
          Glibc.write(descriptor, rest.baseAddress! + written, rest.count - written)
        #endif
      }
      if count < 0 {
        if errno == EINTR { continue }
        let error = failure("cannot write", file)
        close(descriptor)
        throw error
      }
      written += count
    }
    // Some file systems say only now that there was no room.
    guard close(descriptor) == 0 else { throw failure("cannot write", file) }
  }

  /// Moves files of these names to their place: the whole folder at once where there was none.
  func move(_ names: [String]) throws(InputErrors) {
    if !isInside, rename(path, target) == 0 { return }
    for name in names {
      let place = target + "/" + name
      guard rename(path + "/" + name, place) == 0 else { throw failure("cannot write", place) }
    }
  }

  /// Removes the folder with what is left of files of these names in it.
  func remove(_ names: [String]) {
    for name in names { unlink(path + "/" + name) }
    rmdir(path)
  }

  private func failure(_ what: String, _ path: String) -> InputErrors {
    let reason = String(cString: strerror(errno))
    return InputErrors([
      InputProblem(
        message: "\(what) \(path): \(reason)", hint: "a report is written to \(target); name another folder")
    ])
  }
}
