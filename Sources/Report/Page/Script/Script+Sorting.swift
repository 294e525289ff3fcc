extension Script {
  /// Tables that sort by a column when its heading is pressed; rows without a number stay last.
  static let sorting = #"""
    for (const table of $$("table.sortable")) {
      const body = table.tBodies[0],
        heads = [...table.tHead.rows[0].cells];
      const key = (row, i) => {
        const cell = row.cells[i];
        return "v" in cell.dataset ? (cell.dataset.v === "" ? null : +cell.dataset.v) : cell.textContent
          .trim();
      };
      heads.forEach((head, i) => {
        const button = make("button", { type: "button", className: "sort" });
        button.append(...head.childNodes);
        head.append(button);
        button.onclick = () => {
          const down = head.getAttribute("aria-sort") === "ascending";
          heads.forEach(h => h.removeAttribute("aria-sort"));
          head.setAttribute("aria-sort", down ? "descending" : "ascending");
          const sign = down ? -1 : 1;
          [...body.rows].map((row, n) => ({ row, n, k: key(row, i) })).sort((a, b) =>
            a.k === null || b.k === null ? (a.k === null) - (b.k === null) || a.n - b.n :
            sign * (typeof a.k === "number" ? a.k - b.k : a.k.localeCompare(b.k,
            "en", { numeric: true })) || a.n - b.n
          ).forEach(x => body.append(x.row));
        };
      });
    }


    """#
}
