extension Style {
  /// The colors of both themes.
  ///
  /// Text has a contrast of at least 4.5 on its ground, lines and signs at least 3; the eight strategies keep
  /// apart for color-blind readers by lightness too, and each has a shape and a dash of its own.
  static let colors = """
    :root { color-scheme: light dark; \(light) }
    @media (prefers-color-scheme: dark) {
      :root:not([data-theme=light]) { \(dark) }
    }
    :root[data-theme=dark] { color-scheme: dark; \(dark) }
    :root[data-theme=light] { color-scheme: light }
    .s0 { --c:var(--c0) }
    .s1 { --c:var(--c1) }
    .s2 { --c:var(--c2) }
    .s3 { --c:var(--c3) }
    .s4 { --c:var(--c4) }
    .s5 { --c:var(--c5) }
    .s6 { --c:var(--c6) }
    .s7 { --c:var(--c7) }



    """

  /// Colors on a light ground, on paper too.
  static let light = """
    --ground:#f6f7f8; --card:#fff; --ink:#1a1e23; --soft:#56606b; --rule:#d8dde2; --faint:#e9ecef; \
    --accent:#0a5aa8; --good:#0b6b4f; --good-bg:#dff3ea; --bad:#a3320b; --bad-bg:#fde7dc; --calm-bg:#eceff2; \
    --late:#d55e0017; --slo:#a3320b; --c0:#0064ad; --c1:#c8500a; --c2:#087f5b; --c3:#9a3b8b; --c4:#7d6608; \
    --c5:#3f8fbf; --c6:#7a3b12; --c7:#5c6670
    """

  private static let dark = """
    --ground:#13161a; --card:#1b1f24; --ink:#e8eaed; --soft:#a6afb9; --rule:#3a424b; --faint:#2a3037; \
    --accent:#74b6f7; --good:#62d3a6; --good-bg:#16382c; --bad:#ff9c70; --bad-bg:#43210f; --calm-bg:#2c333b; \
    --late:#ff8a4a1c; --slo:#ff9c70; --c0:#5fb2f5; --c1:#ff9150; --c2:#3ecb9b; --c3:#e292d5; --c4:#dcbf45; \
    --c5:#9fdcff; --c6:#d9a07a; --c7:#b5bdc6
    """
}
