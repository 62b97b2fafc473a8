'use strict';
const $ = (id) => document.getElementById(id);
const post = (path, body) => fetch(path, { method: 'POST', body }).catch(() => {});

// ---- keys: name, print, small print, shortcut
const letters = { 2: 'ABC', 3: 'DEF', 4: 'GHI', 5: 'JKL', 6: 'MNO', 7: 'PQRS', 8: 'TUV', 9: 'WXYZ', 0: '+' };
const shortcuts = { '*': 'star', '#': 'hash', Enter: 'ok', Escape: 'back', Backspace: 'back', ArrowUp: 'up', ArrowDown: 'down',
  ArrowLeft: 'left', ArrowRight: 'right', F1: 'soft1', F2: 'soft2', F3: 'soft3', F4: 'soft4', Delete: 'end', '+': 'volup', '-': 'voldown' };
for (let d = 0; d <= 9; d++) shortcuts[d] = String(d);
const shortcutOf = (key) => Object.keys(shortcuts).find((s) => shortcuts[s] === key);

function key(into, name, print, label, small) {
  const b = document.createElement('button');
  b.type = 'button';
  b.className = 'key';
  b.dataset.key = name;
  b.setAttribute('aria-label', label);
  const s = shortcutOf(name);
  b.title = s ? `${label} (${s})` : label;
  b.append(print);
  if (small !== undefined) {
    const e = document.createElement('small');
    e.textContent = small;
    b.append(e);
  }
  into.append(b);
  b.addEventListener('pointerdown', (e) => { if (e.button === 0) { b.setPointerCapture(e.pointerId); down(name); } });
  b.addEventListener('pointerup', () => up(name));
  b.addEventListener('pointercancel', () => up(name));
  b.addEventListener('click', (e) => { if (e.detail === 0) tap(name); });   // from a screen reader or by keyboard
  return b;
}

// One finger at a time, in order: a press and its release never overtake each other.
let queue = Promise.resolve();
const held = new Map();
const all = (name) => document.querySelectorAll(`[data-key="${name}"]`);
const wait = (ms) => new Promise((r) => setTimeout(r, ms));
function down(name) {
  if (held.has(name)) return;
  held.set(name, performance.now());
  all(name).forEach((b) => b.classList.add('down'));
  queue = queue.then(() => post(`/key/${name}?action=down`));
}
function up(name) {
  if (!held.has(name)) return;
  const least = Math.max(0, 40 - (performance.now() - held.get(name)));   // a contact needs a moment
  held.delete(name);
  all(name).forEach((b) => b.classList.remove('down'));
  queue = queue.then(() => wait(least)).then(() => post(`/key/${name}?action=up`)).then(() => wait(20));
}
function tap(name) { queue = queue.then(() => post(`/key/${name}`)); }

for (let i = 1; i <= 4; i++) key($('soft'), `soft${i}`, '', `Soft key ${i}`);
for (const k of ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'star', '0', 'hash']) {
  key($('pad'), k, k === 'star' ? '✱' : k === 'hash' ? '#' : k, k === 'star' ? 'Star' : k === 'hash' ? 'Hash' : k, letters[k] || '');
}
for (const [k, t] of [['hold', 'Hold'], ['transfer', 'Transfer'], ['conference', 'Conf.'], ['redial', 'Redial'],
  ['messages', 'Messages'], ['directory', 'Directory'], ['menu', 'Menu']]) key($('functions'), k, t, t);
for (const [k, t, l] of [['back', '↩ Back', 'Back'], ['up', '▲', 'Up'], ['end', 'End', 'End call'], ['left', '◀', 'Left'], ['ok', 'ok', 'OK'],
  ['right', '▶', 'Right'], ['down', '▼', 'Down']]) key($('nav'), k, t, l);
for (const [k, t, l] of [['voldown', '− Vol', 'Volume down'], ['volup', '+ Vol', 'Volume up'], ['mute', 'Mute', 'Mute'], ['speaker', 'Speaker', 'Speaker'],
  ['headset', 'Headset', 'Headset']]) {
  const b = key($('media'), k, '', l);
  if (k === 'mute' || k === 'speaker') {
    const lamp = document.createElement('i');
    lamp.className = 'lamp';
    lamp.id = `lamp-${k}`;
    b.append(lamp, ' ');
  }
  b.append(t);
}
const lineLabels = [];
for (let i = 1; i <= 8; i++) {
  const b = key($('linekeys'), `line${i}`, '', `Line key ${i}`);
  const lamp = document.createElement('i');
  lamp.className = 'lamp';
  lamp.id = `lamp-line${i}`;
  const text = document.createElement('span');
  b.append(lamp, text);
  lineLabels[i] = text;
}

document.addEventListener('keydown', (e) => {
  if (e.ctrlKey || e.altKey || e.metaKey) return;
  if (e.target.closest && e.target.closest('.strip')) return;
  if (e.key === ' ') { e.preventDefault(); if (!e.repeat) hook(); return; }
  const name = shortcuts[e.key];
  if (!name) return;
  e.preventDefault();
  if (!e.repeat) down(name);
});
document.addEventListener('keyup', (e) => { const name = shortcuts[e.key]; if (name) up(name); });
window.addEventListener('blur', () => [...held.keys()].forEach(up));

// ---- hook
let offHook = false;
function hook() { post(`/hook/${offHook ? 'on' : 'off'}`); }
$('hook').addEventListener('click', hook);

// ---- faults
for (const part of ['display', 'keypad', 'codec', 'network']) {
  const label = document.createElement('label');
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.id = `fault-${part}`;
  box.addEventListener('change', () => post(`/fault/${part}/${box.checked ? 'on' : 'off'}`));
  label.append(box, part);
  $('faults').append(label);
}

// ---- lamps: rhythms as on the phone
const lamps = {};
const rhythms = { off: () => false, steady: () => true, slow: (t) => t % 1000 < 500, fast: (t) => t % 250 < 125,
  doubleblink: (t) => t % 2000 < 80 || (t % 2000 >= 240 && t % 2000 < 320) };
setInterval(() => {
  const t = performance.now();
  for (const [id, l] of Object.entries(lamps)) {
    const e = $(id);
    if (!e) continue;
    e.classList.toggle('lit', (rhythms[l.rhythm] || rhythms.off)(t));
    e.classList.toggle('red', l.colour === 'red');
    e.classList.toggle('green', l.colour !== 'red');
  }
}, 60);

// ---- state
let stale = true;
let busy = false;
async function refresh() {
  if (busy) { stale = true; return; }
  busy = true;
  stale = false;
  try {
    const s = await (await fetch('/state.json')).json();
    show(s);
  } catch (e) {
    $('phase').textContent = 'The phone does not answer; is firmware/run still running?';
  }
  busy = false;
  if (stale) refresh();
}
function show(s) {
  $('phase').textContent = s.phase + (s.text ? ': ' + s.text : '');
  const l = s.lines[0];
  $('line').textContent = l ? `${l.label} ${l.state}` + (l.expires ? `, for ${l.expires} s` : '') : 'none yet';
  const c = s.calls[s.calls.length - 1];
  const words = { dialing: 'calling', 'ringing-out': 'ringing at', 'ringing-in': 'call from', connected: 'with', held: 'held:', 'remote-held': 'held by', ended: 'ended:' };
  $('call').textContent = c ? `${words[c.state] || c.state} ${c.name || c.remote}` + (c.rtp ? `, ${c.codec}, ${c.rtp.received} packets, ${c.rtp.delayMs} ms, MOS ${c.rtp.mos}` : '') : 'none';
  $('source').textContent = s.provisioning.source ? `${s.provisioning.source} (${(s.provisioning.files || []).join(', ') || 'nothing'})` : 'none';
  $('problem').textContent = [l && l.state !== 'registered' ? l.reason : null, s.provisioning.problem, s.notice, ...s.faults].filter(Boolean).join(' ');
  $('level').style.width = s.microphone + '%';
  offHook = s.hook === 'off';
  $('hook').setAttribute('aria-pressed', String(offHook));
  $('hookword').textContent = offHook ? 'lifted' : 'on hook';
  for (const part of ['display', 'keypad', 'codec', 'network']) $(`fault-${part}`).checked = s.unplugged.includes(part);
  lamps['lamp-message'] = { rhythm: s.leds.message, colour: 'red' };
  lamps['lamp-speaker'] = { rhythm: s.leds.speaker, colour: 'green' };
  lamps['lamp-mute'] = { rhythm: s.leds.mute, colour: 'red' };
  for (let i = 1; i <= 8; i++) {
    const k = s.keys.find((x) => x.index === i);
    lineLabels[i].textContent = k ? k.label : '';
    lamps[`lamp-line${i}`] = k ? { rhythm: k.rhythm, colour: k.colour } : { rhythm: 'off' };
  }
  const t = $('trace');
  const bottom = t.scrollHeight - t.scrollTop - t.clientHeight < 30;
  t.replaceChildren(...s.trace.map((x) => { const li = document.createElement('li'); li.textContent = x; return li; }));
  if (bottom) t.scrollTop = t.scrollHeight;
}
let frame = 0;
let loading = false;
let again = false;
function picture() {
  if (loading) { again = true; return; }
  loading = true;
  again = false;
  $('screen').src = `/screen.png?${++frame}`;
}
const loaded = () => { loading = false; if (again) picture(); };
$('screen').addEventListener('load', loaded);
$('screen').addEventListener('error', loaded);
const events = new EventSource('/events');
events.addEventListener('screen', picture);
events.addEventListener('lamp', refresh);
events.addEventListener('state', refresh);
events.addEventListener('open', () => { picture(); refresh(); });

// ---- sound: 16 kHz, mono, 16 bit both ways
const RATE = 16000;
let audio = null;
$('sound').addEventListener('click', async () => {
  if (audio) { audio.stop(); audio = null; $('sound').setAttribute('aria-pressed', 'false'); return; }
  $('sound').setAttribute('aria-pressed', 'true');
  audio = await startAudio().catch((e) => { $('problem').textContent = `The browser gives no sound: ${e.message}`; return null; });
  if (!audio) $('sound').setAttribute('aria-pressed', 'false');
});
async function startAudio() {
  const context = new AudioContext({ sampleRate: RATE });
  const abort = new AbortController();
  let stream = null;
  let problem = '';
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: true } });
    const source = context.createMediaStreamSource(stream);
    const tap = context.createScriptProcessor(1024, 1, 1);
    let sending = Promise.resolve();
    tap.onaudioprocess = (e) => {
      const f = e.inputBuffer.getChannelData(0);
      const pcm = new Int16Array(f.length);
      for (let i = 0; i < f.length; i++) pcm[i] = Math.max(-32768, Math.min(32767, f[i] * 32768));
      sending = sending.then(() => post('/audio/mic', pcm.buffer));
    };
    source.connect(tap);
    tap.connect(context.destination);
  } catch (e) {
    problem = `You can hear, but there is no microphone: ${e.message}`;
  }
  $('problem').textContent = problem;
  const response = await fetch('/audio/speaker', { signal: abort.signal });
  if (!response.ok) throw new Error(await response.text());
  const reader = response.body.getReader();
  let next = 0;
  let odd = new Uint8Array(0);
  (async () => {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const bytes = new Uint8Array(odd.length + value.length);
      bytes.set(odd);
      bytes.set(value, odd.length);
      const n = bytes.length >> 1;
      odd = bytes.slice(2 * n);
      if (n === 0) continue;
      const view = new DataView(bytes.buffer);
      const buffer = context.createBuffer(1, n, RATE);
      const out = buffer.getChannelData(0);
      for (let i = 0; i < n; i++) out[i] = view.getInt16(2 * i, true) / 32768;
      const node = context.createBufferSource();
      node.buffer = buffer;
      node.connect(context.destination);
      const now = context.currentTime;
      if (next < now || next > now + 0.4) next = now + 0.06;
      node.start(next);
      next += n / RATE;
    }
  })().catch(() => {});
  return { stop() { abort.abort(); if (stream) stream.getTracks().forEach((t) => t.stop()); context.close(); } };
}
