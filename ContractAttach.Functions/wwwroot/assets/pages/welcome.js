import { h } from '../dom.js';
import { t } from '../language.js';
import { act } from '../router.js';
import { signIn } from '../signin.js';

/** What a visitor sees first. */
export function welcome() {
  return {
    title: t('welcome.title'),
    wide: true,
    content: [
      h('div', { class: 'welcome' },
        h('div', null,
          h('h1', null, t('welcome.title')),
          h('p', { class: 'lead' }, t('welcome.lead')),
          h('div', { class: 'actions' }, h('button', { type: 'button', onclick: () => act(() => signIn()) }, t('welcome.button')))),
        h('section', { class: 'sheet', 'aria-label': t('welcome.how') },
          h('ol', { class: 'how' }, [1, 2, 3].map(step => h('li', null,
            h('div', null, h('strong', null, t(`welcome.${step}`)), h('span', null, t(`welcome.${step}.text`)))))))),
    ],
  };
}
