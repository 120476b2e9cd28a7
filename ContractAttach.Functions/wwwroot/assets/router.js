import { h } from './dom.js';
import { t } from './language.js';

const main = document.getElementById('main');
const busy = document.getElementById('busy');
const notice = document.getElementById('notice');

let routes = [];
let guard;
let failed;
let leaving = new AbortController();
let shown = null;
let pending = '';
let saying;

/** The path of the page, as the address has it after the hash. */
export const path = () => location.hash.slice(1) || '/';

/** Goes to a page, from where Back comes here again. `note` is said beside it. */
export function go(to, note = '') {
  pending = note;
  if (path() === to) show();
  else location.hash = to;
}

/** Goes to a page in this one's place. */
export function instead(to, note = '') {
  pending = note;
  history.replaceState(null, '', `#${to}`);
  return show();
}

/** Begins. `pages` are [path, page]; `before` says which path it is to be instead, or the same; `onError` makes the page of an error. */
export function begin(pages, before, onError) {
  routes = pages.map(([pattern, page]) => [new RegExp(`^${pattern.replace(/:(\w+)/g, '(?<$1>[\\w-]+)')}$`), page]);
  guard = before;
  failed = onError;
  window.addEventListener('hashchange', () => show());
  document.getElementById('skip').addEventListener('click', event => { event.preventDefault(); main.focus(); });
  return show();
}

/** Shows the page of the address: the one before stays until it is there. */
export async function show() {
  const note = pending;
  pending = '';
  leaving.abort(new DOMException('Another page is shown.', 'AbortError'));
  leaving = new AbortController();
  const { signal } = leaving;
  const slow = setTimeout(() => { busy.hidden = false; }, 200);
  try {
    const page = await make(signal);
    if (signal.aborted) return;
    const isFirst = shown === null;
    shown = path();
    put(page, isFirst);
    say(note);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    clearTimeout(slow);
    if (!signal.aborted) busy.hidden = true;
  }
}

async function make(signal) {
  try {
    const turned = await guard(path(), signal);
    if (turned !== path()) history.replaceState(null, '', `#${turned}`);
    for (const [pattern, show] of routes) {
      const match = pattern.exec(path());
      if (!match) continue;
      const page = await show({ ...match.groups, signal });
      if (!page.turnTo) return page;
      history.replaceState(null, '', `#${page.turnTo}`);
      return await make(signal);
    }
    return failed({ status: 404, message: t('missing.title'), detail: t('missing.text') });
  } catch (error) {
    if (signal.aborted) throw error;
    return failed(error);
  }
}

/** Replaces what is shown, under the same address. */
export function put(page, isFirst = false) {
  main.replaceChildren(...page.content.filter(Boolean));
  main.classList.toggle('wide', Boolean(page.wide));
  document.title = `${page.title} – ${t('brand')}`;
  page.shown?.();
  if (isFirst) return;
  window.scrollTo(0, 0);
  const heading = main.querySelector('h1');
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

/** Shows whatever an action runs into, unless its page has been left. */
export function fail(error) {
  if (error.name !== 'AbortError') put(failed(error));
}

/** Does what a button is for; what goes wrong is said, and the page stays where that is enough. */
export async function act(action) {
  try {
    await action();
  } catch (error) {
    if (error.detail && error.status !== 401) say(error.detail);
    else fail(error);
  }
}

/** Says something in passing; nothing, in place of what was said before. */
export function say(text) {
  clearTimeout(saying);
  notice.replaceChildren(...text ? [h('span', null, text)] : []);
  saying = setTimeout(() => notice.replaceChildren(), 8000);
}
