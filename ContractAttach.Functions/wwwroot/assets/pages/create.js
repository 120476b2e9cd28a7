import { api } from '../api.js';
import { h } from '../dom.js';
import { t } from '../language.js';
import { know } from '../me.js';
import { instead } from '../router.js';
import { person, suggested } from '../signin.js';
import { contactForm } from './contactForm.js';

/** Creates the account. */
export function create() {
  const name = person();
  const { element } = contactForm({
    value: suggested(),
    prefix: 'contactDetails.',
    button: t('create.button'),
    keep: 'create',
    async send(contactDetails) {
      know(await api.createAccount(contactDetails));
      instead('/contracts', t('create.done'));
    },
  });
  return {
    title: t('create.title'),
    content: [h('div', { class: 'sheet' },
      h('h1', null, t('create.title')),
      h('p', null, name ? t('create.lead', { name }) : t('create.lead.nobody')),
      element)],
  };
}
