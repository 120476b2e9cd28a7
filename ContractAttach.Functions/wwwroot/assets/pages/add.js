import { api } from '../api.js';
import { h } from '../dom.js';
import { choiceField, form, steps, textField } from '../forms.js';
import { kept } from '../kept.js';
import { t } from '../language.js';
import { go } from '../router.js';

const place = 'adding';
const kinds = ['mobile', 'internet', 'open', 'fixed'];

/** Whether its line gets a code. */
export const hasCode = kind => kind === 'mobile' || kind === 'open';

/** How many steps it takes. */
export const stepsOf = kind => kind && !hasCode(kind) ? 4 : 6;

const draft = () => kept.get(place) ?? {};
const change = values => kept.set(place, { ...draft(), ...values });

const question = (step, of, title, element) => ({ title, content: [h('div', { class: 'sheet' }, ...steps(step, of), element)] });

/** Step 1: the segment. */
export function segment() {
  const field = choiceField({
    name: 'segment',
    legend: h('h1', null, t('segment.title')),
    options: ['consumer', 'professional'].map(value => ({ value, label: t(`segment.${value}`), hint: t(`segment.${value}.hint`) })),
    value: draft().segment,
    missing: t('segment.missing'),
  });
  return question(1, stepsOf(draft().contractKind), t('segment.title'),
    form({ fields: [field], button: t('next'), send(values) { change(values); go('/add/kind'); } }).element);
}

/** Step 2: the kind of contract. */
export function kind() {
  const field = choiceField({
    name: 'contractKind',
    legend: h('h1', null, t('kind.title')),
    options: kinds.map(value => ({ value, label: t(`kind.${value}`), hint: t(`kind.${value}.hint`) })),
    value: draft().contractKind,
    missing: t('kind.missing'),
  });
  return question(2, stepsOf(draft().contractKind), t('kind.title'),
    form({ fields: [field], button: t('next'), send(values) { change(values); go('/add/line'); } }).element);
}

/** Step 3: what names the contract. Then the request begins. */
export function identifiers() {
  const { segment: chosen, contractKind } = draft();
  if (!chosen) return segment();
  if (!contractKind) return kind();

  const isCoded = hasCode(contractKind);
  const line = textField({
    name: 'identifiers.lineNumber',
    label: t(`line.${contractKind}`),
    hint: t(`line.${contractKind}.hint`),
    autocomplete: 'off',
    spellcheck: 'false',
    ...contractKind === 'internet' ? { autocapitalize: 'characters' } : { type: 'tel', inputmode: 'tel' },
    required: true,
  });
  const customer = textField({
    name: 'identifiers.customerNumber', label: t('customer'), hint: t('customer.hint'), inputmode: 'numeric', autocomplete: 'off', required: true,
  });
  const title = t(`line.${contractKind}.title`);
  const { element } = form({
    fields: isCoded ? [line] : [line, customer],
    before: [h('h1', null, title)],
    button: t(isCoded ? 'line.button' : 'next'),
    keep: `adding-${contractKind}`,
    async send() {
      const request = await start({
        segment: chosen,
        contractKind,
        identifiers: { lineNumber: line.value, customerNumber: isCoded ? null : customer.value },
      });
      go(`/requests/${request.id}`);
    },
  });
  return question(3, stepsOf(contractKind), title, element);
}

// The same key for the same wish until it has been heard: a call whose answer was lost is repeated and begins nothing twice.
async function start(body) {
  const wish = JSON.stringify(body);
  const { key } = draft().wish === wish ? draft() : { key: crypto.randomUUID() };
  change({ wish, key });
  const request = await api.start(body, key);
  change({ wish: null, key: null });
  return request;
}
