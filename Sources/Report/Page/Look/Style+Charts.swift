extension Style {
  /// Charts, their axes and what steers them.
  static let charts = """
    #chart { --gutter:62px; margin-top: 6px }
    .panel { margin: 0 0 8px }
    .head {
      display: flex; flex-wrap: wrap; gap: 0 14px; font-size: .82rem; color: var(--soft);
      padding-left: var(--gutter); min-height: 1.45em; align-items: baseline;
    }
    .head>span:first-child { color: var(--ink) }
    .read { margin-left: auto; color: var(--ink); font-weight: 600; font-variant-numeric: tabular-nums }
    .keys { display: flex; gap: 12px }
    .plot {
      position: relative; margin-left: var(--gutter); border-left: 1px solid var(--rule);
      border-bottom: 1px solid var(--rule);
    }
    .plot svg:not(.mk) { position: absolute; width: 100%; height: 100%; display: block }
    .plot path { fill: none; vector-effect: non-scaling-stroke }
    .grid { stroke: var(--faint); stroke-width: 1 }
    .late { fill: var(--late) }
    .plot .slo { stroke: var(--slo); stroke-width: 1.2; stroke-dasharray: 8 4 }
    .plot .line { stroke: var(--c); stroke-width: 1.7 }
    .plot .line.desired { stroke: var(--ink); stroke-width: 1.2; stroke-dasharray: 5 3 }
    .plot .line.oracle { stroke: var(--soft); stroke-width: 1.2; stroke-dasharray: 1.5 3 }
    .plot .area { fill: var(--c); fill-opacity: .16 }
    .shared .plot .line { stroke: var(--ink) }
    .shared .plot .area { fill: var(--ink); fill-opacity: .08 }
    [data-lane=all] .line.s1 { stroke-dasharray: 9 3 }
    [data-lane=all] .line.s2 { stroke-dasharray: 3 2 }
    [data-lane=all] .line.s3 { stroke-dasharray: 9 3 2 3 }
    [data-lane=all] .line.s4 { stroke-dasharray: 14 4 }
    [data-lane=all] .line.s5 { stroke-dasharray: 6 2 2 2 2 2 }
    [data-lane=all] .line.s6 { stroke-dasharray: 2 5 }
    [data-lane=all] .line.s7 { stroke-dasharray: 18 3 3 3 }
    .dashes {
      display: flex; flex-wrap: wrap; gap: 2px 18px; font-size: .86rem; padding-left: var(--gutter);
      max-width: none;
    }
    .dashes .mk { margin-right: 4px }
    .dash { width: 34px; height: 8px; margin-right: 5px; vertical-align: 1px }
    .dash .line { stroke: var(--c); stroke-width: 1.7; fill: none }
    .yt {
      position: absolute; right: 100%; padding-right: 6px; transform: translateY(-50%); font-size: .74rem;
      color: var(--soft); white-space: nowrap; font-variant-numeric: tabular-nums;
    }
    .xaxis {
      position: relative; margin-left: var(--gutter); height: 1.5em; font-size: .76rem; color: var(--soft);
    }
    .xt { position: absolute; transform: translateX(-50%); white-space: nowrap }
    .xt::before {
      content: ""; position: absolute; left: 50%; top: -1px; height: 4px; border-left: 1px solid var(--soft);
    }
    .lane { border-top: 1px solid var(--rule); padding-top: 8px; margin-top: 14px }
    .lane h3 { margin: 0 0 4px; display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 4px }
    .lane h3 .sub { margin-left: 8px }
    .why { margin: 0 0 2px; padding-left: var(--gutter); font-size: .82rem; max-width: none; display: none }
    .live .why { display: block; min-height: 1.5em }
    .calm { margin: 0 0 5px; padding-left: var(--gutter); font-size: .82rem; color: var(--soft) }
    .k::before {
      content: ""; display: inline-block; width: 22px; margin-right: 5px; vertical-align: .28em;
      border-top: 2px solid var(--c, var(--ink));
    }
    .k.desired::before { border-top: 2px dashed var(--ink) }
    .k.oracle::before { border-top: 2px dotted var(--soft) }
    .k.slo::before { border-top: 2px dashed var(--slo) }
    .controls {
      display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; margin: .6rem 0; font-size: .92rem;
    }
    .controls[hidden], .scrub[hidden], [hidden] { display: none !important }
    .controls fieldset { border: 0; padding: 0; margin: 0; display: flex; flex-wrap: wrap; gap: 4px 14px }
    .controls label { display: inline-flex; align-items: center; gap: 5px }
    .controls .mk { margin-right: 2px }
    .zoom { display: inline-flex; gap: 4px }
    .zoom button { min-width: 36px }
    .hint { color: var(--soft) }
    .shared { position: sticky; top: 0; z-index: 3; background: var(--card); padding: 6px 0 2px }
    .scrub { padding-left: calc(var(--gutter) - 8px); margin-right: -8px }
    .scrub input { display: block; width: 100%; margin: 2px 0; accent-color: var(--accent) }
    .live .plot { touch-action: pan-y; cursor: crosshair }
    .live.at .plot::after {
      content: ""; position: absolute; top: 0; bottom: 0; left: var(--at, 0);
      border-left: 1px solid var(--ink); pointer-events: none;
    }
    .live .plot::before {
      content: ""; position: absolute; top: 0; bottom: 0; left: var(--from, 0); width: var(--span, 0);
      background: var(--accent); opacity: .2; pointer-events: none;
    }
    figure { margin: 0 }
    .tradeoff { --gutter:52px; max-width: 860px }
    .tradeoff .plot { margin-top: 4px }
    .ylabel, .xlabel { font-size: .85rem }
    .xlabel { display: flex; justify-content: space-between; gap: 12px; padding-left: var(--gutter) }
    .goal { color: var(--soft) }
    .tradeoff .cross { stroke: var(--c); stroke-width: 2; opacity: .75 }
    .tradeoff .front { stroke: var(--soft); stroke-width: 1.4; stroke-dasharray: 5 4 }
    .pt { position: absolute; width: 0; height: 0; font-size: .85rem; font-weight: 600 }
    .pt .mk {
      position: absolute; left: -8px; top: -8px; width: 16px; height: 16px; margin: 0; stroke: var(--card);
      stroke-width: 1;
    }
    .ptl {
      position: absolute; white-space: nowrap; line-height: 18px; max-width: 300px; overflow: hidden;
      text-overflow: ellipsis; text-shadow: 0 0 3px var(--card), 0 0 3px var(--card);
    }
    .ne .ptl { left: 8px; bottom: 3px }
    .se .ptl { left: 8px; top: 3px }
    .nw .ptl { right: 8px; bottom: 3px }
    .sw .ptl { right: 8px; top: 3px }
    .slolabel {
      position: absolute; right: 4px; transform: translateY(-100%); font-size: .78rem; color: var(--slo);
    }
    .points { list-style: none; padding: 0; margin: .4rem 0; display: flex; flex-wrap: wrap; gap: 4px 22px }
    .points .sub { display: inline }
    @media (max-width:600px) {
      #chart { --gutter:44px }
      .ptl { display: none }
      .tradeoff { --gutter:40px }
      .tradeoff .plot { height: 260px !important }
      .xaxis .xt:nth-child(even) { display: none }
      .hint { display: none }
      .lane h3 .sub { margin-left: 0; width: 100% }
    }



    """
}
