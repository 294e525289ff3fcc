extension Samples {
  static let signFlipPermutation = #"""
    {"cases": [{"pair": "n10_mixed", "n": 10, "mean_diff": 2.4, "count_ge": 556, "total": 1024,
    "p_two_sided": 0.54296875, "min_possible_p": 0.001953125}], "pairs": {"n10_mixed": [[125, 115,
    130, 140, 140, 115, 140, 125, 140, 135], [110, 122, 125, 120, 140, 124, 123, 137, 135, 145]]}}
    """#
}
