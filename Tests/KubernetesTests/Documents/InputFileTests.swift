import Kubernetes
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("Reading files")
struct InputFileTests {
  /// Writes a file that is gone after the body.
  private func withFile<T>(_ name: String, _ bytes: [UInt8], _ body: (String) throws -> T) throws -> T {
    var template = Array("/tmp/scalelab-test-XXXXXX".utf8CString)
    let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
    let path = "\(folder)/\(name)"
    let handle = try #require(fopen(path, "wb"))
    fwrite(bytes, 1, bytes.count, handle)
    fclose(handle)
    defer {
      unlink(path)
      rmdir(folder)
    }
    return try body(path)
  }

  @Test("The name's ending decides between JSON and YAML")
  func ending() throws {
    let lines = Array("{\"a\": 1}\n{\"a\": 2}\n".utf8)
    for name in ["x.json", "x.JSONL", "x.ndjson"] {
      #expect(try withFile(name, lines) { try DocumentNode.parse(contentsOf: $0).count } == 2)
    }
    for name in ["x.yaml", "x.yml", "x"] {
      #expect(
        try withFile(name, Array("a: 1\n---\na: 2\n---\na: 3\n".utf8)) {
          try DocumentNode.parse(contentsOf: $0).count
        } == 3)
    }
  }

  @Test("Text with a byte order mark is read, UTF-8 and both orders of UTF-16")
  func byteOrderMarks() throws {
    let text = "a: \u{e9}\u{1F600}\n"
    let little: [UInt8] = [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big: [UInt8] = [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    for bytes in [Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8), little, big] {
      let read = try withFile("x.yaml", bytes) { try DocumentNode.parse(contentsOf: $0) }
      #expect(read.first?["a"]?.text == "\u{e9}\u{1F600}")
      #expect(read.first?.place.column == 1)
    }
  }

  @Test("A file that cannot be read is named with the reason")
  func unreadable() {
    let missing = inputErrors { () throws(InputErrors) in
      try DocumentNode.parse(contentsOf: "no/such/file.yaml")
    }
    #expect(missing.map(\.description) == ["cannot read no/such/file.yaml: No such file or directory"])
    let folder = inputErrors { () throws(InputErrors) in try DocumentNode.parse(contentsOf: "/tmp") }
    #expect(folder.map(\.description) == ["cannot read /tmp: Is a directory"])
  }

  @Test(
    "Bytes that are no text are told with their place",
    arguments: [
      ([0x61, 0x0A, 0x62, 0x80], "2:2: the byte 0x80"), ([0xC0, 0x80], "1:1: the byte 0xC0"),
      ([0xE0, 0x80, 0x80], "1:1: the byte 0xE0"), ([0xED, 0xA0, 0x80], "1:1: the byte 0xED"),
      ([0xF4, 0x90, 0x80, 0x80], "1:1: the byte 0xF4"), ([0x61, 0xF0, 0x9F, 0x98], "1:2: the byte 0xF0"),
      ([0xE2, 0x82], "1:1: the byte 0xE2"),
      ([0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0xFF], "1:9: the byte 0xFF"),
    ] as [([UInt8], String)])
  func noText(bytes: [UInt8], expected: String) throws {
    let problems = try withFile("x.yaml", bytes) { path in
      inputErrors { () throws(InputErrors) in try InputText.read(path) }.map { ($0.description, path) }
    }
    #expect(problems.first?.0.hasPrefix("\(problems.first?.1 ?? ""):\(expected)") == true, "\(problems)")
  }
}
