extension Samples {
  static let sloBurn = #"""
    {"cases": [{"slo": 0.999, "period_days": 30, "good": 99950, "total": 100000, "error_ratio":
    0.0004999999999999449, "budget": 0.0010000000000000009, "burn_rate": 0.4999999999999445,
    "budget_consumed_if_window_hours": {"1": 0.0006944444444443674, "6": 0.004166666666666204, "72":
    0.04999999999999445}, "hours_to_exhaustion": 1440.0000000001598, "violations_allowed_remaining":
    50.000000000000085}, {"slo": 0.99, "period_days": 28, "good": 9800, "total": 10000,
    "error_ratio": 0.020000000000000018, "budget": 0.010000000000000009, "burn_rate": 2.0,
    "budget_consumed_if_window_hours": {"1": 0.002976190476190476, "6": 0.017857142857142856, "72":
    0.21428571428571427}, "hours_to_exhaustion": 336.0, "violations_allowed_remaining":
    -99.99999999999991}, {"slo": 0.999, "period_days": 30, "good": 100000, "total": 100000,
    "error_ratio": 0.0, "budget": 0.0010000000000000009, "burn_rate": 0.0,
    "budget_consumed_if_window_hours": {"1": 0.0, "6": 0.0, "72": 0.0}, "hours_to_exhaustion":
    "inf", "violations_allowed_remaining": 100.00000000000009}, {"slo": 0.95, "period_days": 7,
    "good": 900, "total": 1000, "error_ratio": 0.09999999999999998, "budget": 0.050000000000000044,
    "burn_rate": 1.9999999999999978, "budget_consumed_if_window_hours": {"1": 0.011904761904761892,
    "6": 0.07142857142857134, "72": 0.8571428571428561}, "hours_to_exhaustion": 84.0000000000001,
    "violations_allowed_remaining": -49.99999999999996}], "mwmbr_table": [{"severity": "page",
    "long_h": 1, "short_min": 5, "burn": 14.4, "budget_pct": 2, "check_burn*long/720h_pct": 2.0},
    {"severity": "page", "long_h": 6, "short_min": 30, "burn": 6, "budget_pct": 5,
    "check_burn*long/720h_pct": 5.0}, {"severity": "ticket", "long_h": 72, "short_min": 360, "burn":
    1, "budget_pct": 10, "check_burn*long/720h_pct": 10.0}]}
    """#
}
