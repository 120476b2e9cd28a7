/** An element with properties and children. */
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter((child) => child !== null));
  return made;
}

/**
 * Has the children of a parent be those of the items, in their order. What is there for an item stays, so that focus, selection and
 * scrolling stay too.
 */
export function keepChildren(parent, items, keyOf, make, update = () => {}) {
  const before = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    let child = before.get(key);
    if (child === undefined) {
      child = make(item);
      child.dataset.key = key;
    }
    before.delete(key);
    if (child === place) place = place.nextElementSibling;
    else parent.insertBefore(child, place);
    update(child, item);
  }
  for (const child of before.values()) child.remove();
}

/** Has a list of choices be these, and keeps what is chosen, or chooses the one that is wanted. */
export function keepOptions(select, options, wanted) {
  keepChildren(
    select,
    options,
    (option) => option.value,
    (option) => element("option", { value: option.value }),
    (child, option) => {
      if (child.textContent !== option.label) child.textContent = option.label;
    },
  );
  if (wanted !== undefined && select.value !== wanted) select.value = wanted;
}
