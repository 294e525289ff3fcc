extension Script {
  /// The decision log of the run shown, with filters, a page at a time.
  static let log = #"""
    const COLUMNS = ["time", "from", "to", "asked", "workload", "metric", "reason", "limits", "error"];
    const openLog = set => {
      const log = {};
      COLUMNS.forEach((name, i) => log[name] = i < 4 ? unpack(set[i]) : unpack(set[i]).map(n => data
        .words[n]));
      return log;
    };
    if ($("#filters") && view.start) {
      const form = $("#filters"),
        who = $("#dwho"),
        text = $("#dtext"),
        moved = $("#dmoved"),
        seen = $("#dseen"),
        PAGE = 25;
      let limit = PAGE;
      const body = make("tbody"),
        count = make("p", { className: "legend", role: "status" });
      const more = make("button", { type: "button", textContent: "Show more", onclick: () => { limit +=
            PAGE;
          fill(); } });
      const head = make("tr");
      const many = new Set(data.scenes.map(scene => scene.workload)).size > 1;
      for (const [name, cls] of [
          ["Time", "text"],
          ["Strategy", "text"], ...many ? [
            ["Workload", "text"]
          ] : [],
          ["Replicas", ""],
          ["Metrics asked", ""],
          ["Metric", ""],
          ["Reason", "text reason"],
          ["Shaped by", "text by"]
        ])
        head.append(make("th", { scope: "col", className: cls, textContent: name }));
      const cell = (cls, ...inner) => make("td", { className: cls }, ...inner);
      const fill = () => {
        const rows = [],
          want = text.value.trim().toLowerCase();
        (view.log || []).forEach((log, s) => log && log.time.forEach((time, r) => rows.push({ time, s,
          r, log })));
        const found = rows.filter(({ time, s, r, log }) => (who.value === "" || +who.value === s) &&
            (!moved.checked || log.from[r] !== log.to[r]) &&
            (!seen.checked || time >= view.from * view.scene.width && time < view.to * view.scene
            .width) &&
            (!want || [log.workload, log.metric, log.reason, log.limits, log.error].some(column =>
              column[r].toLowerCase().includes(want))))
          .sort((a, b) => a.time - b.time || a.s - b.s || a.r - b.r);
        body.replaceChildren(...found.slice(0, limit).map(({ time, s, r, log }) => {
          const go = make("button", { type: "button", className: "when",
            title: "Show in the charts", textContent: day(time) + " " + clock(time),
            onclick: () => view.look(time) });
          const sign = $(`[name=who][value="${s}"] + .mk`)?.cloneNode(true) ?? "";
          const error = log.error[r] ? [make("span", { className: "error", textContent: log.error[
              r] })] : [];
          return make("tr", {}, make("th", { scope: "row" }, go), cell("text", sign, make(
            "bdi", { textContent: data.strategies[s] })),
            ...many ? [cell("text", make("bdi", { textContent: log.workload[r] }))] : [], cell(
              "", log.from[r] === log.to[r] ? String(log.to[r]) :
              `${log.from[r]} → ${log.to[r]}`),
            cell("", log.asked[r] < 0 ? "–" : String(log.asked[r])), cell("", log.metric[r]),
            cell("text reason", log.reason[r], ...error),
            cell("text by", log.limits[r].split(" ").join(", ")));
        }));
        count.textContent =
          `${found.length.toLocaleString("en-US")} of ${rows.length.toLocaleString("en-US")} decisions` +
          (found.length > limit ? `, the first ${limit} shown` : "");
        more.hidden = found.length <= limit;
      };
      const again = () => { limit = PAGE;
        fill(); };
      form.addEventListener("submit", e => e.preventDefault());
      form.addEventListener("input", again);
      view.changed.push(again);
      $("#log").replaceChildren(count, make("div", { className: "scroll", tabIndex: 0, role: "region",
          ariaLabel: "Decisions, table" },
        make("table", { className: "log" }, make(
          "caption", { textContent: "Decisions in the order of time" }), make("thead", {}, head),
          body)), more);
      form.hidden = false;
    }
    view.start?.();


    """#
}
