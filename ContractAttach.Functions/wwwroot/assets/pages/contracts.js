import { api } from '../api.js';
import { confirm, h } from '../dom.js';
import { date, t, time, unbroken } from '../language.js';
import { act, instead } from '../router.js';

const userOf = lineUser => lineUser && (lineUser.kind === 'me' ? t('contracts.me') : t('contracts.user', { name: `${lineUser.firstName} ${lineUser.lastName}` }));

/** The contracts of the account, and what is still under way. */
export async function contracts({ signal }) {
  const [attached, requests] = await Promise.all([api.contracts(signal), api.requests(signal)]);
  const open = requests.filter(request => !request.endedAt);
  return {
    title: t('contracts.title'),
    wide: true,
    content: [
      h('div', { class: 'heading' },
        h('h1', null, t('contracts.title')),
        attached.length + open.length > 0 && h('a', { class: 'button', href: '#/add' }, t('contracts.add'))),
      open.length > 0 && h('section', null, h('h2', null, t('contracts.open')), h('ul', { class: 'cards two' }, open.map(openCard))),
      attached.length > 0 && h('section', null,
        open.length > 0 ? h('h2', null, t('contracts.attached')) : h('h2', { class: 'only-read' }, t('contracts.attached')),
        h('ul', { class: 'cards two' }, attached.map(card))),
      attached.length + open.length === 0 && h('div', { class: 'empty' },
        h('h2', null, t('contracts.empty')),
        h('p', null, t('contracts.empty.text')),
        h('div', { class: 'actions' }, h('a', { class: 'button', href: '#/add' }, t('contracts.add')))),
    ],
  };
}

function openCard(request) {
  return h('li', { class: 'card' },
    h('div', { class: 'card-top' },
      h('h3', null, t(`kind.${request.contractKind}`)),
      h('span', { class: 'badge' }, t(`status.${request.status}`))),
    h('p', { class: 'number' }, unbroken(request.line)),
    h('p', { class: 'facts' }, t('contracts.until', { time: time(request.expiresAt) })),
    h('div', { class: 'card-actions' },
      h('a', { class: 'button plain', href: `#/requests/${request.id}`, 'aria-label': t('contracts.resume.what', { line: request.line }) }, t('contracts.resume'))));
}

function card(contract) {
  const { offer } = contract;
  const line = unbroken(contract.line);
  const facts = [t(`kind.${contract.contractKind}`), contract.segment === 'professional' && t('segment.professional')].filter(Boolean).join(' · ');
  return h('li', { class: 'card' },
    h('div', { class: 'card-top' },
      h('h3', null, offer),
      h('span', { class: contract.role === 'holder' ? 'badge good' : 'badge' }, t(`role.${contract.role}`))),
    h('p', { class: 'number' }, line),
    h('p', { class: 'facts' }, facts, h('br'), userOf(contract.lineUser) && [userOf(contract.lineUser), h('br')], t('contracts.since', { date: date(contract.attachedAt) })),
    h('div', { class: 'card-actions' },
      contract.role === 'holder' && h('a', { class: 'button plain', href: '#/access', 'aria-label': t('contracts.access.what', { offer, line }) }, t('contracts.access')),
      h('button', { type: 'button', class: 'danger-plain', 'aria-label': t('contracts.remove.what', { offer, line }), onclick: () => act(() => remove(contract)) }, t('contracts.remove'))));
}

async function remove(contract) {
  if (!await confirm({ title: t('remove.title'), text: t('remove.text', { offer: contract.offer, line: unbroken(contract.line) }), yes: t('remove.yes'), no: t('remove.no') })) return;
  await api.removeContract(contract.contractId);
  await instead('/contracts', t('remove.done'));
}
