import french from './texts.fr.js';
import english from './texts.en.js';
import { kept } from './kept.js';

const texts = { fr: french, en: english };

/** French, unless the browser prefers English or the person has chosen. */
export let language = kept.choice ?? preferred();

function preferred() {
  return navigator.languages.map(tag => tag.slice(0, 2).toLowerCase()).find(tag => tag in texts) ?? 'fr';
}

export function choose(wanted) {
  language = wanted;
  kept.choice = wanted;
}

/** The text of a key; what stands in braces is replaced. */
export function t(key, values = {}) {
  const text = texts[language][key];
  const chosen = typeof text === 'function' ? text(values) : text;
  return typeset(chosen.replace(/\{(\w+)\}/g, (_, name) => values[name]));
}

/** Text whose numbers stay on one line, and whose high punctuation, which French sets apart, never begins one. */
export const typeset = text => text.replace(/(\d\d) (?=\d\d)/g, '$1\u00a0').replace(/ ([:;?!»])/g, '\u00a0$1').replace(/« /g, '«\u00a0');

/** A number that stays on one line. */
export const unbroken = number => number.replaceAll(' ', '\u00a0');

// As the messages write dates: the day first, 24 hours.
const locales = { fr: 'fr-FR', en: 'en-GB' };

export const date = instant => new Intl.DateTimeFormat(locales[language], { dateStyle: 'long' }).format(new Date(instant));

export const time = instant => new Intl.DateTimeFormat(locales[language], { timeStyle: 'short' }).format(new Date(instant));
