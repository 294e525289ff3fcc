/// A group of pods as a balancer sees it that sends each request to where the least is: a vessel with a level.
///
/// The level is the work waiting over the pods' number where the balancer counts requests, over their capacity where it
/// looks at response times. Vessels without a backlog are busy alike: they share in proportion to capacity, which makes
/// requests in flight, ρ / (1 - ρ), equal. What they cannot take fills the lowest vessels alike, until they reach the
/// next. Pods that refuse everything look idle and get a pod's equal share: a balancer without health checks of its own
/// cannot tell.
struct Vessel: Hashable {
  /// The group's index.
  var group: Int
  /// The number of its pods.
  var count: Int64
  /// The work it can do, in microcores.
  var capacity: Int64
  /// The work waiting in it.
  var queue: Int64
  /// Whether all that comes fails at once.
  var isBroken = false
  /// What it gets, in microcores.
  var inflow: Int64 = 0

  /// Work per unit of width.
  fileprivate func level(_ byTime: Bool) -> Double { Double(queue) / width(byTime) }

  fileprivate func width(_ byTime: Bool) -> Double { Double(byTime ? max(capacity, 1) : count) }

  /// Deals out a rate; the vessels' inflows add up to it if there are any.
  static func fill(_ vessels: inout [Vessel], rate: Int64, byTime: Bool) {
    guard !vessels.isEmpty else { return }
    let pods = vessels.reduce(0) { $0 + $1.count }
    var rest = rate
    for index in vessels.indices where vessels[index].isBroken {
      vessels[index].inflow = rate / pods * vessels[index].count
      rest -= vessels[index].inflow
    }
    let lowest = lowest(of: vessels, rate: rest, byTime: byTime)
    let capacity = lowest.reduce(0) { $0 + vessels[$1].capacity }
    let isIdle = lowest.allSatisfy { vessels[$0].queue == 0 }
    let open = rest
    let width = lowest.reduce(0) { $0 + vessels[$1].width(byTime) }
    for index in lowest {
      let own = vessels[index].capacity
      let part: Int64
      if isIdle, open <= capacity {
        part = capacity > 0 ? capacity.dividingFullWidth(open.multipliedFullWidth(by: own)).quotient : 0
      } else {
        // All levels of the lowest move alike.
        part = own + Int64(Double(open - capacity) * vessels[index].width(byTime) / width)
      }
      vessels[index].inflow = min(max(0, part), rest)
      rest -= vessels[index].inflow
    }
    let first = lowest.first ?? vessels.startIndex
    vessels[first].inflow += rest
  }

  /// The vessels that a rate goes to: those without a backlog if they can take it or there are any, else the lowest.
  private static func lowest(of vessels: [Vessel], rate: Int64, byTime: Bool) -> [Int] {
    let sound = vessels.indices.filter { !vessels[$0].isBroken }
    guard let bottom = sound.map({ vessels[$0].level(byTime) }).min() else { return [] }
    // Levels that flows change within a few milliseconds are one.
    let flows = Double(sound.reduce(rate) { $0 + vessels[$1].capacity })
    return sound.filter {
      vessels[$0].level(byTime) - bottom <= 3 * flows / vessels[$0].width(byTime)
        && (bottom > 0 || vessels[$0].queue == 0)
    }
  }

  /// In how many milliseconds the lowest vessels meet another, or a vessel runs dry; nil if never.
  static func meetingMs(_ vessels: [Vessel], byTime: Bool) -> Int64? {
    var next: Double?
    func slope(_ vessel: Vessel) -> Double {
      Double(vessel.inflow - vessel.capacity) / vessel.width(byTime)
    }
    let sound = vessels.filter { !$0.isBroken }
    for vessel in sound where vessel.queue > 0 && vessel.inflow < vessel.capacity {
      let dry = Double(vessel.queue) / Double(vessel.capacity - vessel.inflow)
      next = min(next ?? dry, dry)
    }
    guard let low = sound.filter({ $0.inflow > 0 }).min(by: { $0.level(byTime) < $1.level(byTime) }) else {
      return next.map { Int64($0.rounded(.up)) }
    }
    for vessel in sound where vessel.level(byTime) > low.level(byTime) {
      let closing = slope(low) - slope(vessel)
      guard closing > 0 else { continue }
      let meeting = (vessel.level(byTime) - low.level(byTime)) / closing
      if meeting >= 1 { next = min(next ?? meeting, meeting) }
    }
    return next.map { Int64($0.rounded(.up)) }
  }
}
