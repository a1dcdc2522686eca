import { END_SIGNALS, Interrupted } from "./failures.ts";

/** `npx` passes on a Ctrl-C that the terminal has sent already: twice this soon is once. */
const SAME_PRESS = 1_000;

/**
 * Aborts at the first signal, so that the command can report what it did. A second one ends the
 * process at once, as if nobody listened.
 */
export function listenForInterrupts(): AbortController {
  const controller = new AbortController();
  for (const name of END_SIGNALS) {
    process.on(name, () => {
      if (controller.signal.aborted) return;
      controller.abort(new Interrupted(name));
      setTimeout(stopListening, SAME_PRESS).unref();
    });
  }
  return controller;
}

/** From here on, a signal ends the process. */
function stopListening(): void {
  for (const name of END_SIGNALS) process.removeAllListeners(name);
}
