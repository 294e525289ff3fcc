extension Samples {
  static let mannWhitney = #"""
    {"cases": [{"sample": "a6b5", "alternative": "two-sided", "method": "exact", "continuity": true,
    "U1": 27.0, "U2": 3.0, "p": 0.030303030303030304}, {"sample": "a6b5", "alternative":
    "two-sided", "method": "asymptotic", "continuity": true, "U1": 27.0, "U2": 3.0, "p":
    0.03576376659097789}, {"sample": "a6b5", "alternative": "two-sided", "method": "asymptotic",
    "continuity": false, "U1": 27.0, "U2": 3.0, "p": 0.028459736916310565}, {"sample": "a6b5",
    "alternative": "less", "method": "exact", "continuity": true, "U1": 27.0, "U2": 3.0, "p":
    0.9913419913419913}, {"sample": "a6b5", "alternative": "less", "method": "asymptotic",
    "continuity": true, "U1": 27.0, "U2": 3.0, "p": 0.9887605633169374}, {"sample": "a6b5",
    "alternative": "less", "method": "asymptotic", "continuity": false, "U1": 27.0, "U2": 3.0, "p":
    0.9857701315418447}, {"sample": "a6b5", "alternative": "greater", "method": "exact",
    "continuity": true, "U1": 27.0, "U2": 3.0, "p": 0.015151515151515152}, {"sample": "a6b5",
    "alternative": "greater", "method": "asymptotic", "continuity": true, "U1": 27.0, "U2": 3.0,
    "p": 0.017881883295488944}, {"sample": "a6b5", "alternative": "greater", "method": "asymptotic",
    "continuity": false, "U1": 27.0, "U2": 3.0, "p": 0.014229868458155282}, {"sample": "ties",
    "alternative": "two-sided", "method": "asymptotic", "continuity": true, "U1": 18.5, "U2": 37.5,
    "p": 0.28794985368798554}, {"sample": "ties", "alternative": "two-sided", "method":
    "asymptotic", "continuity": false, "U1": 18.5, "U2": 37.5, "p": 0.2620049795137652}, {"sample":
    "ties", "alternative": "less", "method": "asymptotic", "continuity": true, "U1": 18.5, "U2":
    37.5, "p": 0.14397492684399277}, {"sample": "ties", "alternative": "less", "method":
    "asymptotic", "continuity": false, "U1": 18.5, "U2": 37.5, "p": 0.1310024897568826}, {"sample":
    "ties", "alternative": "greater", "method": "asymptotic", "continuity": true, "U1": 18.5, "U2":
    37.5, "p": 0.8811390017643428}, {"sample": "ties", "alternative": "greater", "method":
    "asymptotic", "continuity": false, "U1": 18.5, "U2": 37.5, "p": 0.8689975102431173}], "samples":
    {"a6b5": [[19, 22, 16, 29, 24, 21], [20, 11, 17, 12, 13]], "ties": [[1, 2, 2, 3, 4, 4, 4, 5],
    [2, 3, 3, 4, 5, 5, 6]]}}
    """#
}
