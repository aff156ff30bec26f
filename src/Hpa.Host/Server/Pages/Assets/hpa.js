// Small things of the pages that only a browser can do.
(function () {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const keep = (name, value) => { document.cookie = name + '=' + value + ';path=/;max-age=31536000;samesite=strict'; };
  const cookie = name => (document.cookie.split('; ').find(c => c.startsWith(name + '=')) || '').slice(name.length + 1);
  const paint = () => {
    const choice = cookie('hpa-theme') || 'system';
    const isDark = choice === 'dark' || (choice !== 'light' && dark.matches);
    document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
    return isDark;
  };
  // The server draws the first page before it can ask the browser, so it is told what the system prefers.
  keep('hpa-system', dark.matches ? 'dark' : 'light');
  paint();
  let listener = null;
  dark.addEventListener('change', () => {
    keep('hpa-system', dark.matches ? 'dark' : 'light');
    const now = paint();
    if (listener) listener.invokeMethodAsync('ThemeChanged', now);
  });

  window.hpa = {
    theme: dotnet => { listener = dotnet; return paint(); },
    choice: () => cookie('hpa-theme') || 'system',
    choose: choice => { keep('hpa-theme', choice); return paint(); },
    place: address => history.replaceState(history.state, '', address),
    // Arrow keys leaf through images, but not while somebody types or moves a slider.
    keys: dotnet => {
      const handler = e => {
        const tag = (e.target.tagName || '').toLowerCase();
        if (e.altKey || e.ctrlKey || e.metaKey || tag === 'input' || tag === 'textarea' || tag === 'select' || e.target.getAttribute('role') === 'combobox') return;
        if (e.key === 'ArrowLeft' || e.key === 'ArrowRight') { e.preventDefault(); dotnet.invokeMethodAsync('Leaf', e.key === 'ArrowRight' ? 1 : -1); }
      };
      document.addEventListener('keydown', handler);
      return { stop: () => document.removeEventListener('keydown', handler) };
    }
  };
})();
