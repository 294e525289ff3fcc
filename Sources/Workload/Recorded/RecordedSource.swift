import Kubernetes

/// A source whose values were recorded, and are held since the description was read.
protocol RecordedSource: LoadSource {
  var series: Series { get }
}

extension RecordedSource {
  var lengthMs: Int64? { series.durationMs }
  var unit: Unit? { series.unit }
  var originMs: Int64? { series.originMs }
  var recordings: [Series] { [series] }
  var keepsSteps: Bool { true }

  func column(on axis: TimeAxis, luck: Luck) -> Column { series.means(on: axis) }
  func tail(on axis: TimeAxis, luck: Luck) -> Column { series.means(on: axis) }
}

/// The files that recordings stand in.
enum RecordedFile {
  /// The path of a file named from a folder.
  static func path(_ name: String, in folder: String) -> String {
    name.hasPrefix("/") || folder.isEmpty || folder == "." ? name : "\(folder)/\(name)"
  }

  /// The bytes of a file, without a byte order mark; UTF-16 is turned into UTF-8.
  static func text(of file: String) throws(InputErrors) -> [UInt8] {
    var bytes = try InputFile.bytes(of: file)
    guard !bytes.starts(with: [0x1F, 0x8B]) else {
      throw InputErrors([
        InputProblem(message: "\(file) is compressed by gzip", hint: "unpack it: gunzip -k \(file)")
      ])
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return Array(try InputText.read(file).utf8)
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    return bytes
  }
}

extension LoadInput {
  /// Notes the problems of a file; those without a place get that of the field that names it.
  func note(_ errors: InputErrors, _ fields: Fields) {
    for problem in errors.problems {
      report.problem(
        problem.message,
        at: problem.place ?? (problem.path.isEmpty ? fields.place("file") : fields.place(problem.path)),
        path: problem.place == nil ? fields.path(of: problem.path.isEmpty ? "file" : problem.path) : "",
        hint: problem.hint)
    }
  }
}
