/// ImageLocality's score: the more bytes of the pod's images are on a node, the better.
///
/// sum over containers of size * share of nodes that have the image, held between 23 MiB and 1000 MiB a container, as
/// a share of that span in percent.
/// Source: plugins/imagelocality/image_locality.go.
extension ClusterSnapshot {
  /// Returns whether nodes differ; if not, all have 0.
  func imageLocalityScores(_ podClass: Int, _ feasible: [Int32], into scores: inout [Int64]) -> Bool {
    let names = classes[podClass].images
    let total = Double(nodeCount)
    let present = names.filter { images.nodeCount(of: $0) > 0 }
    if present.isEmpty { return false }
    let shares = present.map { Double(images.nodeCount(of: $0)) / total }
    let least: Int64 = 23 << 20
    let most: Int64 = (1000 << 20) * Int64(names.count)
    for (index, row) in feasible.enumerated() {
      var sum: Int64 = 0
      for (image, share) in zip(present, shares) {
        if let size = images.size(of: image, onNode: Int(row)) { sum += Int64(Double(size) * share) }
      }
      let held = min(max(sum, least), most)
      scores[index] = 100 * (held - least) / (most - least)
    }
    return true
  }
}
