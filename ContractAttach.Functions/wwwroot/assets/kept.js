// Browsers that keep nothing (private windows, policies) throw at any touch of it: then nothing is kept.
function storage(name) {
  try {
    const store = window[name];
    store.setItem('test', '');
    store.removeItem('test');
    return store;
  } catch {
    const values = new Map();
    return { getItem: key => values.get(key) ?? null, setItem: (key, value) => values.set(key, value), removeItem: key => values.delete(key), clear: () => values.clear() };
  }
}

const session = storage('sessionStorage');
const lasting = storage('localStorage');

/** What outlives a reload: in this tab until the person signs out, but for the choice of language, which stays. Never a code. */
export const kept = {
  get: key => JSON.parse(session.getItem(key)),
  set: (key, value) => session.setItem(key, JSON.stringify(value)),
  remove: key => session.removeItem(key),
  clear: () => session.clear(),
  get choice() { return lasting.getItem('language'); },
  set choice(value) { lasting.setItem('language', value); },
};
