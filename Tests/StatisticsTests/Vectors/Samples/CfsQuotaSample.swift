extension Samples {
  static let cfsQuota = #"""
    {"cases": [{"cpu_ms": 20, "quota_ms": 10, "period_ms": 100, "wall_ms": 110, "periods_throttled":
    1}, {"cpu_ms": 100, "quota_ms": 50, "period_ms": 100, "wall_ms": 150, "periods_throttled": 1},
    {"cpu_ms": 250, "quota_ms": 20, "period_ms": 100, "wall_ms": 1210, "periods_throttled": 12}],
    "parallel": [{"cpu_ms_each": 50, "threads": 4, "quota_ms": 100, "period_ms": 100, "wall_ms":
    125.0}, {"cpu_ms_each": 25, "threads": 4, "quota_ms": 100, "period_ms": 100, "wall_ms": 25.0}]}
    """#
}
