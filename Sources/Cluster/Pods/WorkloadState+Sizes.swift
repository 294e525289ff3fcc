/// What pods of each size request and may use.
///
/// Methods that change nothing are inlined, or the whole state would be copied where the cluster calls them.
extension WorkloadState {
  /// The most CPU a pod of a size may use on a node of its own, in microcores.
  @inline(__always)
  func ceiling(of size: Int32) -> Int64 { size == 0 ? ceiling : sizes[Int(size) - 1].ceiling }

  /// The most memory a pod of a size may use, in bytes.
  @inline(__always)
  func memoryPerPod(of size: Int32) -> Int64 {
    size == 0 ? memoryPerPod : sizes[Int(size) - 1].memoryPerPod
  }

  /// The memory above which the serving container of a pod of a size is killed, in bytes.
  @inline(__always)
  func memoryLimit(of size: Int32) -> Int64? {
    size == 0 ? template.limitMemoryBytes : sizes[Int(size) - 1].size.limitMemoryBytes
  }

  /// What a pod of a size requests, in millicores and bytes.
  @inline(__always)
  func requests(of size: Int32) -> (milli: Int64, bytes: Int64) {
    if size == 0 { return (template.requestCPUMilli, template.requestMemoryBytes) }
    let other = sizes[Int(size) - 1].size
    return (other.requestCPUMilli, other.requestMemoryBytes)
  }

  /// What its new pods request, in millicores and bytes.
  public var admittedRequests: (milli: Int64, bytes: Int64) { requests(of: admittedSize) }

  /// Counts a pod among those that are bound, or no more.
  mutating func countBound(_ change: Int64, size: Int32) {
    guard size != 0 else { return }
    let (milli, bytes) = requests(of: size)
    beyondMilli += change * (milli - template.requestCPUMilli)
    beyondBytes += change * (bytes - template.requestMemoryBytes)
  }

  /// Counts what bound pods request beyond the template for so long.
  mutating func countRequests(dtMs: Int64) {
    beyond.milliMs += Double(beyondMilli) * Double(dtMs)
    beyond.byteMs += Double(beyondBytes) * Double(dtMs)
  }

  /// The pods that do not run yet, by size, in the order of sizes.
  public mutating func pendingSizes() -> [(size: Int32, count: Int32)] {
    var counts: [(size: Int32, count: Int32)] = []
    for index in pods.indices where !pods[index].isRunning && !pods[index].isDeleted {
      let size = pods[index].size
      if let place = counts.firstIndex(where: { $0.size == size }) {
        counts[place].count += 1
      } else {
        counts.append((size, 1))
      }
    }
    return counts.sorted { $0.size < $1.size }
  }
}
