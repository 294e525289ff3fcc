/// Says which policy the pointer or the arrow keys are on, and marks it.
enum CloudScript {
  static let text = #"""
    (()=>{"use strict";
    const cloud = document.querySelector("#cloud"), plot = cloud && cloud.querySelector(".plot");
    const read = document.querySelector("#policy"), data = document.querySelector("#points");
    if (!plot || !read || !data) return;
    const { parameters, levels, points } = JSON.parse(data.textContent);
    const mark = document.createElement("span");
    mark.className = "here";
    mark.hidden = true;
    plot.append(mark);
    const num = value => (+value.toPrecision(3)).toLocaleString("en-US", { maximumFractionDigits: 9 });
    const order = points.map((_, i) => i).sort((a, b) => points[a][2] - points[b][2]);
    let at = -1;
    const show = index => {
      const [x, y, rank, cost, harm, ...own] = points[order[at = index]];
      mark.hidden = false;
      mark.style.left = x / 10 + "%";
      mark.style.top = y / 10 + "%";
      const words = own.map((l, i) => l < 0 ? "" : parameters[i] + " " + levels[i][l]).filter(Boolean);
      read.textContent = `rank ${rank}: ${words.join(", ")} (${num(cost)}; ${num(harm)})`;
    };
    plot.tabIndex = 0;
    plot.setAttribute("role", "group");
    plot.setAttribute("aria-label", "Policies; arrow keys go through them by rank");
    plot.addEventListener("pointermove", event => {
      const box = plot.getBoundingClientRect();
      const px = event.clientX - box.left, py = event.clientY - box.top;
      let best = -1, least = 1e9;
      order.forEach((p, i) => {
        const dx = points[p][0] / 1000 * box.width - px, dy = points[p][1] / 1000 * box.height - py;
        if (dx * dx + dy * dy < least) { least = dx * dx + dy * dy; best = i; }
      });
      if (best >= 0) show(best);
    });
    plot.addEventListener("keydown", event => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!step || !order.length) return;
      event.preventDefault();
      show(Math.min(Math.max(at + step, 0), order.length - 1));
    });
    })();
    """#
}
