/// Numbers made by scipy, statsmodels, scikit-posthocs, moocore, GSL's C interface and scripts of their own, a few
/// of each kind: with these a checkout by itself proves itself.
enum Samples {
  /// The documents by name, each in the form of the file of that name in `shared/vectors`.
  static let documents: [String: String] = [
    "autocorrelation": autocorrelation,
    "bootstrap": bootstrap,
    "cfs_quota": cfsQuota,
    "effect_sizes": effectSizes,
    "elasticity_metrics": elasticityMetrics,
    "friedman_nemenyi": friedmanNemenyi,
    "gsl_values": gslValues,
    "intervals": intervals,
    "ks": ks,
    "mann_whitney": mannWhitney,
    "multiple_testing": multipleTesting,
    "output_analysis": outputAnalysis,
    "pareto_hypervolume": paretoHypervolume,
    "prometheus_histogram_quantile": prometheusHistogramQuantile,
    "quantiles": quantiles,
    "queueing": queueing,
    "rank_correlation_kruskal": rankCorrelationKruskal,
    "ranking_selection": rankingSelection,
    "replications": replications,
    "sign_flip_permutation": signFlipPermutation,
    "slo_burn": sloBurn,
    "tobit_decensoring": tobitDecensoring,
    "weighted_quantiles": weightedQuantiles,
    "wilcoxon_signed_rank": wilcoxonSignedRank,
  ]
}
