import { api } from '../api.js';
import { confirm, h } from '../dom.js';
import { date, t } from '../language.js';
import { act, instead } from '../router.js';

/** Who else manages the contracts that one holds. */
export async function access({ signal }) {
  const held = (await api.contracts(signal)).filter(contract => contract.role === 'holder');
  const proxies = await Promise.all(held.map(contract => api.proxies(contract.contractId, signal)));
  return {
    title: t('access.title'),
    content: [
      h('h1', null, t('access.title')),
      h('p', null, t(held.length > 0 ? 'access.lead' : 'access.empty')),
      h('ul', { class: 'cards' }, held.map((contract, index) => h('li', { class: 'card' },
        h('h2', null, contract.offer),
        h('p', { class: 'number' }, contract.line),
        proxies[index].length > 0
          ? h('ul', { class: 'rows' }, proxies[index].map(proxy => row(contract, proxy)))
          : h('p', { class: 'facts' }, t('access.none'))))),
    ],
  };
}

function row(contract, proxy) {
  const name = proxy.displayName;
  return h('li', null,
    h('p', null, h('strong', null, name), h('br'), h('small', null, t('access.since', { date: date(proxy.attachedAt) }))),
    h('button', { type: 'button', class: 'danger-plain', 'aria-label': t('access.end.what', { name }), onclick: () => act(() => end(contract, proxy)) }, t('access.end')));
}

async function end(contract, proxy) {
  const text = t('access.end.text', { name: proxy.displayName });
  if (!await confirm({ title: t('access.end.title'), text, yes: t('access.end.yes'), no: t('access.end.no') })) return;
  await api.endProxy(contract.contractId, proxy.proxyId);
  await instead('/access', t('access.end.done'));
}
