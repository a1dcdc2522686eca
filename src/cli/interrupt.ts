import { EXIT } from "./exit-codes.ts";
import { Interrupted } from "./failures.ts";

/**
 * Aborts on Ctrl-C and SIGTERM, so that the command can report what it did; a second one ends the
 * process at once.
 */
export function listenForInterrupts(): AbortController {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) {
        process.exit(name === "SIGINT" ? EXIT.interrupted : EXIT.terminated);
      }
      controller.abort(new Interrupted(name));
    });
  }
  return controller;
}
