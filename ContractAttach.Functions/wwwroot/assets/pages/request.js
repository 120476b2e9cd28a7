import { ApiError, ConnectionError, api } from '../api.js';
import { countdown } from '../countdown.js';
import { confirm, h } from '../dom.js';
import { choiceField, form, steps, textField } from '../forms.js';
import { kept } from '../kept.js';
import { t, unbroken } from '../language.js';
import { account, know } from '../me.js';
import { act, go, instead, put, say } from '../router.js';
import { hasCode, stepsOf } from './add.js';
import { contactForm } from './contactForm.js';

const waiting = ['sendingCode', 'awaitingCode'];

/** Which page a request stands at. */
function placeOf(request) {
  const { id, status } = request;
  if (waiting.includes(status)) return `/requests/${id}/${!request.lineUser ? 'user' : !request.contactDetails ? 'contact' : 'code'}`;
  if (status === 'awaitingLineUser') return `/requests/${id}/user`;
  if (status === 'awaitingContactDetails') return `/requests/${id}/contact`;
  return `/requests/${id}/end`;
}

const isOver = request => request.endedAt !== null || request.status === 'attaching';

// Where there is nothing to show at an address: the page that has it takes its place.
const turnTo = to => ({ turnTo: to });

/** Goes on where the request stands: after a reload, on another device. */
export async function request({ id, signal }) {
  return turnTo(placeOf(await api.request(id, signal)));
}

const travels = request => waiting.includes(request.status) && h('p', { class: 'panel' }, t(request.code?.delivery === 'flybox' ? 'travels.flybox' : 'travels.sms', { line: unbroken(request.line) }));

const cancelButton = request => h('button', { type: 'button', class: 'danger-plain', onclick: () => act(() => cancel(request)) }, t('code.cancel'));

async function cancel(request) {
  if (!await confirm({ title: t('cancel.title'), text: t('cancel.text'), yes: t('cancel.yes'), no: t('cancel.no') })) return;
  await api.cancel(request.id);
  go('/contracts', t('cancel.done'));
}

// What the request was asked for may have come too late: then the page where it stands says so.
async function give(id, action) {
  try {
    return await action();
  } catch (error) {
    if (error instanceof ApiError && (error.status === 409 || error.status === 410)) return api.request(id);
    throw error;
  }
}

/** Step 4 of a mobile line: who uses it. */
export async function user({ id, signal }) {
  const request = await api.request(id, signal);
  if (isOver(request) || !hasCode(request.contractKind)) return turnTo(placeOf(request));

  const given = request.lineUser;
  const first = textField({ name: 'firstName', label: t('user.first'), value: given?.firstName ?? '', autocomplete: 'off', required: true });
  const last = textField({ name: 'lastName', label: t('user.last'), value: given?.lastName ?? '', autocomplete: 'off', required: true });
  const names = h('div', { class: 'names' }, first.element, last.element);
  const kind = choiceField({
    name: 'kind',
    legend: h('h1', null, t('user.legend', { line: unbroken(request.line) })),
    options: ['me', 'other'].map(value => ({ value, label: t(`user.${value}`) })),
    value: given?.kind,
    missing: t('user.missing'),
  });
  const showNames = () => { names.hidden = kind.value !== 'other'; };
  for (const input of kind.inputs) input.addEventListener('change', showNames);

  const { element } = form({
    fields: [kind, first, last],
    button: t('next'),
    keep: `user-${id}`,
    actions: [cancelButton(request)],
    async send(values) {
      const lineUser = values.kind === 'me' ? { kind: 'me', firstName: null, lastName: null } : values;
      const moved = await give(id, () => api.giveLineUser(id, lineUser));
      go(waiting.includes(moved.status) ? `/requests/${id}/contact` : placeOf(moved));
    },
  });
  kind.element.after(names);
  showNames();
  return { title: t('user.title'), content: [h('div', { class: 'sheet' }, ...steps(4, 6), travels(request), element)] };
}

/** The last step but the code of a mobile line, the last one of another: one's contact details. */
export async function contact({ id, signal }) {
  const request = await api.request(id, signal);
  if (isOver(request)) return turnTo(placeOf(request));

  const of = stepsOf(request.contractKind);
  const { element } = contactForm({
    value: request.contactDetails ?? account.contactDetails,
    button: t(of === 4 ? 'contact.attach' : 'next'),
    keep: `contact-${id}`,
    before: [h('h1', null, t('contact.title')), h('p', null, t('contact.lead'))],
    actions: [cancelButton(request)],
    async send(contactDetails) {
      go(placeOf(await give(id, () => api.giveContactDetails(id, contactDetails))));
    },
  });
  return { title: t('contact.title'), content: [h('div', { class: 'sheet' }, ...steps(of === 4 ? 4 : 5, of), element)] };
}

/** The code. The page follows the request; what changes on it keeps its place. */
export async function code({ id, signal }) {
  let request = await api.request(id, signal);
  if (!waiting.includes(request.status)) return turnTo(placeOf(request));

  const left = h('p');
  const again = h('div', { class: 'again' });
  const state = h('p', { class: 'only-read', role: 'status' });
  const lead = h('p');
  const isFlybox = () => request.code?.delivery === 'flybox';
  let clocks = new AbortController();

  const field = textField({
    name: 'code', label: t('code.label'), inputmode: 'numeric', autocomplete: 'one-time-code', spellcheck: 'false', maxlength: '24', required: true,
  });
  field.missing = t('code.missing');
  field.element.classList.add('code-input');
  const entry = form({
    fields: [field],
    button: t('code.button'),
    before: [h('h1', null, t('code.title')), lead],
    after: [h('div', { class: 'clock' }, left, again, state), h('div', { class: 'way-out' }, cancelButton(request))],
    send: () => enter(field.value),
  });

  async function enter(typed) {
    try {
      leave(await entered(id, typed, request));
    } catch (error) {
      await explain(error);
    }
  }

  async function explain(error) {
    if (!(error instanceof ApiError) || error.status === 400 || error.status === 401) throw error;
    const known = await api.request(id, signal);
    if (!waiting.includes(known.status)) return leave(known);
    update(known);
    const tries = error.triesLeft === undefined ? '' : ` ${t('code.tries', { count: error.triesLeft })}`;
    field.wrong(`${error.detail ?? error.message}${tries}`);
    if (error.code === 'code-superseded' || error.code === 'code-expired') field.value = '';
    field.focus();
    field.input.select();
  }

  function leave(moved) {
    if (!signal.aborted) instead(placeOf(moved));
  }

  async function resend() {
    entry.clear();
    const before = request.code.sends;
    try {
      update(await api.resendCode(id));
      say(t('code.sent'));
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
      update(await api.request(id, signal));
      if (request.code?.sends === before && request.status === 'awaitingCode') return resend();
    }
    field.value = '';
    field.focus();
  }

  function update(next) {
    request = next;
    clocks.abort();
    clocks = new AbortController();
    const sent = request.code;
    lead.textContent = t(isFlybox() ? 'code.flybox' : 'code.sms', { line: unbroken(request.line) });
    if (!sent || request.status === 'sendingCode') {
      left.replaceChildren(t('code.sending'));
      again.replaceChildren();
      return;
    }
    if (sent.failed) left.replaceChildren(t('code.failed'));
    else {
      countdown({
        until: sent.expiresAt, signal: clocks.signal,
        tick: text => left.replaceChildren(`${t('code.left')} `, h('strong', { class: 'count', role: 'timer' }, text)),
        minutes: count => { state.textContent = t('code.left.minutes', { count }); },
        end() { left.textContent = t(sent.sendsLeft > 0 ? 'code.expired' : 'code.expired.last'); state.textContent = left.textContent; },
      });
    }
    if (sent.sendsLeft === 0) {
      again.replaceChildren(h('span', { class: 'hint' }, t('code.again.none')));
      return;
    }
    countdown({
      until: sent.resendAt ?? request.createdAt, signal: clocks.signal,
      tick: text => again.replaceChildren(h('span', { class: 'hint' }, `${t('code.again.in')} `, h('span', { class: 'count' }, text))),
      end: () => again.replaceChildren(
        h('button', { type: 'button', class: 'plain', onclick: () => act(resend) }, t('code.again')),
        h('span', { class: 'hint' }, t('code.again.left', { count: sent.sendsLeft }))),
    });
  }

  async function follow() {
    while (!signal.aborted) {
      const next = await api.requestAfter(id, request.status, signal);
      if (signal.aborted) return;
      if (!waiting.includes(next.status)) return leave(next);
      if (JSON.stringify(next) !== JSON.stringify(request)) update(next);
    }
  }

  signal.addEventListener('abort', () => clocks.abort());
  update(request);
  return {
    title: t('code.title'),
    content: [h('div', { class: 'sheet' }, ...steps(6, 6), entry.element)],
    shown: () => act(follow),
  };
}

// An entry whose answer was lost may have been taken, and a wrong one costs a try: what the request says now tells, before it is repeated.
async function entered(id, code, before) {
  try {
    return await api.enterCode(id, code);
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
  }
  const request = await api.request(id);
  if (!waiting.includes(request.status)) return request;
  if (request.code && before.code && request.code.triesLeft < before.code.triesLeft) {
    throw new ApiError(422, { code: 'code-incorrect', title: '', detail: t('code.wrong'), triesLeft: request.code.triesLeft });
  }
  return entered(id, code, request);
}

/** How it ended, or that it is about to. */
export async function end({ id, signal }) {
  const request = await api.request(id, signal);
  if (!isOver(request)) return turnTo(placeOf(request));
  if (request.status === 'attaching') return { ...attaching(), shown: () => act(() => untilOver(request, signal)) };
  return over(request);
}

const attaching = () => ({
  title: t('attaching.title'),
  content: [h('div', { class: 'sheet' }, h('div', { class: 'spinner', 'aria-hidden': 'true' }), h('h1', null, t('attaching.title')), h('p', null, t('attaching.text')))],
});

async function untilOver(request, signal) {
  let next = request;
  while (next.status === 'attaching') next = await api.requestAfter(request.id, next.status, signal);
  if (!signal.aborted) put(over(next));
}

function over(request) {
  if (request.status === 'attached') {
    kept.remove('adding');
    know({ ...account, contactDetails: request.contactDetails ?? account.contactDetails });
    return {
      title: t('attached.title'),
      content: [h('div', { class: 'sheet' },
        h('div', { class: 'done-mark', 'aria-hidden': 'true' }, '✓'),
        h('h1', null, t('attached.title')),
        h('p', null, h('strong', null, t(`kind.${request.contractKind}`)), ` · ${unbroken(request.line)}`),
        h('p', null, t(`attached.${request.role}`)),
        h('div', { class: 'actions' },
          h('a', { class: 'button', href: '#/contracts' }, t('attached.list')),
          h('a', { class: 'button second', href: '#/add' }, t('attached.more'))))],
    };
  }
  const title = t(`ended.${request.status}.title`);
  return {
    title,
    content: [h('div', { class: 'sheet' },
      h('h1', null, title),
      h('p', null, t(`ended.${request.reason ?? request.status}${request.reason ? '' : '.text'}`)),
      h('div', { class: 'actions' },
        h('a', { class: 'button', href: '#/add' }, t('ended.restart')),
        h('a', { class: 'button second', href: '#/contracts' }, t('attached.list'))))],
  };
}
