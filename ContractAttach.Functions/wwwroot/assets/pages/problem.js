import { ApiError } from '../api.js';
import { h } from '../dom.js';
import { t } from '../language.js';
import { act, instead, show } from '../router.js';
import { signIn } from '../signin.js';

// These the person can only get out of by signing in otherwise.
const logins = ['login-conflict', 'login-required'];

function message(title, text, ...actions) {
  return { title, content: [h('div', { class: 'sheet' }, h('h1', null, title), h('p', null, text), h('div', { class: 'actions' }, actions))] };
}

const button = (label, action, kind) => h('button', { type: 'button', class: kind, onclick: () => act(action) }, label);

/** The page of an error, in the words of the API where they are its own. */
export function problem(error) {
  if (error.code === 'account-required') {
    return message(error.message, error.detail, button(t('create.button'), () => instead('/create')));
  }
  const hasWayOut = logins.includes(error.code);
  const isKnown = error instanceof ApiError || error.status === 404;
  return message(
    isKnown && error.message || t('error.title'),
    isKnown && error.detail || t('error.text'),
    hasWayOut && button(t('other-login'), () => signIn({ prompt: 'login', back: '' })),
    !hasWayOut && error.status !== 404 && button(t('error.again'), () => show()),
    !hasWayOut && h('a', { class: error.status === 404 ? 'button' : 'button second', href: '#/contracts' }, t('menu.contracts')));
}

/** The session is over: what was typed is kept. */
export const signInAgain = () => message(t('session.title'), t('session.text'), button(t('session.button'), () => signIn()));

/** The authority has not signed the person in. */
export const signInFailed = () => message(t('sign-in.failed'), t('sign-in.failed.text'), button(t('welcome.button'), () => signIn()));
