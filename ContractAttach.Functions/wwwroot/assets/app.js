import { ApiError } from './api.js';
import { h } from './dom.js';
import { choose, language, t } from './language.js';
import { account, know, loadAccount } from './me.js';
import { act, begin, instead, path, say, show } from './router.js';
import { finishSignIn, isAnswer, isSignedIn, signOut, wasSignedIn } from './signin.js';
import { access } from './pages/access.js';
import { changeContact, closed, overview } from './pages/account.js';
import { identifiers, kind, segment } from './pages/add.js';
import { contracts } from './pages/contracts.js';
import { create } from './pages/create.js';
import { problem, signInAgain, signInFailed } from './pages/problem.js';
import { regroup, regrouping } from './pages/regroup.js';
import { code, contact, end, request, user } from './pages/request.js';
import { welcome } from './pages/welcome.js';

const open = ['/', '/closed'];
const languages = { fr: 'Français', en: 'English' };

function frame(here = path()) {
  document.documentElement.lang = language;
  document.getElementById('brand').textContent = t('brand');
  document.getElementById('skip').textContent = t('skip');
  const other = language === 'fr' ? 'en' : 'fr';
  document.getElementById('tools').replaceChildren(
    h('button', { type: 'button', lang: other, onclick: () => { choose(other); frame(); show(); } }, languages[other]),
    ...wasSignedIn() ? [h('button', { type: 'button', onclick: () => act(leave) }, t('sign-out'))] : []);
  const tabs = document.getElementById('tabs');
  tabs.setAttribute('aria-label', t('menu'));
  tabs.hidden = !wasSignedIn();
  tabs.replaceChildren(...!account ? [] : [['/contracts', 'menu.contracts'], ['/access', 'menu.access'], ['/account', 'menu.account']].map(([to, label]) =>
    h('a', { href: `#${to}`, 'aria-current': here.startsWith(to) && 'page' }, t(label))));
}

async function leave() {
  know(null);
  if (!await signOut()) instead('/');
}

async function guard(to, signal) {
  let turned = to;
  if (!open.includes(to) || (to === '/' && wasSignedIn())) {
    if (!isSignedIn()) throw new ApiError(401, {});
    await loadAccount(signal);
    if (!account) turned = '/create';
    else if (to === '/create' || to === '/') turned = '/contracts';
  }
  frame(turned);
  return turned;
}

function onError(error) {
  frame();
  if (error.status !== 401) return problem(error);
  if (failure) return signInFailed();
  return wasSignedIn() ? signInAgain() : welcome();
}

let failure = null;
try {
  if (isAnswer()) await finishSignIn();
} catch (error) {
  failure = error;
}

window.addEventListener('unhandledrejection', event => {
  if (event.reason?.name === 'AbortError') event.preventDefault();
});

await begin([
  ['/', failure ? signInFailed : welcome],
  ['/closed', closed],
  ['/create', create],
  ['/contracts', contracts],
  ['/add', segment],
  ['/add/kind', kind],
  ['/add/line', identifiers],
  ['/requests/:id', request],
  ['/requests/:id/user', user],
  ['/requests/:id/contact', contact],
  ['/requests/:id/code', code],
  ['/requests/:id/end', end],
  ['/access', access],
  ['/account', overview],
  ['/account/contact', changeContact],
  ['/regroup', regroup],
  ['/regroup/:id', regrouping],
], guard, onError);
if (failure && isSignedIn()) say(t('sign-in.failed'));
