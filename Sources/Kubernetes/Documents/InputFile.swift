#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads whole files.
public enum InputFile {
  /// The bytes of a file. Throws a problem that names the file and the system's reason.
  public static func bytes(of file: String) throws(InputErrors) -> [UInt8] {
    guard !file.utf8.contains(0) else { throw failure(file, "the name holds a zero byte") }
    guard let handle = fopen(file, "rb") else { throw failure(file, reason(errno)) }
    defer { fclose(handle) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = fread(&chunk, 1, chunk.count, handle)
      bytes.append(contentsOf: chunk[..<count])
      if count < chunk.count {
        if ferror(handle) != 0 { throw failure(file, reason(errno)) }
        return bytes
      }
    }
  }

  private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }

  private static func failure(_ file: String, _ reason: String) -> InputErrors {
    InputErrors([InputProblem(message: "cannot read \(file): \(reason)")])
  }
}

extension DocumentNode {
  /// Reads all documents of a file: JSON where it ends in `.json`, `.jsonl` or `.ndjson`, else YAML.
  ///
  /// Throws all that is wrong with it; a missing file is named.
  public static func parse(contentsOf file: String) throws(InputErrors) -> [DocumentNode] {
    let name = file.lowercased()
    let text = try InputText.read(file)
    if name.hasSuffix(".json") || name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson") {
      return try parse(jsonSequence: Array(text.utf8), file: file)
    }
    return try parse(yaml: text, file: file)
  }
}
