import { api } from '../api.js';
import { h } from '../dom.js';
import { choiceField, form } from '../forms.js';
import { t } from '../language.js';
import { act, instead, put } from '../router.js';
import { forgetOther, isFresh, otherAccount, person, signIn } from '../signin.js';

const pause = 1000;

const sheet = (title, ...content) => ({ title, content: [h('div', { class: 'sheet' }, content)] });

const heading = () => [h('h1', null, t('regroup.title')), h('p', null, t('regroup.lead'))];

const signInButton = (label, purpose) => h('div', { class: 'actions' },
  h('button', { type: 'button', onclick: () => act(() => signIn({ purpose, prompt: 'login', back: '#/regroup' })) }, label));

/** Brings the contracts of one's other account in: both sign-ins must be of the last minutes. */
export function regroup() {
  const other = otherAccount();
  if (!isFresh()) return sheet(t('regroup.title'), heading(), h('p', null, t('regroup.fresh')), signInButton(t('regroup.fresh.button'), 'session'));
  if (!other) return sheet(t('regroup.title'), heading(), h('p', null, t('regroup.other')), signInButton(t('regroup.other.button'), 'other'));

  const choice = choiceField({
    name: 'removeFromOther',
    legend: t('regroup.confirm.text'),
    options: [{ value: 'keep', label: t('regroup.keep') }, { value: 'move', label: t('regroup.move') }],
    missing: t('regroup.missing'),
  });
  const { element } = form({
    fields: [choice],
    button: t('regroup.button'),
    before: [h('h1', null, t('regroup.title')), h('p', null, h('strong', null, t('regroup.confirm', { other: other.name, name: person() })))],
    actions: [h('a', { class: 'button plain', href: '#/account', onclick: forgetOther }, t('cancel'))],
    async send({ removeFromOther }) {
      const { id } = await api.regroup({ otherAccountToken: other.token, removeFromOther: removeFromOther === 'move' });
      forgetOther();
      instead(`/regroup/${id}`);
    },
  });
  return sheet(t('regroup.title'), element);
}

/** How far it has come, contract by contract. */
export async function regrouping({ id, signal }) {
  const known = await api.regrouping(id, signal);
  return { ...progress(known), shown: () => act(() => follow(known, signal)) };
}

async function follow(known, signal) {
  const list = document.getElementById('regrouped');
  let next = known;
  while (next.status === 'running') {
    await new Promise(resolve => setTimeout(resolve, pause));
    next = await api.regrouping(known.id, signal);
    if (signal.aborted) return;
    list.replaceChildren(...rows(next));
  }
  if (next !== known) put(progress(next, await names(signal)));
}

async function names(signal) {
  const contracts = await api.contracts(signal);
  return new Map(contracts.map(({ contractId, offer, line }) => [contractId, `${offer} · ${line}`]));
}

const rows = ({ items }, named = new Map()) => items.map(({ contractId, result }) => h('li', null,
  h('p', null, named.get(contractId) ?? t('contract', { id: contractId })),
  h('span', { class: `badge ${{ attached: 'good', failed: 'wrong' }[result] ?? ''}` }, t(`result.${result}`))));

function progress(regrouping, named) {
  const isRunning = regrouping.status === 'running';
  const title = t(`regroup.${regrouping.status}`);
  return sheet(title,
    isRunning && h('div', { class: 'spinner', 'aria-hidden': 'true' }),
    h('h1', null, title),
    isRunning && h('p', null, t('regroup.running.text')),
    regrouping.status === 'failed' && h('p', null, t('regroup.failed.text')),
    !isRunning && regrouping.items.length === 0 && h('p', null, t('regroup.nothing')),
    h('ul', { class: 'rows', id: 'regrouped', 'aria-live': 'polite' }, rows(regrouping, named)),
    !isRunning && h('div', { class: 'actions' }, h('a', { class: 'button', href: '#/contracts' }, t('attached.list'))));
}
