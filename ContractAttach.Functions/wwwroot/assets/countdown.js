import { now, uncertainty } from './api.js';

const text = seconds => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

/**
 * Counts down to an instant, by the service's clock. `minutes`, if given, is told at the start and at the last minute, `end` once it is
 * over there without doubt: a code that is said to have run out has, and a new one that is offered can be had.
 */
export function countdown({ until, signal, tick, minutes, end }) {
  const instant = Date.parse(until);
  let shown = null;
  let toldLast = false;

  function step() {
    const left = instant - now();
    if (left <= -uncertainty) {
      stop();
      end();
      return;
    }
    const seconds = Math.max(Math.round(left / 1000), 1);
    if (shown === null) minutes?.(Math.ceil(seconds / 60));
    else if (seconds <= 60 && !toldLast) minutes?.(1);
    toldLast ||= seconds <= 60;
    if (seconds !== shown) tick(text(shown = seconds));
  }

  const stop = () => clearInterval(ticking);
  const ticking = setInterval(step, 250);
  signal.addEventListener('abort', stop);
  step();
}
