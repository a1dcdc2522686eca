import { Interrupted } from "./failures.ts";

/**
 * Aborts on Ctrl-C and SIGTERM, so that the command can report what it did. A second one ends the
 * process at once, as if nobody listened.
 */
export function listenForInterrupts(): AbortController {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.once(name, () => controller.abort(new Interrupted(name)));
  }
  return controller;
}
