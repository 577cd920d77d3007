// Before the first paint: what this browser prefers. A file of its own, since the page's policy forbids inline scripts.
let taste = {};
try {
  taste = JSON.parse(localStorage.getItem('qianfan.taste') ?? '{}');
} catch {}
const { dataset } = document.documentElement;
const dark = matchMedia('(prefers-color-scheme: dark)').matches;
dataset.theme = taste.theme && taste.theme !== 'auto' ? taste.theme : dark ? 'dark' : 'light';
dataset.size = taste.size ?? 'normal';
dataset.colours = taste.colours ?? 'red-up';
