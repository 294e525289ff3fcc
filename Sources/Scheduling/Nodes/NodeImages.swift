import Kubernetes

/// The images on nodes' disks, by number, and on how many nodes each is.
struct NodeImages: Sendable {
  /// An image on one node.
  struct Entry: Sendable {
    var image: Int32
    var size: Int64
  }

  private var names = InternTable<String>()
  /// By node, sorted by image.
  private var onNode: [[Entry]] = []
  /// By image.
  private var nodeCounts: [Int32] = []

  /// The number of an image; a name without a tag gets `:latest`.
  ///
  /// Source: plugins/imagelocality/image_locality.go normalizedImageName.
  mutating func number(of name: String) -> Int32 {
    let tail = name.lastIndex(of: "/").map { name[$0...] } ?? name[...]
    let number = names.number(of: tail.contains(":") ? name : name + ":latest")
    while nodeCounts.count < names.count { nodeCounts.append(0) }
    return number
  }

  /// Replaces what is on a node's disk; of an image listed twice the later size counts.
  mutating func set(_ images: [ContainerImage], onNode node: Int) {
    while onNode.count <= node { onNode.append([]) }
    for entry in onNode[node] { nodeCounts[Int(entry.image)] -= 1 }
    var entries: [Entry] = []
    for image in images {
      for name in image.names {
        let number = number(of: name)
        if let known = entries.firstIndex(where: { $0.image == number }) {
          entries[known].size = image.sizeBytes
        } else {
          entries.append(Entry(image: number, size: image.sizeBytes))
          nodeCounts[Int(number)] += 1
        }
      }
    }
    onNode[node] = entries.sorted { $0.image < $1.image }
  }

  /// How many nodes have an image.
  func nodeCount(of image: Int32) -> Int32 { nodeCounts[Int(image)] }

  /// The size of an image on a node in bytes, nil if it is not there.
  func size(of image: Int32, onNode node: Int) -> Int64? {
    let entries = onNode[node]
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].image < image { low = middle + 1 } else { high = middle }
    }
    return low < entries.count && entries[low].image == image ? entries[low].size : nil
  }
}
