extension Style {
  /// Letters, spaces, and the parts of the page that are text.
  static let text = """
    * { box-sizing: border-box }
    html { scroll-behavior: smooth; scroll-padding-top: 1rem }
    @media (prefers-reduced-motion:reduce) {
      html { scroll-behavior: auto }
    }
    body {
      margin: 0; background: var(--ground); color: var(--ink);
      font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
      -webkit-text-size-adjust: 100%;
    }
    header, nav, main, footer { max-width: 1180px; margin: 0 auto; padding: 0 20px }
    header { padding-top: 20px }
    h1 {
      font-size: clamp(1.6rem, 4vw, 2.3rem); line-height: 1.15; margin: .1em 0 .2em; overflow-wrap: anywhere;
    }
    h2 { font-size: 1.3rem; margin: 0 0 .6rem; line-height: 1.25 }
    h3 { font-size: 1.02rem; margin: 1.2rem 0 .4rem }
    p { margin: .4rem 0 .8rem; max-width: 78ch }
    a { color: var(--accent) }
    code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .86em }
    pre { margin: 0; padding: 12px; line-height: 1.45; tab-size: 2 }
    button, select, input { font: inherit; color: inherit }
    button, select, input[type=search] {
      background: var(--card); border: 1px solid var(--soft); border-radius: 6px; padding: 3px 10px;
      min-height: 32px;
    }
    select { max-width: 100% }
    button { cursor: pointer }
    :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px }
    .skip { position: absolute; left: -999px; background: var(--card); padding: 8px 14px; z-index: 9 }
    .skip:focus { left: 8px; top: 8px }
    .quiet {
      position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
      white-space: nowrap;
    }
    .symbols { position: absolute }
    .bar { display: flex; justify-content: space-between; align-items: center; gap: 12px; min-height: 34px }
    .kind { margin: 0; color: var(--soft); letter-spacing: .02em }
    .lead { font-size: 1.08rem }
    .facts {
      list-style: none; display: flex; flex-wrap: wrap; gap: 2px 18px; padding: 0; margin: .6rem 0;
      color: var(--soft);
    }
    .facts b { color: var(--ink); font-weight: 600 }
    nav ul {
      list-style: none; display: flex; flex-wrap: wrap; gap: 4px 16px; padding: 10px 0; margin: 8px 0 0;
      border-top: 1px solid var(--rule); border-bottom: 1px solid var(--rule);
    }
    main>section {
      background: var(--card); border: 1px solid var(--rule); border-radius: 10px; padding: 18px 20px;
      margin: 18px 0; position: relative;
    }
    #verdict { border-left: 6px solid var(--accent) }
    .headline {
      font-size: clamp(1.2rem, 2.6vw, 1.6rem); line-height: 1.3; font-weight: 650; margin: .1rem 0 .6rem;
      max-width: 60ch;
    }
    .sentences { margin: .4rem 0 .8rem; padding-left: 1.2em; max-width: 84ch }
    .sentences li { margin: .25rem 0 }
    .unit, .way, .sub { color: var(--soft); font-weight: 400; font-size: .84rem }
    bdi, .name { white-space: nowrap }
    bdi.long { white-space: normal; overflow-wrap: anywhere }
    .sub { display: block }
    .legend { color: var(--soft); font-size: .88rem; max-width: 100ch }
    details { margin: .6rem 0 }
    summary { cursor: pointer; font-weight: 600; padding: 4px 0 }
    summary .sub { display: inline; margin-left: .7em }
    .tag {
      font-size: .75rem; font-weight: 600; border: 1px solid var(--soft); border-radius: 99px; padding: 0 8px;
      color: var(--soft); white-space: nowrap;
    }
    .best { font-size: .8rem; font-weight: 700; color: var(--good); white-space: nowrap }
    .chip {
      display: inline-block; border-radius: 5px; padding: 0 7px; font-size: .84rem;
      background: var(--calm-bg); white-space: nowrap;
    }
    .chip.good { background: var(--good-bg); color: var(--good); font-weight: 600 }
    .chip.bad { background: var(--bad-bg); color: var(--bad); font-weight: 600 }
    .error { display: block; color: var(--bad) }
    dl {
      margin: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 480px), 1fr));
      gap: 4px 28px;
    }
    dl div { padding: 6px 0; border-top: 1px solid var(--faint) }
    dt { font-weight: 600 }
    dd { margin: .1rem 0 0; font-size: .93rem }
    dt code { font-weight: 400; color: var(--soft) }
    footer { color: var(--soft); font-size: .9rem; padding-top: 4px; padding-bottom: 28px }
    @media (max-width:600px) {
      header, nav, main, footer { padding-left: 12px; padding-right: 12px }
      main>section { padding: 14px 12px; margin: 12px 0; border-radius: 8px }
    }



    """
}
