import Kubernetes

/// What machines there are, what they have, where, and what they cost.
///
/// Read from CSV with a line of names, or from YAML as a list of mappings with the same names: `type`,
/// `cores`, `memory` (a quantity), `zone`, `capacityType` (on-demand where absent), `pricePerHour`, and,
/// where not the usual, `pods`, `gpus`, `available`. One row is one offering; rows of one type must agree on
/// what it has.
public struct PriceList: Sendable, Hashable {
  /// The types, in the order they came.
  public private(set) var types: [InstanceType] = []

  /// How many pods a node takes where nothing is said.
  public static let usualPods: Int64 = 110

  /// Reads a file by the end of its name. Throws all that is wrong in it, with places.
  public init(contentsOf file: String) throws(InputErrors) {
    if file.hasSuffix(".csv") {
      let bytes = try InputFile.bytes(of: file)
      try self.init(csv: String(decoding: bytes, as: UTF8.self), file: file)
    } else {
      try self.init(rows: try DocumentNode.parse(contentsOf: file), file: file)
    }
  }

  /// Reads CSV. Throws all that is wrong in it, with places.
  public init(csv text: String, file: String) throws(InputErrors) {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let names = Self.cells(lines.first ?? "")
    var rows: [DocumentNode] = []
    for (index, line) in lines.enumerated().dropFirst() where !line.allSatisfy(\.isWhitespace) {
      let place = SourcePlace(file: file, line: index + 1, column: 1)
      if line.hasPrefix("#") { continue }
      let cells = Self.cells(line)
      guard cells.count == names.count else {
        let message = "must have \(names.count) cells as the first line, found \(cells.count)"
        throw InputErrors([InputProblem(place: place, message: message)])
      }
      let entries = zip(names, cells).filter { !$1.isEmpty }.map { name, cell in
        DocumentNode.Entry(key: name, keyPlace: place, value: Self.value(cell, place))
      }
      rows.append(DocumentNode(.mapping(entries), place: place))
    }
    try self.init(rows: rows, file: file)
  }

  private static func cells(_ line: Substring) -> [String] {
    line.split(separator: ",", omittingEmptySubsequences: false).map { cell in
      String(cell.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
  }

  private static func value(_ cell: String, _ place: SourcePlace) -> DocumentNode {
    if let flag = Bool(cell) { return DocumentNode(.bool(flag), place: place) }
    return DocumentNode(Double(cell) != nil ? .number(cell) : .string(cell), place: place)
  }

  private init(rows: [DocumentNode], file: String) throws(InputErrors) {
    let report = DocumentReport()
    for row in rows.flatMap({ $0.elements ?? [$0] }) {
      _ = Fields.read(row, path: "", strict: true, report: report) { fields -> Bool? in
        guard let (type, offering) = Self.row(fields) else { return nil }
        guard let known = types.firstIndex(where: { $0.name == type.name }) else {
          types.append(type)
          return true
        }
        if types[known].capacity != type.capacity {
          fields.problem("type", "\(type.name) has other cores, memory, pods or GPUs in a line above")
        }
        types[known].offerings.append(offering)
        return true
      }
    }
    try report.check()
    if types.isEmpty {
      let place = SourcePlace(file: file, line: 1, column: 1)
      throw InputErrors([InputProblem(place: place, message: "has no machines")])
    }
  }

  private static func row(_ fields: Fields) -> (InstanceType, Offering)? {
    guard let name = fields.required("type", fields.string),
      let cores = fields.required("cores", fields.double),
      let memory = fields.required("memory", fields.quantity),
      let price = fields.required("pricePerHour", fields.double)
    else { return nil }
    if cores <= 0 { fields.problem("cores", "must be more than 0") }
    if price < 0 { fields.problem("pricePerHour", "must not be less than 0") }
    let text = fields.string("capacityType") ?? CapacityType.onDemand.rawValue
    guard let capacityType = CapacityType(rawValue: text) else {
      let known = CapacityType.allCases.map(\.rawValue).joined(separator: ", ")
      fields.problem("capacityType", "must be one of \(known), found \(text)")
      return nil
    }
    let offering = Offering(
      zone: fields.string("zone") ?? "", capacityType: capacityType, price: price,
      isAvailable: fields.bool("available") ?? true)
    var others: [String: Int64] = [:]
    if let gpus = fields.int64("gpus"), gpus > 0 { others[NodeTemplate.gpuResource] = gpus }
    let capacity = NodeResources(
      milliCPU: Int64((cores * 1000).rounded()), memory: memory.value,
      pods: fields.int64("pods") ?? usualPods, others: others)
    let type = InstanceType(
      name: name, capacity: capacity, allocatable: ReservedResources().allocatable(of: capacity),
      offerings: [offering])
    return (type, offering)
  }

  /// The type of a name, nil for none.
  public func type(named name: String) -> InstanceType? { types.first { $0.name == name } }

  /// What a machine costs an hour; nil if it is not listed so.
  public func price(of type: String, zone: String, capacityType: CapacityType) -> Double? {
    self.type(named: type)?.offerings
      .first { $0.zone == zone && $0.capacityType == capacityType }?.price
  }
}

/// What a node keeps for itself.
public struct ReservedResources: Sendable, Hashable {
  /// Makes the usual reservation.
  public init() {}

  /// What is left for pods.
  ///
  /// CPU: 6 % of the first core, 1 % of the second, 0.5 % of the next two, 0.25 % of the rest. Memory: 25 %
  /// of the first 4 GiB, 20 % of the next 4, 10 % of the next 8, 6 % of the next 112, 2 % of the rest, and
  /// 100 MiB for eviction.
  /// Source: GKE documentation, "Plan node sizes", which other clouds resemble.
  public func allocatable(of capacity: NodeResources) -> NodeResources {
    let gibibyte = Double(1 << 30)
    let cpu = Self.taken(
      Double(capacity.milliCPU), [(1000, 0.06), (1000, 0.01), (2000, 0.005), (.infinity, 0.0025)])
    let memory = Self.taken(
      Double(capacity.memory),
      [
        (4 * gibibyte, 0.25), (4 * gibibyte, 0.2), (8 * gibibyte, 0.1), (112 * gibibyte, 0.06),
        (.infinity, 0.02),
      ])
    var result = capacity
    result.milliCPU -= Int64(cpu.rounded(.up))
    result.memory = max(0, result.memory - Int64(memory.rounded(.up)) - (100 << 20))
    return result
  }

  private static func taken(_ amount: Double, _ bands: [(width: Double, share: Double)]) -> Double {
    var left = amount
    var result = 0.0
    for (width, share) in bands where left > 0 {
      result += min(left, width) * share
      left -= width
    }
    return result
  }
}
