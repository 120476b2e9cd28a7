/** Makes an element. Attributes that are null or false are left out; `on…` are listeners; text is text, never markup. */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

let lastId = 0;

/** An id that nothing else on the page has. */
export const newId = () => `id-${++lastId}`;

/** Asks before something that cannot be undone; true where the person agrees. */
export function confirm({ title, text, yes, no }) {
  return new Promise(resolve => {
    const id = newId();
    const dismiss = () => dialog.close('no');
    const dialog = h('dialog', { 'aria-labelledby': id, 'aria-describedby': `${id}-text`, onclose: () => { window.removeEventListener('hashchange', dismiss); dialog.remove(); resolve(dialog.returnValue === 'yes'); } },
      h('h2', { id }, title),
      h('p', { id: `${id}-text` }, text),
      h('div', { class: 'actions' },
        h('button', { type: 'button', class: 'danger', onclick: () => dialog.close('yes') }, yes),
        h('button', { type: 'button', class: 'second', autofocus: true, onclick: dismiss }, no)));
    // Back: what it asks about has been left.
    window.addEventListener('hashchange', dismiss);
    document.body.append(dialog);
    dialog.showModal();
  });
}
