// Small comforts on top of pages that work without: chat in a panel, adding without a reload, selects that submit.
(() => {
  'use strict';
  const doc = document, one = (s, r = doc) => r.querySelector(s), all = (s, r = doc) => r.querySelectorAll(s);
  doc.documentElement.classList.add('scripted');

  const panel = one('#chat-panel');
  const log = panel ? one('.chat-log', panel) : one('#log');
  const words = (panel || log)?.dataset ?? {};
  const store = { get: k => { try { return sessionStorage.getItem(k); } catch { return null; } }, set: (k, v) => { try { sessionStorage.setItem(k, v); } catch { /* private mode: the panel just starts empty */ } } };
  let opener = null, busy = false, toastTimer = 0;

  const toast = text => {
    const t = one('#toast');
    clearTimeout(toastTimer);
    t.textContent = text;
    toastTimer = setTimeout(() => { t.textContent = ''; }, 5000);
  };

  const setCount = n => all('[data-cart-count]').forEach(e => { e.textContent = n; e.hidden = !n; e.parentNode.ariaLabel = `${one('.tool-name', e.parentNode).textContent} (${n})`; });

  const openPanel = () => {
    if (!panel || panel.open) return;
    opener = doc.activeElement;
    matchMedia('(max-width: 640px)').matches ? panel.showModal() : panel.show();
    log.scrollTop = log.scrollHeight;
    one('textarea', panel).focus();
    store.set('chat-open', '1');
  };

  const closePanel = () => {
    panel.close();
    store.set('chat-open', '');
    (opener && opener.isConnected ? opener : one('.chat-button')).focus();
  };

  const bubble = (who, text) => {
    const d = doc.createElement('div'), p = doc.createElement('p');
    d.className = 'bubble ' + who;
    p.className = 'said';
    p.textContent = text;
    if (who === 'you') { const s = doc.createElement('span'); s.className = 'visually-hidden'; s.textContent = words.you + ' '; p.prepend(s); }
    d.append(p);
    log.append(d);
    return d;
  };

  // brings what was just said to the top, so that the answer is read from its beginning
  const show = e => { if (panel) log.scrollTop += e.getBoundingClientRect().top - log.getBoundingClientRect().top - 12; else e.scrollIntoView({ block: 'start' }); };

  const say = async (message, shown) => {
    if (!log || busy) return;
    busy = true;
    openPanel();
    const mine = shown ? bubble('you', shown) : null;
    const wait = bubble('agent thinking', words.thinking);
    show(wait);
    try {
      const r = await fetch('/api/chat', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(message) });
      if (!r.ok) throw new Error(r.status);
      const a = await r.json();
      wait.remove();
      // whole at once, so that a screen reader hears whole sentences
      const reply = doc.createElement('div');
      reply.className = 'reply';
      reply.innerHTML = a.html;
      log.append(reply);
      show(mine || reply);
      setCount(a.cartCount);
      if (panel) store.set('chat', log.innerHTML.slice(-200000));
    } catch {
      wait.classList.remove('thinking');
      one('.said', wait).textContent = words.failed;
    }
    busy = false;
  };

  const submitChat = form => {
    const data = new FormData(form), message = {}, fields = {};
    for (const [name, value] of data) {
      if (name.startsWith('field.')) fields[name.slice(6)] = value;
      else if (name === 'about') message.pageProductId = value;
      else if (name === 'text' || name === 'action') message[name] = value;
    }
    if (Object.keys(fields).length) message.fields = fields;
    const about = panel && one('[name=about]', panel);
    if (about) message.pageProductId = about.value;
    const box = one('[name=text]:not([type=hidden])', form);
    if (box) box.value = '';
    say(message, message.text || data.get('label'));
  };

  const add = async form => {
    const button = one('button', form);
    button.disabled = true;
    try {
      const r = await fetch(form.action, { method: 'POST', headers: { accept: 'application/json' }, body: new URLSearchParams(new FormData(form)) });
      const a = await r.json();
      setCount(a.count);
      toast(a.message);
    } catch {
      form.submit();
    }
    button.disabled = false;
  };

  doc.addEventListener('submit', e => {
    const form = e.target;
    if (form.matches('[data-chat]') && log) { e.preventDefault(); if (!busy) submitChat(form); }
    else if (form.matches('[data-add]')) { e.preventDefault(); add(form); }
  });

  doc.addEventListener('click', e => {
    const open = e.target.closest('[data-chat-open]'), example = e.target.closest('[data-say]');
    if (e.target.closest('[data-chat-close]')) closePanel();
    else if (panel && open) { e.preventDefault(); openPanel(); }
    else if (panel && example && !e.ctrlKey && !e.metaKey) { e.preventDefault(); say({ text: example.dataset.say }, example.dataset.say); }
  });

  doc.addEventListener('change', e => {
    const field = e.target;
    if (!field.matches('[data-submit]')) return;
    const form = field.form, update = one('[data-update]', form);
    update ? form.requestSubmit(update) : form.requestSubmit();
  });

  doc.addEventListener('keydown', e => {
    if (e.key === 'Escape' && panel?.open) { e.preventDefault(); closePanel(); }
    if (e.key === 'Enter' && !e.shiftKey && !e.isComposing && e.target.matches('.chat-form textarea')) { e.preventDefault(); if (e.target.value.trim()) e.target.form.requestSubmit(); }
  });

  // a picture that another server does not give leaves its tint, not a broken frame
  const hide = i => i.classList.add('broken');
  doc.addEventListener('error', e => { if (e.target.tagName === 'IMG') hide(e.target); }, true);
  all('img').forEach(i => { if (i.complete && i.currentSrc && !i.naturalWidth) hide(i); });

  const wide = matchMedia('(min-width: 900px)');
  all('[data-open-wide]').forEach(d => { if (wide.matches) d.open = true; });

  if (panel) {
    const before = store.get('chat');
    if (before) log.innerHTML = before;
    if (store.get('chat-open') && !matchMedia('(max-width: 640px)').matches) { panel.show(); log.scrollTop = log.scrollHeight; }
  } else if (log) {
    log.lastElementChild?.scrollIntoView({ block: 'nearest' });
  }
})();
