/// Work that waits outside of any pod, first come, first served: messages in a queue, or requests that an activator
/// keeps until there are pods.
///
/// What arrived at a constant rate is one piece, so that the age of everything that leaves is known exactly and nothing
/// is rounded. Work is in microcore-milliseconds, rates in microcores.
public struct WaitingLine: Sendable {
  /// When work waits here.
  public enum Mode: UInt8, Sendable, Hashable {
    /// Never: what finds no pod is lost.
    case never
    /// While there is no pod that could take it, and until what then waits is gone.
    case withoutPods
    /// Whenever pods cannot take all of it at once: they take from here.
    case always
  }

  /// When work waits here.
  public internal(set) var mode = Mode.never
  /// The work that waits.
  public private(set) var work: Int64 = 0
  /// The work that ever came in here.
  public private(set) var entered: Int64 = 0
  private var pieces: [Piece] = []
  private var head = 0

  /// What came at one rate; `taken` of it, its oldest, is gone.
  private struct Piece {
    var fromMs: Int64
    var toMs: Int64
    var rate: Int64
    var taken: Int64 = 0

    var left: Int64 { rate * (toMs - fromMs) - taken }
  }

  /// Whether work may wait here at all.
  @inline(__always) var isOn: Bool { mode != .never }

  /// Takes in what comes at a rate from one instant to another.
  mutating func join(rate: Int64, fromMs: Int64, toMs: Int64) {
    guard rate > 0, toMs > fromMs else { return }
    work += rate * (toMs - fromMs)
    entered += rate * (toMs - fromMs)
    if let last = pieces.indices.last, last >= head, pieces[last].rate == rate, pieces[last].toMs == fromMs {
      pieces[last].toMs = toMs
    } else {
      pieces.append(Piece(fromMs: fromMs, toMs: toMs, rate: rate))
    }
  }

  /// Lets work leave evenly between two instants, the oldest first; tells parts of it with their mean age.
  mutating func leave(
    _ amount: Int64, fromMs: Int64, toMs: Int64, _ part: (_ work: Double, _ ageSeconds: Double) -> Void
  ) {
    let length = Double(toMs - fromMs)
    let whole = Double(amount)
    var rest = amount
    while rest > 0, head < pieces.count {
      let piece = pieces[head]
      let taken = min(rest, piece.left)
      let rate = Double(piece.rate)
      let arrivals = (
        Double(piece.fromMs) + Double(piece.taken) / rate,
        Double(piece.fromMs) + Double(piece.taken + taken) / rate
      )
      let done = whole - Double(rest)
      let leaving = (
        Double(fromMs) + done / whole * length, Double(fromMs) + (done + Double(taken)) / whole * length
      )
      let first = leaving.0 - arrivals.0
      let last = leaving.1 - arrivals.1
      let slices = Self.slices(first, last)
      for slice in 0..<slices {
        let middle = (Double(slice) + 0.5) / Double(slices)
        let age = first + (last - first) * middle
        part(Double(taken) / Double(slices), max(0, age) / 1_000)
      }
      rest -= taken
      take(taken)
    }
    work -= amount - rest
  }

  /// Drops what came before an instant, and returns how much that is.
  mutating func expire(beforeMs: Int64) -> Int64 {
    var gone: Int64 = 0
    while head < pieces.count, pieces[head].fromMs < beforeMs {
      let piece = pieces[head]
      let old = piece.rate * (min(piece.toMs, beforeMs) - piece.fromMs) - piece.taken
      guard old > 0 else { break }
      gone += old
      take(old)
    }
    work -= gone
    return gone
  }

  /// Takes work from the oldest piece.
  private mutating func take(_ amount: Int64) {
    pieces[head].taken += amount
    guard pieces[head].left == 0 else { return }
    head += 1
    if head == pieces.count {
      pieces.removeAll(keepingCapacity: true)
      head = 0
    } else if head > 64, head * 2 > pieces.count {
      pieces.removeFirst(head)
      head = 0
    }
  }

  /// Into how many parts of nearly one age work is cut whose age changes from one end to the other.
  private static func slices(_ first: Double, _ last: Double) -> Int {
    let change = abs(last - first)
    let whole = max(first, last)
    return change <= 0.1 * whole || change < 20 ? 1 : min(8, Int(8 * change / whole) + 1)
  }
}
