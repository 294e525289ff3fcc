// Numbers made by scipy, statsmodels, GSL's C interface and scripts of their own, a few of each kind.
// Without a second file to lose: a checkout by itself proves itself with these.

enum Samples {
  /// The documents by name, each in the form of the file of that name in `shared/vectors`.
  static let documents: [String: String] = [
    "cfs_quota": #"""
    {"cases": [{"cpu_ms": 20, "quota_ms": 10, "period_ms": 100, "wall_ms": 110,
    "periods_throttled": 1}, {"cpu_ms": 100, "quota_ms": 50, "period_ms": 100, "wall_ms": 150,
    "periods_throttled": 1}, {"cpu_ms": 250, "quota_ms": 20, "period_ms": 100, "wall_ms": 1210,
    "periods_throttled": 12}], "parallel": [{"cpu_ms_each": 50, "threads": 4, "quota_ms": 100,
    "period_ms": 100, "wall_ms": 125.0}, {"cpu_ms_each": 25, "threads": 4, "quota_ms": 100,
    "period_ms": 100, "wall_ms": 25.0}]}
    """#,
    "queueing": #"""
    {"cases": [{"c": 1, "a": 0.5, "erlang_b": 0.3333333333333333, "erlang_b_via_poisson":
    0.33333333333333326, "erlang_c": 0.5}, {"c": 5, "a": 4.0, "erlang_b": 0.19906687402799378,
    "erlang_b_via_poisson": 0.19906687402799383, "erlang_c": 0.5541125541125543}, {"c": 3, "a":
    0.0, "erlang_b": 0.0, "erlang_b_via_poisson": 0.0, "erlang_c": 0.0}], "mmc": [{"c": 1,
    "lambda": 50.0, "mu": 100.0, "a": 0.5, "rho": 0.5, "P_wait": 0.5, "Wq": 0.01, "W": 0.02, "Lq":
    0.5, "L": 1.0, "wait_p50": 0.0, "response_p50": 0.01386294361087405, "wait_p90":
    0.03218875824868201, "response_p90": 0.04605170185988092, "wait_p95": 0.0460517018598809,
    "response_p95": 0.05991464547154373, "wait_p99": 0.0782404601085629, "response_p99":
    0.09210340371976182}, {"c": 10, "lambda": 80.0, "mu": 10.0, "a": 8.0, "rho": 0.8, "P_wait":
    0.40918015079644354, "Wq": 0.020459007539822178, "W": 0.12045900753982218, "Lq":
    1.6367206031857742, "L": 9.636720603185774, "wait_p50": 0.0, "response_p50":
    0.09121446106069786, "wait_p90": 0.07044926697863958, "response_p90": 0.262432003760708,
    "wait_p95": 0.10510662600663678, "response_p95": 0.33282746785601225, "wait_p99":
    0.18557852162834182, "response_p99": 0.49461113276114654}, {"c": 100, "lambda": 950.0, "mu":
    10.0, "a": 95.0, "rho": 0.95, "P_wait": 0.5064568539130203, "Wq": 0.010129137078260407, "W":
    0.11012913707826041, "Lq": 9.622680224347386, "L": 104.62268022434739, "wait_p50":
    0.00025662073732386445, "response_p50": 0.08079158973740436, "wait_p90": 0.03244537898600588,
    "response_p90": 0.24217949804346192, "wait_p95": 0.046308322597204764, "response_p95":
    0.311494870121211, "wait_p99": 0.07849708084588677, "response_p99": 0.4724387048949151}],
    "mgc_approximations": [{"c": 1, "lambda": 8.0, "mu": 10.0, "ca2": 1, "cs2": 4, "rho": 0.8,
    "Wq_MMc": 0.4, "Wq_MDc_cosmetatos": 0.2, "Wq_lee_longton": 1.0, "Wq_kimura": 1.0,
    "Wq_allen_cunneen": 1.0, "Wq_sakasegawa": 1.0000000000000002, "Wq_pollaczek_khinchine":
    1.0000000000000002, "Wq_kingman": 1.0000000000000002, "W_processor_sharing":
    0.5000000000000001}, {"c": 4, "lambda": 36.0, "mu": 10.0, "ca2": 1, "cs2": 4, "rho": 0.9,
    "Wq_MMc": 0.19693831607384066, "Wq_MDc_cosmetatos": 0.09995592923020169, "Wq_lee_longton":
    0.4923457901846017, "Wq_kimura": 0.47131442040112426, "Wq_allen_cunneen": 0.4923457901846017,
    "Wq_sakasegawa": 0.4976678867450661}, {"c": 10, "lambda": 70.0, "mu": 10.0, "ca2": 2.0, "cs2":
    0.5, "rho": 0.7, "Wq_MMc": 0.007391040529460513, "Wq_MDc_cosmetatos": 0.0041720070176799,
    "Wq_lee_longton": 0.0055432803970953855, "Wq_kimura": 0.005879002102567787,
    "Wq_allen_cunneen": 0.009238800661825641, "Wq_sakasegawa": 0.011172133688366313}], "mmck":
    [{"c": 1, "K": 10, "lambda": 9.0, "mu": 10.0, "P_block": 0.050813731327412376, "throughput":
    8.542676418053288, "L": 3.969440598586173, "Lq": 3.1151729567808446, "W_admitted":
    0.46466006721237046, "Wq_admitted": 0.3646600672123705, "utilisation": 0.8542676418053288},
    {"c": 10, "K": 110, "lambda": 120.0, "mu": 10.0, "P_block": 0.16666666756821555, "throughput":
    99.99999989181413, "L": 105.00000056343752, "Lq": 95.00000057425612, "W_admitted":
    1.050000006770327, "Wq_admitted": 0.950000006770327, "utilisation": 0.9999999989181413}, {"c":
    10, "K": 110, "lambda": 120.0, "mu": 10.0, "P_block": 0.16666666756821555, "throughput":
    99.99999989181413, "L": 105.00000056343752, "Lq": 95.00000057425612, "W_admitted":
    1.050000006770327, "Wq_admitted": 0.950000006770327, "utilisation": 0.9999999989181413}],
    "erlang_a": [{"c": 10, "lambda": 90.0, "mu": 10.0, "theta": 1.0, "P_wait": 0.5779867884215925,
    "P_abandon": 0.03043678811395592, "Lq": 2.739310930256033, "utilisation": 0.8726068906974396},
    {"c": 100, "lambda": 1000.0, "mu": 10.0, "theta": 2.0, "P_wait": 0.6990617776338759,
    "P_abandon": 0.024646944529975408, "Lq": 12.323472264987704, "utilisation":
    0.9753530554700238}], "halfin_whitt": [{"a": 10.0, "target_P_wait": 0.5, "beta":
    0.5060544689891945, "n_square_root": 12, "n_exact_erlang_c": 12, "P_wait_at_n_sqrt":
    0.4493882242982711}, {"a": 10.0, "target_P_wait": 0.01, "beta": 2.3748881475350507,
    "n_square_root": 18, "n_exact_erlang_c": 19, "P_wait_at_n_sqrt": 0.015928277434601366}, {"a":
    1000.0, "target_P_wait": 0.01, "beta": 2.3748881475350507, "n_square_root": 1076,
    "n_exact_erlang_c": 1077, "P_wait_at_n_sqrt": 0.010275617008061608}],
    "min_servers_for_response_slo": [{"lambda": 100.0, "mu": 10.0, "T": 0.5, "p": 0.95,
    "min_servers": 11, "rho": 0.9090909090909091, "sf_at_c": 0.02971832855062573,
    "sf_at_c_minus_1": 1.0, "single_service_sf": 0.006737946999085467}, {"lambda": 37.0, "mu":
    12.5, "T": 0.3, "p": 0.95, "min_servers": 5, "rho": 0.592, "sf_at_c": 0.02853290617868135,
    "sf_at_c_minus_1": 0.06387356072206322, "single_service_sf": 0.023517745856009107}],
    "fluid_backlog": [{"q0": 10, "lambda": [50, 120, 200, 200, 80, 20, 20], "capacity": [100, 100,
    100, 100, 150, 150, 150], "dt": 15, "qmax": 1000, "steps": [{"served": 760, "dropped": 0.0,
    "backlog_end": 0, "util": 0.5066666666666667}, {"served": 1500, "dropped": 0.0, "backlog_end":
    300, "util": 1.0}, {"served": 1500, "dropped": 800, "backlog_end": 1000, "util": 1.0},
    {"served": 1500, "dropped": 1500, "backlog_end": 1000, "util": 1.0}, {"served": 2200,
    "dropped": 0.0, "backlog_end": 0, "util": 0.9777777777777777}, {"served": 300, "dropped": 0.0,
    "backlog_end": 0, "util": 0.13333333333333333}, {"served": 300, "dropped": 0.0, "backlog_end":
    0, "util": 0.13333333333333333}]}], "des_check": [{"c": 4, "lambda": 36.0, "mean_service":
    0.1, "cs2": 1, "dist": "exp", "n": 3000000, "Wq": 0.19745763631729513, "Wq_ci95_half":
    0.006570725059182575, "P_wait": 0.7882485185185185, "response_p50_p95_p99":
    [0.2266539228750255, 0.812343664160513, 1.208299491606385]}, {"c": 4, "lambda": 36.0,
    "mean_service": 0.1, "cs2": 4, "dist": "lognormal", "n": 3000000, "Wq": 0.47666090390229354,
    "Wq_ci95_half": 0.02891668168524969, "P_wait": 0.7992855555555556, "response_p50_p95_p99":
    [0.32502154519240667, 2.0083830111151446, 3.344723954441265]}]}
    """#,
  ]
}
