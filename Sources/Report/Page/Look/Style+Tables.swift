extension Style {
  /// Tables: figures under figures, the first column in sight while the others scroll.
  static let tables = """
    .scroll { overflow-x: auto; margin: .4rem 0; position: relative }
    table { border-collapse: separate; border-spacing: 0; width: 100%; font-variant-numeric: tabular-nums }
    caption { text-align: left; color: var(--soft); font-size: .88rem; padding: 0 0 6px }
    th, td {
      padding: 7px 10px; text-align: right; vertical-align: top; border-bottom: 1px solid var(--faint);
      font-weight: 400;
    }
    thead th {
      font-weight: 600; vertical-align: bottom; border-bottom: 2px solid var(--rule); line-height: 1.25;
    }
    thead .unit, thead .way { display: block }
    td { white-space: nowrap }
    th[scope=row], .text { text-align: left; white-space: normal }
    th[scope=row] { font-weight: 600 }
    tbody th[scope=row], thead tr:first-child th:first-child {
      position: sticky; left: 0; background: var(--card); z-index: 1;
    }
    tbody tr:hover>* { background: var(--ground) }
    .value { font-weight: 600 }
    .strategies th[scope=row] { min-width: 150px; max-width: 260px }
    .strategies td { min-width: 118px; line-height: 1.35 }
    .strategies .value { font-size: 1.1rem }
    .strategies .chip { margin-top: 3px }
    .whisker { display: block; width: 96px; height: 10px; margin: 3px 0 1px auto }
    .whisker .base { stroke: var(--rule); stroke-width: 1 }
    .whisker .span { stroke: var(--accent); stroke-width: 3 }
    .whisker circle { fill: var(--accent); stroke: var(--card); stroke-width: 1 }
    .pairs .sub { white-space: nowrap }
    .pairs .drawn { padding-top: 4px; padding-bottom: 2px; text-align: left }
    .strip { width: 260px; height: 44px; display: block; overflow: visible }
    .strip.axis { height: 18px }
    .strip text { font-size: 11px; fill: var(--soft); font-weight: 400 }
    .strip .zero { stroke: var(--soft); stroke-width: 1 }
    .strip .dot {
      stroke: var(--accent); stroke-opacity: .6; stroke-width: 5; stroke-linecap: round; fill: none;
    }
    .strip .span { stroke: var(--ink); stroke-width: 2; fill: none }
    .strip .mean { fill: var(--ink); stroke: var(--card); stroke-width: 1 }
    .mk { width: 14px; height: 14px; fill: var(--c); margin-right: 7px; vertical-align: -1px; flex: none }
    th button.sort {
      background: none; border: 0; padding: 0; min-height: 0; font-weight: 600; text-align: inherit;
      line-height: 1.25; border-radius: 2px;
    }
    th button.sort::before { content: "↕ "; color: var(--soft); font-weight: 400 }
    th[aria-sort=ascending] button.sort::before { content: "↑ "; color: inherit }
    th[aria-sort=descending] button.sort::before { content: "↓ "; color: inherit }
    .narrow { width: auto; margin-bottom: 14px }
    .kept { color: var(--good) }
    .broken { color: var(--bad) }
    .log { font-size: .9rem }
    .log th, .log td { padding: 4px 8px; white-space: nowrap; font-weight: 400 }
    .log thead th { font-weight: 600 }
    .log .reason { white-space: normal; min-width: 400px }
    .log .by { white-space: normal; min-width: 150px }
    .when {
      background: none; border: 0; padding: 0; min-height: 0; color: var(--accent);
      text-decoration: underline; font-variant-numeric: tabular-nums;
    }
    table.time th[scope=row] { white-space: nowrap }
    @media (max-width:600px) {
      th, td { padding: 6px 7px }
      .strategies th[scope=row] { min-width: 112px; max-width: 128px; overflow-wrap: anywhere }
      .strategies th bdi, .strategies th .name { white-space: normal }
      .strategies th .sub { display: none }
      .strip { width: 200px }
    }



    """
}
