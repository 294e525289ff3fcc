extension Style {
  /// Paper: black on white, without what can only be clicked, nothing cut in two that can be kept whole.
  static let print = """
    @media print {
      :root, :root[data-theme=dark] { \(light); --ground:#fff; --ink:#000; --soft:#444 }
      body { font-size: 10.5pt; print-color-adjust: exact; -webkit-print-color-adjust: exact }
      header, nav, main, footer { max-width: none; padding: 0 }
      nav, .skip, .controls, .scrub, #theme, #log>button, .plot::before, .plot::after,
      th button.sort::before {
        display: none !important;
      }
      .when { color: inherit; text-decoration: none }
      main>section { border: 0; padding: 0; margin: 14pt 0 }
      #verdict { border-left: 4pt solid var(--accent); padding-left: 10pt }
      .shared { position: static }
      .scroll { overflow: visible }
      tbody th[scope=row], thead tr:first-child th:first-child { position: static }
      th, td { padding: 3pt 5pt }
      .strategies { font-size: 8.5pt }
      .strategies td { min-width: 0 }
      .strategies th[scope=row] { min-width: 90pt }
      .log .reason, .log .by, .log td { min-width: 0; white-space: normal }
      .whisker { width: 56pt }
      .strip { width: 150pt }
      h2, h3, summary { break-after: avoid }
      tr, figure, .panel, dl div, .headline { break-inside: avoid }
      details:not([open]) { display: none }
      thead { display: table-header-group }
      @page { margin: 14mm }
    }



    """
}
