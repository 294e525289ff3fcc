extension Samples {
  static let elasticityMetrics = #"""
    {"cases": [{"name": "exact", "demand": [2, 3, 4, 3, 2], "supply": [2, 3, 4, 3, 2], "dt": [1, 1,
    1, 1, 1], "T": 5.0, "theta_U_pct": 0.0, "theta_O_pct": 0.0, "theta_O_by_supply_pct": 0.0,
    "accuracy_U_units(BUNGEE: area/T)": 0.0, "accuracy_O_units": 0.0, "a_U_R_normalised": 0.0,
    "a_O_R_normalised": 0.0, "R": 4.0, "tau_U_pct": 0.0, "tau_O_pct": 0.0,
    "instability_k_pct(supply up/not-down while demand not)": 0.0, "instability_kprime_pct": 0.0,
    "instability_upsilon_pct(k+k')": 0.0, "E_S": 4, "E_D": 4, "jitter_per_time_unit((E_S-E_D)/T)":
    0.0, "direction_flips": 1, "supply_time": 14.0, "demand_time": 14.0, "slack_absolute": 0.0,
    "slack_relative_over_supply": 0.0,
    "deviation_minkowski3(theta_U+theta_O, tau_U+tau_O, upsilon)": 0.0}, {"name": "always_over",
    "demand": [2, 2, 2, 2], "supply": [4, 4, 4, 4], "dt": [1, 1, 1, 1], "T": 4.0, "theta_U_pct":
    0.0, "theta_O_pct": 100.0, "theta_O_by_supply_pct": 50.0, "accuracy_U_units(BUNGEE: area/T)":
    0.0, "accuracy_O_units": 2.0, "a_U_R_normalised": 0.0, "a_O_R_normalised": 0.5, "R": 4.0,
    "tau_U_pct": 0.0, "tau_O_pct": 100.0, "instability_k_pct(supply up/not-down while demand not)":
    0.0, "instability_kprime_pct": 0.0, "instability_upsilon_pct(k+k')": 0.0, "E_S": 0, "E_D": 0,
    "jitter_per_time_unit((E_S-E_D)/T)": 0.0, "direction_flips": 0, "supply_time": 16.0,
    "demand_time": 8.0, "slack_absolute": 8.0, "slack_relative_over_supply": 0.5,
    "deviation_minkowski3(theta_U+theta_O, tau_U+tau_O, upsilon)": 125.99210498948729}, {"name":
    "lagged_step", "demand": [2, 2, 6, 6, 6, 2, 2, 2], "supply": [2, 2, 2, 4, 6, 6, 6, 2], "dt": [1,
    1, 1, 1, 1, 1, 1, 1], "T": 8.0, "theta_U_pct": 12.5, "theta_O_pct": 50.0,
    "theta_O_by_supply_pct": 16.666666666666664, "accuracy_U_units(BUNGEE: area/T)": 0.75,
    "accuracy_O_units": 1.0, "a_U_R_normalised": 0.125, "a_O_R_normalised": 0.16666666666666666,
    "R": 6.0, "tau_U_pct": 25.0, "tau_O_pct": 25.0,
    "instability_k_pct(supply up/not-down while demand not)": 42.85714285714286,
    "instability_kprime_pct": 28.571428571428573, "instability_upsilon_pct(k+k')":
    71.42857142857143, "E_S": 3, "E_D": 2, "jitter_per_time_unit((E_S-E_D)/T)": 0.125,
    "direction_flips": 1, "supply_time": 30.0, "demand_time": 28.0, "slack_absolute": 8.0,
    "slack_relative_over_supply": 0.26666666666666666,
    "deviation_minkowski3(theta_U+theta_O, tau_U+tau_O, upsilon)": 90.18776076759461}, {"name":
    "oscillating", "demand": [4, 4, 4, 4, 4, 4, 4, 4, 4, 4], "supply": [4, 5, 3, 5, 3, 5, 3, 5, 3,
    4], "dt": [1, 1, 1, 1, 1, 1, 1, 1, 1, 1], "T": 10.0, "theta_U_pct": 10.0, "theta_O_pct": 10.0,
    "theta_O_by_supply_pct": 8.0, "accuracy_U_units(BUNGEE: area/T)": 0.4, "accuracy_O_units": 0.4,
    "a_U_R_normalised": 0.08, "a_O_R_normalised": 0.08, "R": 5.0, "tau_U_pct": 40.0, "tau_O_pct":
    40.0, "instability_k_pct(supply up/not-down while demand not)": 55.55555555555556,
    "instability_kprime_pct": 44.44444444444444, "instability_upsilon_pct(k+k')": 100.0, "E_S": 9,
    "E_D": 0, "jitter_per_time_unit((E_S-E_D)/T)": 0.9, "direction_flips": 8, "supply_time": 40.0,
    "demand_time": 40.0, "slack_absolute": 4.0, "slack_relative_over_supply": 0.1,
    "deviation_minkowski3(theta_U+theta_O, tau_U+tau_O, upsilon)": 114.97794157889659}, {"name":
    "irregular_dt", "demand": [1, 3, 5, 2], "supply": [2, 2, 5, 4], "dt": [10, 5, 20, 15], "T":
    50.0, "theta_U_pct": 3.333333333333333, "theta_O_pct": 50.0, "theta_O_by_supply_pct": 25.0,
    "accuracy_U_units(BUNGEE: area/T)": 0.1, "accuracy_O_units": 0.8, "a_U_R_normalised": 0.02,
    "a_O_R_normalised": 0.16, "R": 5.0, "tau_U_pct": 10.0, "tau_O_pct": 50.0,
    "instability_k_pct(supply up/not-down while demand not)": 0.0, "instability_kprime_pct": 12.5,
    "instability_upsilon_pct(k+k')": 12.5, "E_S": 2, "E_D": 3, "jitter_per_time_unit((E_S-E_D)/T)":
    -0.02, "direction_flips": 1, "supply_time": 190.0, "demand_time": 155.0, "slack_absolute": 40.0,
    "slack_relative_over_supply": 0.21052631578947367,
    "deviation_minkowski3(theta_U+theta_O, tau_U+tau_O, upsilon)": 71.76834165176693}, {"name":
    "zero_demand", "demand": [0, 0, 1, 0], "supply": [1, 1, 1, 0], "dt": [60, 60, 60, 60], "T":
    240.0, "theta_U_pct": 0.0, "theta_O_pct": 50.0, "theta_O_by_supply_pct": 50.0,
    "accuracy_U_units(BUNGEE: area/T)": 0.0, "accuracy_O_units": 0.5, "a_U_R_normalised": 0.0,
    "a_O_R_normalised": 0.5, "R": 1.0, "tau_U_pct": 0.0, "tau_O_pct": 50.0,
    "instability_k_pct(supply up/not-down while demand not)": 0.0, "instability_kprime_pct":
    33.333333333333336, "instability_upsilon_pct(k+k')": 33.333333333333336, "E_S": 1, "E_D": 2,
    "jitter_per_time_unit((E_S-E_D)/T)": -0.004166666666666667, "direction_flips": 0, "supply_time":
    180.0, "demand_time": 60.0, "slack_absolute": 120.0, "slack_relative_over_supply":
    0.6666666666666666, "deviation_minkowski3(theta_U+theta_O, tau_U+tau_O, upsilon)":
    65.96486016134007}, {"name": "fractional_demand", "demand": [1.2, 2.7, 3.9, 3.1, 0.4], "supply":
    [2, 2, 4, 4, 1], "dt": [30, 30, 30, 30, 30], "T": 150.0, "theta_U_pct": 5.185185185185185,
    "theta_O_pct": 49.65260545905707, "theta_O_by_supply_pct": 25.0,
    "accuracy_U_units(BUNGEE: area/T)": 0.14000000000000004, "accuracy_O_units": 0.48,
    "a_U_R_normalised": 0.03500000000000001, "a_O_R_normalised": 0.12, "R": 4.0, "tau_U_pct": 20.0,
    "tau_O_pct": 80.0, "instability_k_pct(supply up/not-down while demand not)": 25.0,
    "instability_kprime_pct": 25.0, "instability_upsilon_pct(k+k')": 50.0, "E_S": 2, "E_D": 4,
    "jitter_per_time_unit((E_S-E_D)/T)": -0.013333333333333334, "direction_flips": 1, "supply_time":
    390.0, "demand_time": 339.0, "slack_absolute": 72.0, "slack_relative_over_supply":
    0.18461538461538463, "deviation_minkowski3(theta_U+theta_O, tau_U+tau_O, upsilon)":
    108.85611537907175}], "elastic_speedup": [{"baseline": "lagged_step", "scaler": "oscillating",
    "epsilon": 1.2499999999999998}, {"baseline": "lagged_step", "scaler": "irregular_dt", "epsilon":
    1.471415478191356}, {"baseline": "lagged_step", "scaler": "fractional_demand", "epsilon":
    0.9868097561245324}, {"baseline": "lagged_step", "scaler": "exact", "epsilon": null}],
    "pairwise_competition_pct": {"lagged_step": 36.666666666666664, "oscillating": 40.0,
    "irregular_dt": 70.0, "fractional_demand": 53.333333333333336}, "adi_netto": [{"util": [55, 62,
    48, 91, 100, 70, 20], "L": 60, "U": 80, "adi": 88}]}
    """#
}
