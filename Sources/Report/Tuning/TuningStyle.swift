/// What a tuning report looks like beyond the usual page.
enum TuningStyle {
  static let text = """
    .cloud .plot { touch-action: pan-y; cursor: crosshair }
    .cloudy { stroke-linecap: round; stroke-width: 7 }
    .cloudy.in { stroke: var(--accent); stroke-opacity: .75 }
    .cloudy.out { stroke: var(--bad); stroke-opacity: .45; stroke-width: 5; stroke-linecap: square }
    .here {
      position: absolute; width: 16px; height: 16px; margin: -8px 0 0 -8px; border-radius: 50%;
      border: 2px solid var(--ink); pointer-events: none;
    }
    #policy { font-weight: 600; min-height: 1.5em; font-variant-numeric: tabular-nums }
    .swatch { display: inline-block; width: 9px; height: 9px; margin: 0 5px 0 10px; vertical-align: 1px }
    .swatch.in { background: var(--accent); border-radius: 50% }
    .swatch.out { background: var(--bad) }
    .ranked td, .ranked th { white-space: nowrap }
    .ranked .policy { white-space: normal; min-width: 190px; text-align: left }
    .ranked tr.chosen > * { background: var(--good-bg) }
    .ranked tr.today > * { background: var(--calm-bg) }
    .maps { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 440px), 1fr)); gap: 8px 28px }
    .map { border-spacing: 2px; width: auto; font-size: .84rem }
    .map td, .map th { padding: 4px 6px; border: 0; text-align: center; min-width: 44px; white-space: nowrap }
    .map thead th, .map tbody th[scope=row] { font-weight: 600; background: none; white-space: nowrap }
    .map tbody th[scope=row] { text-align: right }
    .map td.none { color: var(--soft); background: var(--faint) }
    .map td.heat { background: color-mix(in srgb, var(--heat) var(--part), var(--card)); --heat: var(--accent) }
    .map td.best { outline: 2px solid var(--good); outline-offset: -2px; font-weight: 700 }
    .effect {
      display: grid; grid-template-columns: minmax(70px, max-content) 1fr max-content; gap: 3px 10px;
      align-items: center; font-size: .88rem; max-width: 620px;
    }
    .effect .bar { height: 13px; background: var(--faint); position: relative; border-radius: 2px }
    .effect .bar i { position: absolute; left: 0; top: 0; bottom: 0; background: var(--accent); border-radius: 2px }
    .effect .value { font-variant-numeric: tabular-nums; font-weight: 400; text-align: right }
    .effect .level { text-align: right }
    .code { border: 1px solid var(--rule); border-radius: 8px; background: var(--ground) }
    @media print {
      .ranked { font-size: 7.5pt }
      .ranked td, .ranked th { padding: 2pt 3pt; min-width: 0; white-space: normal }
      .ranked .policy { min-width: 90pt }
      .ranked .sub, .ranked .unit, .ranked .tag { font-size: 6.5pt }
    }

    """
}
