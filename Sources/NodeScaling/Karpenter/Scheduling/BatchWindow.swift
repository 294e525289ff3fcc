/// How long Karpenter gathers pods before it plans nodes for them.
///
/// The window opens with the first pod, and closes when no new one came for `idleMs`, or `maximumMs` after it
/// opened.
/// Source: pkg/controllers/provisioning/batcher.go (Karpenter 1.13).
public struct BatchWindow: Sendable, Hashable {
  /// Without a new pod for so long it closes; `BATCH_IDLE_DURATION`.
  public var idleMs: Int64
  /// So long it is open at most; `BATCH_MAX_DURATION`.
  public var maximumMs: Int64

  private var openedMs: Int64?
  private var lastPodMs: Int64 = 0

  /// Makes a window that is closed.
  public init(idleMs: Int64 = 1000, maximumMs: Int64 = 10_000) {
    self.idleMs = idleMs
    self.maximumMs = maximumMs
  }

  /// Notes a pod that waits and was not seen before.
  public mutating func addPod(atMs nowMs: Int64) {
    if openedMs == nil { openedMs = nowMs }
    lastPodMs = nowMs
  }

  /// When the window closes if no more pods come; nil while it is not open.
  public var closesAtMs: Int64? {
    openedMs.map { min(lastPodMs &+ idleMs, $0 &+ maximumMs) }
  }

  /// Closes the window if its time has come; tells whether pods are to be planned for now.
  public mutating func close(atMs nowMs: Int64) -> Bool {
    guard let closesAtMs, closesAtMs <= nowMs else { return false }
    openedMs = nil
    return true
  }

  /// For how long a node that pods were planned on is not taken away: twice the longest window, at least 10
  /// s.
  public var nominationMs: Int64 { max(2 * maximumMs, 10_000) }
}

/// How far a machine that Karpenter asked for has come, and when it is given up.
///
/// Source: pkg/controllers/nodeclaim/lifecycle (Karpenter 1.13).
public enum ClaimLifecycle {
  /// How long a launch may take.
  public static let launchMs: Int64 = 300_000
  /// How long a machine may take to register.
  public static let registrationMs: Int64 = 900_000

  /// When a claim is given up: not launched, or launched and not registered, for too long; nil once it is
  /// registered.
  public static func deadlineMs(createdMs: Int64, launchedMs: Int64?, isRegistered: Bool) -> Int64? {
    if isRegistered { return nil }
    return launchedMs == nil ? createdMs &+ launchMs : createdMs &+ registrationMs
  }
}
