public import Statistics

/// Response times of a run, request-weighted, kept as a table over (wait behind the backlog, mean sojourn).
///
/// Each stretch of a run is one cell of that table: a wait, then a sojourn of some mean whose shape is that of the
/// service time, since processor sharing slows all requests alike (E[T | S = s] = s / (1 - ρ)). Quantiles mix these
/// shapes at the end, so a stretch costs one addition and no percentile is ever averaged. Cells are 1/64 of a factor
/// of two wide.
public struct LatencyHistogram: Sendable, Hashable {
  private static let digits: UInt64 = 6
  /// The smallest time told apart: about a microsecond.
  private static let least = 0x1p-20
  private static let base = Self.least.bitPattern >> (52 - Self.digits)
  private static let cells = 40 << Int(Self.digits)

  /// Latency in seconds that no load changes, added to every response.
  public var baseLatency: Double = 0
  /// All requests.
  public private(set) var count: Double = 0
  /// Requests by cell of the mean sojourn, among those that found no backlog.
  private var prompt: [Double]
  /// Requests that found a backlog, by wait cell · cells + sojourn cell.
  private var waited: [Int: Double] = [:]
  private var sum: Double = 0

  /// Makes an empty histogram.
  public init() { prompt = Array(repeating: 0, count: Self.cells) }

  /// The mean response time in seconds, 0 without requests.
  public var mean: Double { count > 0 ? sum / count + baseLatency : 0 }

  /// Forgets all requests.
  public mutating func removeAll() {
    let kept = baseLatency
    self = LatencyHistogram()
    baseLatency = kept
  }

  /// Adds requests that met the same conditions.
  public mutating func add(_ stretch: ResponseStretch) {
    count += stretch.requests
    sum += stretch.requests * (stretch.wait + stretch.mean)
    let cell = Self.cell(of: stretch.mean)
    if stretch.wait <= Self.least {
      prompt[cell] += stretch.requests
    } else {
      waited[Self.key(wait: Self.cell(of: stretch.wait), sojourn: cell), default: 0] += stretch.requests
    }
  }

  /// Where requests that found a backlog are counted.
  private static func key(wait: Int, sojourn: Int) -> Int { wait * cells + sojourn }

  /// A histogram without room, to stand in while another is taken out of its place.
  static let none = LatencyHistogram(prompt: [])

  private init(prompt: [Double]) { self.prompt = prompt }

  /// Takes in requests, one note after the other.
  struct Adding: ~Copyable {
    fileprivate var count: Double
    fileprivate var sum: Double
    /// The cell that the first place stands for.
    fileprivate let first: Int
    fileprivate let prompt: UnsafeMutableBufferPointer<Double>

    fileprivate init(count: Double, sum: Double, first: Int, prompt: UnsafeMutableBufferPointer<Double>) {
      self.count = count
      self.sum = sum
      self.first = first
      self.prompt = prompt
    }

    /// Begins with no requests in the cells from one on for which `prompt` has room; there must be no others.
    init(into prompt: UnsafeMutableBufferPointer<Double>, from first: Int) {
      self.init(count: 0, sum: 0, first: first, prompt: prompt)
    }

    /// Adds requests that met the same conditions; `waited` are those so far that found a backlog.
    mutating func add(_ stretch: ResponseStretch, waited: inout SparseSums) {
      let cell = LatencyHistogram.cell(of: stretch.mean)
      count += stretch.requests
      sum += stretch.requests * (stretch.wait + stretch.mean)
      if stretch.wait <= LatencyHistogram.least {
        prompt[cell &- first] += stretch.requests
      } else {
        waited.add(stretch.requests, row: LatencyHistogram.cell(of: stretch.wait), column: cell)
      }
    }

    /// Adds notes of requests that found no backlog: how many, their sojourns summed, and the cell of the mean.
    mutating func add(_ requests: [Double], sojourns: [Double], cells: [UInt16], notes: Range<Int>) {
      var all = count
      var seconds = sum
      for note in notes {
        all += requests[note]
        seconds += sojourns[note]
        prompt[Int(cells[note]) &- first] += requests[note]
      }
      count = all
      sum = seconds
    }

    /// Adds requests with a mean sojourn that belongs to a cell.
    @inline(__always)
    mutating func add(_ requests: Double, mean: Double, cell: Int) {
      count += requests
      sum += requests * (0 + mean)
      prompt[cell &- first] += requests
    }
  }

  /// Adds many notes.
  @inline(__always)
  mutating func withAdding<Result>(_ body: (inout Adding) -> Result) -> Result {
    let (count, sum) = (count, sum)
    let (sums, result) = prompt.withUnsafeMutableBufferPointer { prompt in
      var adding = Adding(count: count, sum: sum, first: 0, prompt: prompt)
      let result = body(&adding)
      return ((adding.count, adding.sum), result)
    }
    (self.count, self.sum) = sums
    return result
  }

  /// Makes a histogram of what was added, with the requests that found a backlog.
  init(_ added: borrowing Adding, waited: borrowing SparseSums, baseLatency: Double) {
    self.baseLatency = baseLatency
    self.waited = waited.sums(by: Self.key)
    count = added.count
    sum = added.sum
    prompt = Array(repeating: 0, count: Self.cells)
    for (place, requests) in added.prompt.enumerated() { prompt[added.first + place] = requests }
  }

  /// The response time in seconds that a share `p` of the requests stays within; 0 without requests.
  ///
  /// `shape` is the survival function of the service time over its mean. Exact to the width of a cell, 1.1 %.
  public func quantile(_ p: Double, shape: SurvivalTable) -> Double {
    guard count > 0 else { return 0 }
    return ResponseMixture(stretches: stretches).quantile(p, shape: shape) + baseLatency
  }

  /// The cells that have requests, in ascending order.
  private var stretches: [ResponseStretch] {
    var result: [ResponseStretch] = []
    for (cell, requests) in prompt.enumerated() where requests > 0 {
      result.append(ResponseStretch(wait: 0, mean: Self.middle(of: cell), requests: requests))
    }
    for key in waited.keys.sorted() {
      result.append(
        ResponseStretch(
          wait: Self.middle(of: key / Self.cells), mean: Self.middle(of: key % Self.cells),
          requests: waited[key] ?? 0))
    }
    return result
  }

  static func cell(of seconds: Double) -> Int {
    guard seconds > least else { return 0 }
    let cell = Int((seconds.bitPattern >> (52 - digits)) - base)
    return cell < cells ? cell : cells - 1
  }

  private static func middle(of cell: Int) -> Double {
    let low = Double(bitPattern: (UInt64(cell) + base) << (52 - digits))
    let high = Double(bitPattern: (UInt64(cell + 1) + base) << (52 - digits))
    return (low + high) / 2
  }
}
