extension Script {
  /// Scales, steps of axes and paths: what `Scale`, `TimeAxis`, `StepLine` and `Area` are in Swift.
  static let scales = #"""
    const roundStep = size => {
      if (!(size > 0) || !isFinite(size)) return 1;
      const power = 10 ** Math.ceil(Math.log10(size) - 1e-12);
      return [power / 5, power / 2].find(s => s >= size) ?? power;
    };
    const fromZero = (most, count) => {
      const top = most > 0 ? most * 1.05 : 1,
        step = roundStep(.7 * top / count);
      const ticks = Array.from({ length: Math.floor(top / step + 1e-9) + 1 }, (_, i) => step < 1 ? i /
        Math.round(1 / step) : i * step);
      return { ticks, at: v => Math.min(Math.max(v / top, 0), 1) };
    };
    const powers = (least, most) => {
      const low = least / 1.2,
        high = Math.max(most, least) * 1.2,
        ticks = [];
      for (let e = -9; e < 15; e++)
        for (const f of [1, 2, 5]) {
          const t = +`${f}e${e}`;
          if (t >= low && t <= high) ticks.push(t);
        }
      const decades = ticks.filter(t => /^1/.test(t.toExponential()));
      return { ticks: decades.length > 1 ? decades : ticks, at: v => v > low ? Math.min(Math.log(v /
          low) / Math.log(high / low), 1) : 0 };
    };
    const greatest = lines => lines.reduce((m, l) => l.hi.reduce((n, v) => v > n ? v : n, m), 0);
    const leastAbove0 = lines => lines.reduce((m, l) => l.lo.reduce((n, v) => v > 0 && v < n ? v : n, m),
      Infinity);
    const STEPS = [1, 2, 5, 10, 15, 30].map(n => n * 1e3).concat([1, 2, 5, 10, 15, 30].map(n => n * 6e4),
      [1, 2, 3, 6, 12].map(n => n * 36e5), [1, 2, 7, 14, 28, 91, 364, 3640].map(n => n * DAY));
    const timeTicks = (from, to, count) => {
      const step = STEPS.find(s => (to - from) / s <= count) ?? STEPS[STEPS.length - 1],
        out = [];
      let last = "";
      for (let t = Math.ceil((data.epoch + from) / step) * step - data.epoch; t <= to && out.length <
        1000; t += step) {
        const d = day(t);
        out.push({ t, label: step >= DAY ? d : d === last ? clock(t) : d + " " + clock(t) });
        last = d;
      }
      return out;
    };
    const labels = scale => scale.ticks.filter((_, i) => i % Math.floor((scale.ticks.length + 3) / 4) ===
      0);
    const depth = (scale, v, height) => height - Math.round(scale.at(v) * height);
    const stepLine = (line, scale, height) => {
      let d = "",
        end = null;
      line.lo.forEach((lo, x) => {
        if (lo === null) { end = null; return; }
        const a = depth(scale, lo, height),
          b = depth(scale, line.hi[x], height);
        if (end === null) d += `M${x} ${a}`;
        const near = end === null || Math.abs(end - a) <= Math.abs(end - b);
        d += (near ? `V${a}` : `V${b}`) + (a === b ? "" : near ? `V${b}` : `V${a}`) + `H${x + 1}`;
        end = near ? b : a;
      });
      return d;
    };
    const area = (line, scale, height) => {
      let d = "",
        open = false;
      line.hi.forEach((v, x) => {
        if (v === null) { if (open) d += `V${height}z`;
          open = false; return; }
        d += (open ? "" : `M${x} ${height}`) + `V${depth(scale, v, height)}H${x + 1}`;
        open = true;
      });
      return open ? d + `V${height}z` : d;
    };


    """#
}
