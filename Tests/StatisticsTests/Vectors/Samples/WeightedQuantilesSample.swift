extension Samples {
  static let weightedQuantiles = #"""
    {"cases": [{"x": [1.0, 2.0, 3.0, 4.0, 5.0], "w": [1.0, 2.0, 3.0, 2.0, 2.0], "p": [0, 0.01, 0.05,
    0.1, 0.25, 0.333, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1], "inverted_cdf(numpy weights=)": [1.0,
    1.0, 1.0, 1.0, 2.0, 3.0, 3.0, 4.0, 5.0, 5.0, 5.0, 5.0, 5.0], "statsmodels_DescrStatsW_quantile":
    [1.0, 1.0, 1.0, 1.5, 2.0, 3.0, 3.0, 4.0, 5.0, 5.0, 5.0, 5.0, 5.0], "weighted_mean": 3.2,
    "reliability_weighted_var(gsl_stats_wvariance)": 1.9999999999999998, "ESS_kish":
    4.545454545454546, "hazen_weighted_interp(np.interp on (cumw-w/2)/sumw)": [1.0, 1.0, 1.0,
    1.3333333333333333, 2.2, 2.532, 3.2, 4.25, 5.0, 5.0, 5.0, 5.0, 5.0]}]}
    """#
}
