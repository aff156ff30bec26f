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
  const drawn = document.documentElement.dataset.theme;
  // A page that is drawn once, by the server alone, is asked for again at the first visit if the server guessed wrong.
  if (drawn !== (paint() ? 'dark' : 'light') && document.documentElement.dataset.still && cookie('hpa-system')) location.reload();
  let listener = null;
  dark.addEventListener('change', () => {
    keep('hpa-system', dark.matches ? 'dark' : 'light');
    const now = paint();
    if (listener) listener.invokeMethodAsync('ThemeChanged', now);
  });

  document.addEventListener('click', e => {
    if (!e.target.closest || !e.target.closest('.skip')) return;
    e.preventDefault();
    document.getElementById('content').focus();
  });

  window.hpa = {
    theme: dotnet => { listener = dotnet; document.documentElement.dataset.ready = 'yes'; return paint(); },
    choice: () => cookie('hpa-theme') || 'system',
    choose: choice => { keep('hpa-theme', choice); return paint(); },
    place: address => history.replaceState(history.state, '', address),
    // Files dropped together find their channels by their names; each can also be chosen by itself.
    drop: form => {
      const area = form.querySelector('[data-drop]');
      const inputs = [...form.querySelectorAll('input[type=file]')];
      const show = input => {
        const pic = form.querySelector('[data-pic=' + input.name + ']'), file = input.files[0];
        pic.textContent = file ? file.name : input.name;
        if (!file || /tiff?$/i.test(file.name)) return;
        const img = new Image();
        img.alt = file.name;
        img.onload = () => { URL.revokeObjectURL(img.src); pic.replaceChildren(img); };
        img.src = URL.createObjectURL(file);
      };
      const put = (input, file) => { const one = new DataTransfer(); one.items.add(file); input.files = one.files; show(input); };
      inputs.forEach(input => input.addEventListener('change', () => show(input)));
      for (const type of ['dragenter', 'dragover']) area.addEventListener(type, e => { e.preventDefault(); area.classList.add('over'); });
      for (const type of ['dragleave', 'drop']) area.addEventListener(type, e => { e.preventDefault(); area.classList.remove('over'); });
      area.addEventListener('drop', e => {
        const files = [...e.dataTransfer.files];
        const named = name => files.find(f => new RegExp('_' + name + '\\.[a-z]+$', 'i').test(f.name));
        const slot = e.target.closest('.slot');
        if (files.length === 1 && slot && !inputs.some(i => named(i.name))) put(slot.querySelector('input'), files[0]);
        else inputs.forEach(input => { const file = named(input.name); if (file) put(input, file); });
      });
    },
    predict: async form => {
      const inputs = [...form.querySelectorAll('input[type=file]')];
      const missing = inputs.filter(i => !i.files.length).map(i => i.name);
      if (missing.length) return { fault: 'Still missing: ' + missing.join(', ') + '.' };
      const body = new FormData(), first = inputs[0].files[0].name;
      body.append('run', form.elements.run.value);
      body.append('name', first.replace(/(_(red|green|blue|yellow))?\.[a-z]+$/i, ''));
      inputs.forEach(i => body.append(i.name, i.files[0], i.name));
      try {
        const answer = await fetch('/api/v1/predictions', { method: 'POST', body });
        const json = await answer.json();
        return answer.ok ? { id: json.id } : { fault: json.detail || json.title };
      } catch {
        return { fault: 'The files did not get to the server: is it still running, and are they within its limits?' };
      }
    },
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
