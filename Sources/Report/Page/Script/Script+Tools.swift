extension Script {
  /// Short words, numbers and times, and the packed series: the same rules as in Swift.
  static let tools = #"""
    const $ = (s, e = document) => e.querySelector(s),
      $$ = (s, e = document) => [...e.querySelectorAll(s)];
    const make = (tag, props = {}, ...inner) => {
      const e = document.createElement(tag);
      for (const k in props) k in e ? e[k] = props[k] : e.setAttribute(k, props[k]);
      e.append(...inner);
      return e;
    };
    const data = JSON.parse($("#data").textContent);
    const num = v => v === null || isNaN(v) ? "–" :
      (Math.abs(v) >= 100 ? Math.round(v) : +v.toPrecision(3)).toLocaleString(
      "en-US", { maximumFractionDigits: 12 }).replace("-", "−");
    const secs = v => v === null || isNaN(v) ? "–" : v < 1 ? num(v * 1000) + " ms" : num(v) + " s";
    const DAY = 864e5,
      two = n => String(n).padStart(2, "0");
    const day = t => {
      if (!data.epoch) return "day " + (Math.floor(t / DAY) + 1);
      const d = new Date(data.epoch + t);
      return d.toUTCString().slice(0, 3) + " " + d.getUTCDate() + " " + d.toUTCString().slice(8, 11);
    };
    const clock = t => {
      const s = Math.floor((((data.epoch + t) % DAY) + DAY) % DAY / 1000);
      return two(Math.floor(s / 3600)) + ":" + two(Math.floor(s / 60) % 60) + (s % 60 ? ":" + two(s %
        60) : "");
    };
    const ALPHA = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const unpack = text => {
      const out = [];
      let i = 0,
        last = 0;
      const read = () => {
        let value = 0,
          unit = 1,
          digit;
        do {
          digit = ALPHA.indexOf(text[i++]);
          value += (digit & 31) * unit;
          unit *= 32;
        } while (digit & 32);
        return value;
      };
      while (i < text.length) {
        if (text[i] === "~") { i++;
          out.push(null); } else if (text[i] === "*") { i++; const again = out[out.length - 1]; for (let
              n = read(); n > 0; n--) out.push(again); } else { const z = read();
          last += z % 2 ? -(z + 1) / 2 : z / 2;
          out.push(last); }
      }
      return out;
    };
    const envelope = ([exponent, low, high]) => {
      const real = text => unpack(text).map(v => v === null ? null : exponent < 0 ? v / 10 ** -
        exponent : v * 10 ** exponent);
      const lo = real(low);
      return { lo, hi: high === undefined ? lo : real(high) };
    };
    const once = make => { let value; return () => value ??= make(); };


    """#
}
