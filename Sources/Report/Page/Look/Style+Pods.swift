extension Style {
  /// The pods: stacked counts, and bars pod by pod. A state has a color and, in its bars, a pattern or a word.
  static let pods = """
    .podkeys { display: flex; flex-wrap: wrap; gap: 4px 16px; font-size: .86rem; max-width: none }
    .pk::before {
      content: ""; display: inline-block; width: 14px; height: 14px; margin-right: 5px; vertical-align: -2px;
      background: var(--p); border: 1px solid var(--rule);
    }
    .podcharts { --gutter:62px }
    .p0 { --p:var(--p0) }
    .p1 { --p:var(--p1) }
    .p2 { --p:var(--p2) }
    .p3 { --p:var(--p3) }
    .p4 { --p:var(--p4) }
    .p5 { --p:var(--p5) }
    .p6 { --p:var(--p6) }
    .p7 { --p:var(--p7) }
    .p8 { --p:var(--p8) }
    :root {
      --p0:#7fb89a; --p1:#3678e7; --p2:#615aa7; --p3:#99900d; --p4:#56606b; --p5:#e08a2e; --p6:#b3261e;
      --p7:#c9a6c0; --p8:#1a1e23;
    }
    :root[data-theme=dark] {
      --p0:#3f7a5e; --p1:#56a9ff; --p2:#a59cf0; --p3:#d6c94a; --p4:#a6afb9; --p5:#ffab52; --p6:#ff7466;
      --p7:#8c6485; --p8:#f4f6f8;
    }
    @media (prefers-color-scheme: dark) {
      :root:not([data-theme=light]) {
        --p0:#3f7a5e; --p1:#56a9ff; --p2:#a59cf0; --p3:#d6c94a; --p4:#a6afb9; --p5:#ffab52; --p6:#ff7466;
        --p7:#8c6485; --p8:#f4f6f8;
      }
    }
    .plot .stack { fill: var(--p) }
    table.gantt { width: 100%; table-layout: fixed }
    table.gantt th { width: 11em; font-weight: 400; overflow: hidden; text-overflow: ellipsis; padding: 0 8px 0 0 }
    table.gantt td { padding: 1px 0 }
    .bars { position: relative; height: 14px; background: var(--faint) }
    .bar { position: absolute; top: 0; bottom: 0; min-width: 1px; background: var(--p) }
    #gwhen { min-width: 220px; accent-color: var(--accent) }
    @media (max-width:600px) {
      .podcharts { --gutter:44px }
      table.gantt th { width: 7em }
      #gwhen { min-width: 120px }
    }



    """
}
