/// Which pods no node may take, as the snapshot is now: what holds for one pod holds for its equals.
///
/// Of thousands of equal pods that wait, each is tried at every node that comes; once nodes are full, one of them
/// has found that out for all.
struct Refusals: Sendable {
  private var version: UInt64 = .max
  private var filters: [PodClassID: Set<Rejection.Filter>] = [:]

  /// The filters that refuse pods of a class; nil where it is not known, or the snapshot has changed.
  func filters(of pod: PodClassID, at version: UInt64) -> Set<Rejection.Filter>? {
    version == self.version ? filters[pod] : nil
  }

  /// Notes that pods of a class were refused everywhere, and by which filters.
  mutating func note(_ pod: PodClassID, rejectedBy filters: Set<Rejection.Filter>, at version: UInt64) {
    if version != self.version {
      self.version = version
      self.filters.removeAll(keepingCapacity: true)
    }
    self.filters[pod] = filters
  }
}
