extension Script {
  /// The pods one by one around a moment, for any strategy, moment and length of time.
  static let pods = #"""
    const gantt = $("#gantt");
    if (gantt && data.pods) {
      const form = $("#gcontrols"), which = $("#gview"), when = $("#gwhen"), length = $("#gspan");
      const all = $("#gall"), LIMIT = 60;
      const { views, states, reasons, nodes } = data.pods;
      const spansOf = views.map(view => once(() => {
        const [pod, from, long, state, reason, node] = view.spans.map(unpack);
        return pod.map((id, i) => ({
          pod: id, from: from[i], to: from[i] + long[i], state: state[i], reason: reasons[reason[i]], node: node[i]
        }));
      }));
      const draw = () => {
        const view = views[+which.value], wide = Math.min(+length.value || view.end, view.end);
        const start = Math.max(0, Math.min(+when.value - wide / 2, view.end - wide)), end = start + wide;
        const rows = new Map();
        for (const span of spansOf[+which.value]()) if (span.to > start && span.from < end)
          rows.set(span.pod, [...(rows.get(span.pod) ?? []), span]);
        const shown = [...rows].filter(([, spans]) => all.checked || spans.length > 1 || spans[0].state > 0);
        const bar = span => {
          const left = Math.max(span.from, start), right = Math.min(span.to, end);
          const node = nodes[span.node] ?? "";
          const title = [clock(span.from) + " " + states[span.state], span.reason, node].filter(Boolean).join(", ");
          const style = `left:${100 * (left - start) / wide}%;width:${100 * (right - left) / wide}%`;
          return make("span", { className: "bar p" + span.state, style, title },
            make("span", { className: "quiet", textContent: title + "; " }));
        };
        const lines = shown.slice(0, LIMIT).map(([pod, spans]) => make("tr", {},
          make("th", { scope: "row" }, make("bdi", { textContent: view.workload + "-" + pod })),
          make("td", {}, make("div", { className: "bars" }, ...spans.map(bar)))));
        const moment = time => day(time) + " " + clock(time);
        const caption = `${view.title}, ${moment(start)} to ${moment(end)}: ${shown.length} pods`
          + (shown.length > LIMIT ? `, the first ${LIMIT} here` : "") + `, ${rows.size} in all`;
        when.setAttribute("aria-valuetext", moment(+when.value));
        gantt.querySelector("table").replaceChildren(
          make("caption", { textContent: caption }), make("tbody", {}, ...lines));
      };
      const choose = () => {
        const view = views[+which.value];
        when.max = view.end;
        when.step = Math.max(1000, Math.round(view.end / 1000));
        when.value = view.middle;
        draw();
      };
      which.addEventListener("change", choose);
      form.addEventListener("input", event => { if (event.target !== which) draw(); });
      form.addEventListener("submit", event => event.preventDefault());
      form.hidden = false;
      let most = 0;
      views.forEach((view, i) => { if (spansOf[i]().length > spansOf[most]().length) most = i; });
      which.value = most;
      choose();
    }

    """#
}
