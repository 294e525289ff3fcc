/// A node with what its pods have reserved of it.
public struct NodeState: Sendable {
  /// The index of its pool.
  public let pool: Int32
  /// Its number in the pool.
  public let number: Int32
  /// The index of its zone.
  public let zone: Int
  /// What is the matter with it.
  public internal(set) var health = NodeHealth()
  /// When it came, in milliseconds; 0 for those that were there from the beginning.
  public internal(set) var createdMs: Int64 = 0
  /// When it went, `.max` while it is there.
  public internal(set) var removedMs = Int64.max
  /// CPU that pods can have, in millicores.
  public let cpuMilli: Int64
  /// Memory that pods can have, in bytes.
  public let memoryBytes: Int64
  /// How many pods it takes.
  public let maxPods: Int32
  /// How many pods it has.
  public internal(set) var pods: Int32 = 0
  /// When the image layers it has, or is about to have, are there, in milliseconds. Looked up only.
  var layers: [Int32: Int64] = [:]
  /// When it is done with the pulls it has been asked for: one at a time, as serializeImagePulls has it.
  var pulledMs: Int64 = 0
  /// Bytes of an image it transfers and unpacks in a millisecond.
  let pullBytesPerMs: Double
  /// The most CPU its pods' limits allow them, in microcores.
  var ceilings: Int64 = 0
  /// The most memory its pods may use, in bytes.
  var memoryPeak: Int64 = 0
  /// The most CPU its pods may use now, in microcores; kept only while some node is risky.
  var peak: Int64 = 0
  /// Whether its pods may want more CPU than it has, so that it shares.
  var isShort = false
  /// When a queue on it, while it is short, is expected to be empty; `.max` for never.
  var drainedMs = Int64.max

  init(pool: Int32, number: Int32, zone: Int, of kind: NodePool) {
    self.pool = pool
    self.number = number
    self.zone = zone
    cpuMilli = kind.cpuMilli
    memoryBytes = kind.memoryBytes
    maxPods = Int32(clamping: kind.maxPods)
    pullBytesPerMs = kind.pullBytesPerSecond / 1_000
  }

  /// Forgets what was on its way here when the power went.
  mutating func forgetPulls(after nowMs: Int64) {
    layers = layers.filter { $0.value <= nowMs }
    pulledMs = 0
  }

  /// Whether it was taken away: its place stays, so that the others keep their indices.
  public var isGone: Bool { removedMs < .max }

  /// Whether its pods' limits do not fit it.
  var isRisky: Bool { ceilings > microcores }

  /// CPU that pods can have, in microcores.
  var microcores: Int64 { cpuMilli * 1_000 }
}
