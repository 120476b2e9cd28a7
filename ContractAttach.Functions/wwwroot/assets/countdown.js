import { now } from './api.js';

const text = seconds => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

/** Counts down to an instant, by the service's clock. `minutes`, if given, is told at the start and at the last minute. */
export function countdown({ until, signal, tick, minutes, end }) {
  const instant = Date.parse(until);
  let shown = null;
  let toldLast = false;

  function step() {
    const seconds = Math.round((instant - now()) / 1000);
    if (seconds <= 0) {
      stop();
      end();
      return;
    }
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
