extension Script {
  /// The button that turns the page light or dark; the choice is kept where the browser allows it.
  static let theme = #"""
    const themes = ["system", "dark", "light"], themeButton = $("#theme");
    const setTheme = theme => {
      if (theme === "system") delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = theme;
      themeButton.textContent = "Theme: " + theme;
      themeButton.onclick = () => {
        const next = themes[(themes.indexOf(theme) + 1) % themes.length];
        try { localStorage.setItem("scalelab-theme", next); } catch { /* kept for this page alone */ }
        setTheme(next);
      };
    };
    let kept = null;
    try { kept = localStorage.getItem("scalelab-theme"); } catch { /* not allowed to look */ }
    setTheme(themes.includes(kept) ? kept : "system");
    themeButton.hidden = false;

    """#
}
