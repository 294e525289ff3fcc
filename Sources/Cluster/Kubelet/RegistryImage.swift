/// An image as a registry has it.
public struct RegistryImage: Sendable, Hashable {
  /// A part of an image that other images may have too.
  public struct Layer: Sendable, Hashable {
    /// The name, equal for equal layers.
    public var name: String
    /// The bytes to transfer.
    public var bytes: Int64

    /// Makes a layer of its parts.
    public init(name: String, bytes: Int64) {
      self.name = name
      self.bytes = bytes
    }
  }

  /// The name containers ask for; one that ends in `*` stands for all that begin so.
  public var name: String
  /// The layers; none where the size is unknown.
  public var layers: [Layer]
  /// The times in which the registry refuses it, in milliseconds from the start of the run.
  public var refusals: [Range<Int64>]

  /// Makes an image of its parts.
  public init(name: String, layers: [Layer] = [], refusals: [Range<Int64>] = []) {
    self.name = name
    self.layers = layers
    self.refusals = refusals
  }
}

/// The images of a cluster by number, with the layers they share.
struct ImageCatalog: Sendable {
  /// An image in numbers.
  struct Entry: Sendable {
    var name: String
    var layers: [(layer: Int32, bytes: Int64)]
    /// Whether the bytes are known.
    var isSized: Bool
    var refusals: [Range<Int64>]
  }

  private let known: [RegistryImage]
  private(set) var entries: [Entry] = []
  private var layerNames: [String] = []

  init(_ images: [RegistryImage]) { known = images }

  /// The number of an image, given to it when it is first asked for.
  mutating func number(of name: String) -> Int {
    if let index = entries.firstIndex(where: { $0.name == name }) { return index }
    let image = known.first { $0.name == name } ?? widest(for: name)
    let layers = image?.layers ?? []
    let parts: [(layer: Int32, bytes: Int64)] =
      layers.isEmpty
      ? [(number(ofLayer: "image \(name)"), Int64(0))] : layers.map { (number(ofLayer: $0.name), $0.bytes) }
    entries.append(
      Entry(name: name, layers: parts, isSized: !layers.isEmpty, refusals: image?.refusals ?? []))
    return entries.count - 1
  }

  /// The longest pattern that a name begins with.
  private func widest(for name: String) -> RegistryImage? {
    known.filter { $0.name.hasSuffix("*") && name.hasPrefix($0.name.dropLast()) }
      .max { $0.name.utf8.count < $1.name.utf8.count }
  }

  private mutating func number(ofLayer name: String) -> Int32 {
    if let index = layerNames.firstIndex(of: name) { return Int32(index) }
    layerNames.append(name)
    return Int32(layerNames.count - 1)
  }
}
