extension Samples {
  static let wilcoxonSignedRank = #"""
    {"cases": [{"pair": "n8_all_positive", "zero_method": "wilcox", "alternative": "two-sided",
    "method": "exact", "correction": false, "statistic": 0.0, "p": 0.0078125, "z": null}, {"pair":
    "n8_all_positive", "zero_method": "wilcox", "alternative": "two-sided", "method": "approx",
    "correction": false, "statistic": 0.0, "p": 0.011718685599768628, "z": -2.5205041512504174},
    {"pair": "n8_all_positive", "zero_method": "wilcox", "alternative": "two-sided", "method":
    "approx", "correction": true, "statistic": 0.0, "p": 0.014266186701446923, "z":
    -2.450490147049017}, {"pair": "n8_all_positive", "zero_method": "wilcox", "alternative":
    "greater", "method": "exact", "correction": false, "statistic": 36.0, "p": 0.00390625, "z":
    null}, {"pair": "n8_all_positive", "zero_method": "wilcox", "alternative": "greater", "method":
    "approx", "correction": false, "statistic": 36.0, "p": 0.005859342799884314, "z":
    2.5205041512504174}, {"pair": "n8_all_positive", "zero_method": "wilcox", "alternative":
    "greater", "method": "approx", "correction": true, "statistic": 36.0, "p": 0.007133093350723462,
    "z": 2.450490147049017}, {"pair": "n8_all_positive", "zero_method": "pratt", "alternative":
    "two-sided", "method": "exact", "correction": false, "statistic": 0.0, "p": 0.0078125, "z":
    null}, {"pair": "n8_all_positive", "zero_method": "pratt", "alternative": "two-sided", "method":
    "approx", "correction": false, "statistic": 0.0, "p": 0.011718685599768628, "z":
    -2.5205041512504174}, {"pair": "n8_all_positive", "zero_method": "pratt", "alternative":
    "two-sided", "method": "approx", "correction": true, "statistic": 0.0, "p":
    0.014266186701446923, "z": -2.450490147049017}, {"pair": "n8_all_positive", "zero_method":
    "pratt", "alternative": "greater", "method": "exact", "correction": false, "statistic": 36.0,
    "p": 0.00390625, "z": null}, {"pair": "n8_all_positive", "zero_method": "pratt", "alternative":
    "greater", "method": "approx", "correction": false, "statistic": 36.0, "p":
    0.005859342799884314, "z": 2.5205041512504174}, {"pair": "n8_all_positive", "zero_method":
    "pratt", "alternative": "greater", "method": "approx", "correction": true, "statistic": 36.0,
    "p": 0.007133093350723462, "z": 2.450490147049017}, {"pair": "n8_all_positive", "zero_method":
    "zsplit", "alternative": "two-sided", "method": "exact", "correction": false, "statistic": 0.0,
    "p": 0.0078125, "z": null}, {"pair": "n8_all_positive", "zero_method": "zsplit", "alternative":
    "two-sided", "method": "approx", "correction": false, "statistic": 0.0, "p":
    0.011718685599768628, "z": -2.5205041512504174}, {"pair": "n8_all_positive", "zero_method":
    "zsplit", "alternative": "two-sided", "method": "approx", "correction": true, "statistic": 0.0,
    "p": 0.014266186701446923, "z": -2.450490147049017}, {"pair": "n8_all_positive", "zero_method":
    "zsplit", "alternative": "greater", "method": "exact", "correction": false, "statistic": 36.0,
    "p": 0.00390625, "z": null}, {"pair": "n8_all_positive", "zero_method": "zsplit", "alternative":
    "greater", "method": "approx", "correction": false, "statistic": 36.0, "p":
    0.005859342799884314, "z": 2.5205041512504174}, {"pair": "n8_all_positive", "zero_method":
    "zsplit", "alternative": "greater", "method": "approx", "correction": true, "statistic": 36.0,
    "p": 0.007133093350723462, "z": 2.450490147049017}, {"pair": "n12_ties", "zero_method":
    "wilcox", "alternative": "two-sided", "method": "approx", "correction": false, "statistic": 5.0,
    "p": 0.06666904726002462, "z": -1.8338986012323555}, {"pair": "n12_ties", "zero_method":
    "wilcox", "alternative": "two-sided", "method": "approx", "correction": true, "statistic": 5.0,
    "p": 0.07783911077082932, "z": -1.7633640396464956}, {"pair": "n12_ties", "zero_method":
    "wilcox", "alternative": "greater", "method": "approx", "correction": false, "statistic": 31.0,
    "p": 0.03333452363001231, "z": 1.8338986012323555}, {"pair": "n12_ties", "zero_method":
    "wilcox", "alternative": "greater", "method": "approx", "correction": true, "statistic": 31.0,
    "p": 0.03891955538541466, "z": 1.7633640396464956}, {"pair": "n12_ties", "zero_method": "pratt",
    "alternative": "two-sided", "method": "approx", "correction": false, "statistic": 13.0, "p":
    0.0908642450709177, "z": -1.6908563326797965}, {"pair": "n12_ties", "zero_method": "pratt",
    "alternative": "two-sided", "method": "approx", "correction": true, "statistic": 13.0, "p":
    0.09882071848777262, "z": -1.6505978485683728}, {"pair": "n12_ties", "zero_method": "pratt",
    "alternative": "greater", "method": "approx", "correction": false, "statistic": 55.0, "p":
    0.04543212253545885, "z": 1.6908563326797965}, {"pair": "n12_ties", "zero_method": "pratt",
    "alternative": "greater", "method": "approx", "correction": true, "statistic": 55.0, "p":
    0.04941035924388631, "z": 1.6505978485683728}, {"pair": "n12_ties", "zero_method": "zsplit",
    "alternative": "two-sided", "method": "approx", "correction": false, "statistic": 18.0, "p":
    0.09739665838072696, "z": -1.6576077797241027}, {"pair": "n12_ties", "zero_method": "zsplit",
    "alternative": "two-sided", "method": "approx", "correction": true, "statistic": 18.0, "p":
    0.10563222993578036, "z": -1.6181409278259098}, {"pair": "n12_ties", "zero_method": "zsplit",
    "alternative": "greater", "method": "approx", "correction": false, "statistic": 60.0, "p":
    0.04869832919036348, "z": 1.6576077797241027}, {"pair": "n12_ties", "zero_method": "zsplit",
    "alternative": "greater", "method": "approx", "correction": true, "statistic": 60.0, "p":
    0.05281611496789018, "z": 1.6181409278259098}], "pairs": {"n8_all_positive": [[12.1, 14.0, 9.9,
    11.2, 13.3, 10.8, 12.7, 15.1], [10.0, 11.1, 9.1, 10.3, 10.2, 10.1, 11.0, 11.9]], "n12_ties":
    [[5, 7, 3, 9, 8, 6, 4, 7, 9, 10, 2, 6], [4, 7, 5, 6, 8, 3, 4, 5, 9, 6, 3, 3]]}}
    """#
}
