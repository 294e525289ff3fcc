import Kubernetes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Writes whole files, so that a file is there with all its bytes or not at all.
public enum OutputFile {
  /// Writes bytes to a file beside the target, then renames it. Throws a problem that names the target.
  public static func write(_ bytes: [UInt8], to file: String) throws(InputErrors) {
    let temporary = "\(file).\(getpid()).tmp"
    guard let handle = fopen(temporary, "wb") else { throw failure(file) }
    let written = bytes.isEmpty ? 0 : fwrite(bytes, 1, bytes.count, handle)
    let isFlushed = fflush(handle) == 0
    let reason = failure(file)
    guard fclose(handle) == 0, isFlushed, written == bytes.count else {
      unlink(temporary)
      throw reason
    }
    guard rename(temporary, file) == 0 else {
      let reason = failure(file)
      unlink(temporary)
      throw reason
    }
  }

  private static func failure(_ file: String) -> InputErrors {
    InputErrors([InputProblem(message: "cannot write \(file): \(String(cString: strerror(errno)))")])
  }
}
