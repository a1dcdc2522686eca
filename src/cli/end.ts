// The end of the process, in whatever state its terminal is.
import { isatty } from "node:tty";
import { EXIT } from "./exit-codes.ts";

/** At the start: one that has been closed does not count any more. */
const AT_TERMINAL = [0, 1, 2].some((file) => isatty(file));

/** Ends the process at once: what is still being waited for does not matter any more. */
export function end(exitCode: number): void {
  if (exitCode === EXIT.SIGHUP && AT_TERMINAL) {
    // Shells count it the same. Node 20 cannot put a terminal that is gone back in order: it would
    // abort in place of exiting, and may leave its memory on the disk, with the value and the key.
    process.removeAllListeners("SIGHUP");
    process.kill(process.pid, "SIGHUP");
  }
  process.exit(exitCode);
}

/** Whether an error says that the terminal was closed. It may come before the signal. */
export function isTerminalGone({ code }: NodeJS.ErrnoException): boolean {
  return AT_TERMINAL && (code === "EIO" || code === "ENXIO");
}
