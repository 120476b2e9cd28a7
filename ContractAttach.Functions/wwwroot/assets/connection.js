import { h } from './dom.js';
import { t } from './language.js';

const place = document.getElementById('connection');
const longest = 15;

/** Waits before a call is tried again, and says so; shorter where the browser finds its network, or the person asks for it. */
export function pause(attempt, signal) {
  let seconds = Math.min(2 ** attempt, longest);
  return new Promise((resolve, reject) => {
    const count = h('span', { class: 'count', 'aria-hidden': 'true' }, `${seconds} s`);
    if (attempt === 0 || !place.hasChildNodes()) place.replaceChildren(h('span', null, t('connection.lost')), count, h('button', { type: 'button' }, t('connection.now')));
    else place.children[1].replaceWith(count);
    const button = place.lastElementChild;
    const ticking = setInterval(() => { count.textContent = `${--seconds} s`; if (seconds <= 0) go(); }, 1000);
    const stop = () => { clearInterval(ticking); window.removeEventListener('online', go); button.removeEventListener('click', go); signal?.removeEventListener('abort', abort); };
    const go = () => { stop(); count.textContent = ''; resolve(); };
    const abort = () => { stop(); restored(); reject(signal.reason); };
    window.addEventListener('online', go);
    button.addEventListener('click', go);
    signal?.addEventListener('abort', abort);
  });
}

/** Calls get through again. */
export const restored = () => place.replaceChildren();
