import { language, typeset } from './language.js';
import { pause, restored } from './connection.js';
import { token } from './signin.js';

const longestCall = 40_000;
const passing = [502, 503, 504];
const passingTries = 4;

/** An answer that is an error, in the person's language. */
export class ApiError extends Error {
  constructor(status, problem) {
    super(problem.title && typeset(problem.title));
    this.status = status;
    this.code = problem.code;
    this.detail = problem.detail && typeset(problem.detail);
    this.errors = Object.fromEntries(Object.entries(problem.errors ?? {}).map(([name, messages]) => [name, typeset(messages.join(' '))]));
    this.triesLeft = problem.triesLeft;
  }
}

/** The call did not get through, or its answer did not. */
export class ConnectionError extends Error {}

let clockDifference = 0;

/** Milliseconds that the service's clock may be behind what `now` says: its times on answers leave out the part of a second. */
export const uncertainty = 500;

/** What the service's clock says: codes run out by that one. */
export const now = () => Date.now() + clockDifference;

/**
 * Calls the API. Where the connection breaks it is tried again until it gets through, unless `again` is false: only calls that may
 * safely come twice are tried again.
 */
export async function call(method, path, { body, headers, signal, again = true } = {}) {
  for (let attempt = 0; ; attempt++) {
    let response;
    try {
      response = await send(method, path, body, headers, signal);
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      if (!again) throw new ConnectionError('The connection broke.', { cause: error });
      await pause(attempt, signal);
      continue;
    }
    if (again && passing.includes(response.status) && attempt < passingTries) {
      await pause(attempt, signal);
      continue;
    }
    restored();
    return response;
  }
}

async function send(method, path, body, headers, signal) {
  const limit = AbortSignal.timeout(longestCall);
  const response = await fetch(`/api/v1/${path}`, {
    method,
    headers: {
      Accept: 'application/json',
      'Accept-Language': language,
      Authorization: `Bearer ${token()}`,
      ...body && { 'Content-Type': 'application/json' },
      ...headers,
    },
    body: body && JSON.stringify(body),
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
    cache: 'no-store',
  });
  const text = await response.text();
  const said = Date.parse(response.headers.get('Date'));
  if (said) clockDifference = said + uncertainty - Date.now();
  return { status: response.status, ok: response.ok, body: text && read(text) };
}

// A proxy in between may answer with a page of its own.
function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

async function answer(...args) {
  const { ok, status, body } = await call(...args);
  if (!ok) throw new ApiError(status, body || {});
  return body;
}

/** The calls of the API that the pages make. */
export const api = {
  account: signal => answer('GET', 'account', { signal }),
  createAccount: contactDetails => answer('POST', 'account', { body: { contactDetails } }),
  changeContactDetails: contactDetails => answer('PUT', 'account/contact-details', { body: contactDetails }),
  closeAccount: () => gone('account'),

  contracts: signal => answer('GET', 'contracts', { signal }).then(list => list.items),
  removeContract: id => gone(`contracts/${encodeURIComponent(id)}`),
  proxies: (id, signal) => answer('GET', `contracts/${encodeURIComponent(id)}/proxies`, { signal }).then(list => list.items),
  endProxy: (id, proxy) => gone(`contracts/${encodeURIComponent(id)}/proxies/${encodeURIComponent(proxy)}`),

  requests: signal => answer('GET', 'attach-requests', { signal }).then(list => list.items),
  request: (id, signal) => answer('GET', `attach-requests/${id}`, { signal }),
  requestAfter: (id, status, signal) => answer('GET', `attach-requests/${id}?status=${status}`, { headers: { Prefer: 'wait=20' }, signal }),
  start: (body, key) => answer('POST', 'attach-requests', { body, headers: { 'Idempotency-Key': key } }),
  enterCode: (id, code) => answer('POST', `attach-requests/${id}/code`, { body: { code }, again: false }),
  resendCode: id => answer('POST', `attach-requests/${id}/code/resend`, { again: false }),
  giveLineUser: (id, lineUser) => answer('PUT', `attach-requests/${id}/line-user`, { body: lineUser }),
  giveContactDetails: (id, contactDetails) => answer('PUT', `attach-requests/${id}/contact-details`, { body: contactDetails }),
  cancel: id => gone(`attach-requests/${id}`),

  regroup: body => answer('POST', 'regroupings', { body, again: false }),
  regrouping: (id, signal) => answer('GET', `regroupings/${id}`, { signal }),
};

// What is gone already, perhaps by a first try whose answer was lost, is gone.
async function gone(path) {
  try {
    await answer('DELETE', path);
  } catch (error) {
    if (error.status !== 404) throw error;
  }
}
