extension Samples {
  static let effectSizes = #"""
    {"cases": [{"sample": "a6b5", "cliffs_delta": 0.8, "vargha_delaney_A12": 0.9,
    "A_equals_(delta+1)/2": 0.9, "magnitude_romano": "large", "cohens_d_pooled": 1.737204879886649,
    "hedges_g_exact_J": 1.5875879216279054, "hodges_lehmann_shift": 7.5}, {"sample": "ties",
    "cliffs_delta": -0.3392857142857143, "vargha_delaney_A12": 0.33035714285714285,
    "A_equals_(delta+1)/2": 0.33035714285714285, "magnitude_romano": "medium", "cohens_d_pooled":
    -0.6325548420024175, "hedges_g_exact_J": -0.5952230160382553, "hodges_lehmann_shift": -1.0}],
    "samples": {"a6b5": [[19, 22, 16, 29, 24, 21], [20, 11, 17, 12, 13]], "ties": [[1, 2, 2, 3, 4,
    4, 4, 5], [2, 3, 3, 4, 5, 5, 6]]}, "paired_cases": [{"pair": "n10_mixed", "W_plus": 27.0,
    "W_minus": 18.0, "matched_rank_biserial": 0.2, "dz": 0.20121468063698172,
    "hodges_lehmann_pseudomedian": 2.5, "common_language_share_pos": 0.55}, {"pair": "n12_ties",
    "W_plus": 31.0, "W_minus": 5.0, "matched_rank_biserial": 0.7222222222222222, "dz":
    0.5759577567981774, "hodges_lehmann_pseudomedian": 1.0, "common_language_share_pos":
    0.6666666666666666}], "pairs": {"n10_mixed": [[125, 115, 130, 140, 140, 115, 140, 125, 140,
    135], [110, 122, 125, 120, 140, 124, 123, 137, 135, 145]], "n12_ties": [[5, 7, 3, 9, 8, 6, 4, 7,
    9, 10, 2, 6], [4, 7, 5, 6, 8, 3, 4, 5, 9, 6, 3, 3]]}}
    """#
}
