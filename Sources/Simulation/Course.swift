/// How far one workload of a run has come.
///
/// As long as nobody scales a workload and nothing happens to its pods, no other workload can tell what it does, and
/// it runs ahead of them.
struct Course {
  /// The load still to come.
  var feed: LoadFeed
  /// The change of load that stands in the queue of events, nil for none.
  var queuedLoadMs: Int64?
  /// The next scrape it has not met.
  var nextScrapeMs: Int64 = 0
  /// The instant up to which it ran ahead, -1 if it never did.
  var aheadMs: Int64 = -1
  /// Whether it may run ahead at all.
  var isSolitary = false
  /// Whether one scaler besides HPAs is all that looks at it or scales it, and nothing of its neighbours concerns it.
  var isScalersOwn = false
  /// The scaler with which it may run ahead, nil where it may not.
  var scaler: Int?
  /// The HPA that scales it, where it is solitary; nil for none.
  var autoscaler: Int?

  init(_ feed: LoadFeed) { self.feed = feed }
}
