extension Script {
  /// The decision log of the run shown, with filters, a page at a time.
  static let log = #"""
    if (isLive && $("#filters")) {
      const filters = $("#filters"), who = $("#dwho"), text = $("#dtext");
      const moved = $("#dmoved"), seen = $("#dseen");
      const PAGE = 25;
      let limit = PAGE;
      const hasMany = new Set(data.scenes.map(scene => scene.workload)).size > 1;
      const body = make("tbody"), count = make("p", { className: "legend", role: "status" });
      const more = make("button", { type: "button", textContent: "Show more" });
      const heads = [
        ["Time", "text"], ["Strategy", "text"], hasMany && ["Workload", "text"], ["Replicas", ""],
        ["Proposed", ""], ["Metric", ""], ["Reason", "text reason"], ["Shaped by", "text by"]
      ];
      const head = make("tr", {}, ...heads.filter(Boolean).map(([textContent, className]) =>
        make("th", { scope: "col", className, textContent })));
      const cell = (className, ...inner) => make("td", { className }, ...inner);
      const name = textContent => make("bdi", { textContent });

      const rows = () => (view.log || []).flatMap(
        (log, s) => log ? log.time.map((time, r) => ({ time, s, r, log })) : []);
      const searched = ["workload", "metric", "reason", "limits", "error"];
      const isWanted = ({ time, s, r, log }) => {
        const { width } = view.scene, want = text.value.trim().toLowerCase();
        if (who.value !== "" && +who.value !== s) return false;
        if (moved.checked && log.from[r] === log.to[r]) return false;
        if (seen.checked && (time < view.from * width || time >= view.to * width)) return false;
        return searched.some(key => log[key][r].toLowerCase().includes(want));
      };
      const line = ({ time, s, r, log }) => {
        const go = make("button", { type: "button", className: "when", title: "Show in the charts" });
        go.textContent = day(time) + " " + clock(time);
        go.onclick = () => look(time);
        const sign = $(`[name=who][value="${s}"] + .name .mk`)?.cloneNode(true) ?? "";
        const error = log.error[r] ? make("span", { className: "error", textContent: log.error[r] }) : "";
        const change = log.from[r] === log.to[r] ? String(log.to[r]) : `${log.from[r]} → ${log.to[r]}`;
        return make("tr", {}, make("th", { scope: "row" }, go), cell("text", sign, name(data.strategies[s])),
          hasMany ? cell("text", name(log.workload[r])) : "", cell("", change),
          cell("", log.asked[r] < 0 ? "–" : String(log.asked[r])), cell("", log.metric[r]),
          cell("text reason", log.reason[r], error), cell("text by", log.limits[r].split(" ").join(", ")));
      };
      const fill = () => {
        const all = rows(), found = all.filter(isWanted);
        found.sort((a, b) => a.time - b.time || a.s - b.s || a.r - b.r);
        body.replaceChildren(...found.slice(0, limit).map(line));
        const total = number => number.toLocaleString("en-US");
        count.textContent = `${total(found.length)} of ${total(all.length)} decisions`
          + (found.length > limit ? `, the first ${limit} shown` : "");
        more.hidden = found.length <= limit;
      };
      const again = () => { limit = PAGE; fill(); };
      more.onclick = () => { limit += PAGE; fill(); };
      filters.addEventListener("submit", event => event.preventDefault());
      filters.addEventListener("input", again);
      view.changed.push(again);
      const caption = make("caption", { textContent: "Decisions in the order of time" });
      const table = make("table", { className: "log" }, caption, make("thead", {}, head), body);
      const frame = { className: "scroll", tabIndex: 0, role: "region", ariaLabel: "Decisions, table" };
      $("#log").replaceChildren(count, make("div", frame, table), more);
      filters.hidden = false;
    }
    if (isLive) show(0);

    """#
}
