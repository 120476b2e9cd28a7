import { ApiError } from './api.js';
import { h, newId } from './dom.js';
import { kept } from './kept.js';
import { fail } from './router.js';
import { t } from './language.js';

/** A line of text. `name` is what the API calls it. */
export function textField({ name, label, hint, value = '', type = 'text', ...attributes }) {
  const id = newId();
  const error = h('p', { class: 'error', id: `${id}-error` });
  const input = h('input', {
    id, name, type, value, ...attributes,
    'aria-describedby': `${hint ? `${id}-hint ` : ''}${id}-error`,
  });
  return {
    name,
    element: h('div', { class: 'field' }, h('label', { for: id }, label), hint && h('p', { class: 'hint', id: `${id}-hint` }, hint), input, error),
    input,
    get value() { return input.value.trim(); },
    set value(text) { input.value = text; },
    wrong(message) {
      error.textContent = message;
      if (message) input.setAttribute('aria-invalid', 'true');
      else input.removeAttribute('aria-invalid');
    },
    focus: () => input.focus(),
  };
}

/** One answer of several. `legend` is the question: text, or a heading. */
export function choiceField({ name, legend, hint, options, value, missing }) {
  const id = newId();
  const error = h('p', { class: 'error', id: `${id}-error` });
  const inputs = options.map(option => h('input', { type: 'radio', name: id, value: option.value, id: `${id}-${option.value}`, 'aria-describedby': option.hint && `${id}-${option.value}-hint`, checked: option.value === value }));
  return {
    name,
    missing,
    element: h('fieldset', { class: 'field', 'aria-describedby': `${hint ? `${id}-hint ` : ''}${id}-error` },
      h('legend', null, legend),
      hint && h('p', { class: 'hint', id: `${id}-hint` }, hint),
      error,
      options.map((option, index) => h('div', { class: 'choice', onclick: event => { if (!event.target.closest('label, input')) inputs[index].click(); } },
        inputs[index],
        h('div', null,
          h('label', { for: inputs[index].id }, option.label),
          option.hint && h('span', { class: 'hint', id: `${id}-${option.value}-hint` }, option.hint))))),
    inputs,
    get value() { return inputs.find(input => input.checked)?.value ?? ''; },
    set value(wanted) { for (const input of inputs) input.checked = input.value === wanted; },
    wrong(message) { error.textContent = message; },
    focus: () => (inputs.find(input => input.checked) ?? inputs[0]).focus(),
  };
}

/**
 * A form. What is typed is kept under `keep` until it has been taken. `send` takes the values; what the API finds wrong stands beside
 * the field that it names, and the first such field gets the focus; whatever else is wrong stands above.
 */
export function form({ fields, button, send, keep, before = [], after = [], actions = [] }) {
  const problem = h('div', { class: 'panel wrong', role: 'alert', tabindex: '-1', hidden: true });
  const submit = h('button', { type: 'submit' }, button);
  const typed = keep && kept.get(keep);
  if (typed) for (const field of fields) if (field.name in typed) field.value = typed[field.name];
  let isBusy = false;

  const element = h('form', { novalidate: true, onsubmit, oninput: changed, onchange: changed },
    before, problem, fields.map(field => field.element), h('div', { class: 'actions' }, submit, actions), after);

  function changed(event) {
    fields.find(field => field.element.contains(event.target))?.wrong('');
    if (keep) kept.set(keep, Object.fromEntries(fields.map(field => [field.name, field.value])));
  }

  function clear() {
    problem.hidden = true;
    for (const field of fields) field.wrong('');
  }

  async function onsubmit(event) {
    event.preventDefault();
    if (isBusy) return;
    clear();
    const unanswered = fields.filter(field => field.missing && !field.value && !field.element.hidden);
    if (unanswered.length > 0) {
      for (const field of unanswered) field.wrong(field.missing);
      unanswered[0].focus();
      return;
    }
    isBusy = true;
    submit.setAttribute('aria-disabled', 'true');
    try {
      await send(Object.fromEntries(fields.map(field => [field.name, field.value])));
      if (keep) kept.remove(keep);
    } catch (error) {
      showError(error);
    } finally {
      isBusy = false;
      submit.removeAttribute('aria-disabled');
    }
  }

  function showError(error) {
    if (!(error instanceof ApiError) || error.status === 401) {
      fail(error);
      return;
    }
    const found = fields.filter(field => error.errors[field.name]);
    for (const field of found) field.wrong(error.errors[field.name]);
    const others = Object.keys(error.errors).filter(name => !found.some(field => field.name === name)).map(name => error.errors[name]);
    if (found.length > 0 && others.length === 0) {
      found[0].focus();
      return;
    }
    showProblem(error.message, others.length > 0 ? others.join(' ') : error.detail);
  }

  function showProblem(title, text) {
    problem.replaceChildren(h('h2', null, title), h('p', null, text));
    problem.hidden = false;
    problem.focus();
  }

  return { element, submit, clear, showError, showProblem };
}

/** Where one stands among the steps. */
export const steps = (step, of) => [
  h('p', { class: 'step' }, t('step', { step, of })),
  h('ol', { class: 'steps', 'aria-hidden': 'true' }, Array.from({ length: of }, (_, index) => h('li', { class: index < step && 'done' }))),
];
