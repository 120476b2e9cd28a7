import { api } from '../api.js';
import { confirm, h } from '../dom.js';
import { t } from '../language.js';
import { account, know } from '../me.js';
import { act, go, instead } from '../router.js';
import { forget } from '../signin.js';
import { contactForm } from './contactForm.js';

const facts = pairs => h('dl', null, pairs.map(([label, value]) => h('div', null, h('dt', null, label), h('dd', null, value || t('account.none')))));

/** The account: logins, contact details, and what can be done with it. */
export function overview() {
  const { contactDetails, logins } = account;
  return {
    title: t('account.title'),
    content: [
      h('h1', null, t('account.title')),
      h('div', { class: 'cards' },
        h('section', { class: 'card' },
          h('h2', null, t('account.contact')),
          facts([[t('login.email'), contactDetails.email], [t('login.mobile'), contactDetails.mobile]]),
          h('div', { class: 'card-actions' }, h('a', { class: 'button plain', href: '#/account/contact', 'aria-label': t('account.change.what') }, t('account.change')))),
        h('section', { class: 'card' },
          h('h2', null, t('account.logins')),
          facts(logins.map(login => [t(`login.${login.kind}`), login.value]))),
        h('section', { class: 'card' },
          h('h2', null, t('account.regroup')),
          h('p', { class: 'facts' }, t('account.regroup.text')),
          h('div', { class: 'card-actions' }, h('a', { class: 'button plain', href: '#/regroup' }, t('account.regroup.button')))),
        h('section', { class: 'card' },
          h('h2', null, t('account.close')),
          h('p', { class: 'facts' }, t('account.close.text')),
          h('div', { class: 'card-actions' }, h('button', { type: 'button', class: 'danger-plain', onclick: () => act(close) }, t('account.close'))))),
    ],
  };
}

async function close() {
  if (!await confirm({ title: t('account.close.title'), text: t('account.close.sure'), yes: t('account.close.yes'), no: t('account.close.no') })) return;
  await api.closeAccount();
  know(null);
  forget();
  instead('/closed');
}

/** The account is no more. */
export function closed() {
  return {
    title: t('closed.title'),
    content: [h('div', { class: 'sheet' },
      h('h1', null, t('closed.title')),
      h('p', null, t('closed.text')),
      h('div', { class: 'actions' }, h('a', { class: 'button', href: '#/' }, t('closed.button'))))],
  };
}

/** Changes the contact details. */
export function changeContact() {
  const { element } = contactForm({
    value: account.contactDetails,
    button: t('account.save'),
    keep: 'contact-details',
    actions: [h('a', { class: 'button plain', href: '#/account' }, t('cancel'))],
    async send(contactDetails) {
      know(await api.changeContactDetails(contactDetails));
      go('/account', t('account.saved'));
    },
  });
  return {
    title: t('account.change.title'),
    content: [h('div', { class: 'sheet' }, h('h1', null, t('account.change.title')), h('p', null, t('account.change.lead')), element)],
  };
}
