extension Samples {
  static let replications = #"""
    {"cases": [{"sd": 1.0, "mean": 10.0, "relative_half_width": 0.01, "n_required_t": 387,
    "n_normal": 385}, {"sd": 4.0, "mean": 10.0, "relative_half_width": 0.05, "n_required_t": 249,
    "n_normal": 246}, {"sd": 30.0, "mean": 100.0, "relative_half_width": 0.1, "n_required_t": 38,
    "n_normal": 35}]}
    """#
}
