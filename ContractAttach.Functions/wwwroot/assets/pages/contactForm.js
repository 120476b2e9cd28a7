import { form, textField } from '../forms.js';
import { t } from '../language.js';

/** The form of contact details; `prefix` is what their names begin with in the API's errors. */
export function contactForm({ value, prefix = '', send, ...others }) {
  const fields = [
    textField({ name: `${prefix}email`, label: t('email'), type: 'email', value: value?.email ?? '', autocomplete: 'email', inputmode: 'email', spellcheck: 'false', autocapitalize: 'off', required: true }),
    textField({ name: `${prefix}mobile`, label: t('mobile'), hint: t('mobile.hint'), type: 'tel', value: value?.mobile ?? '', autocomplete: 'tel', inputmode: 'tel' }),
  ];
  return form({ fields, send: () => send({ email: fields[0].value, mobile: fields[1].value || null }), ...others });
}
