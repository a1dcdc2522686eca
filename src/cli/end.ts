// Shutting down: signals, closed pipes, lost terminals.
import { isatty } from "node:tty";
import { EXIT, type ExitCode, Interrupted, TERMINATION_SIGNALS } from "./command-error.ts";

/** Asked at the start: a terminal that has been closed is not one any more. */
const AT_TERMINAL = [0, 1, 2].some((file) => isatty(file));

/** `npx` passes on a Ctrl-C that the terminal has sent already: two signals this close together count as one. */
const SAME_PRESS = 1_000;

/** Aborts at the first signal, so that the command can report what it did. A second one ends it. */
export function listenForInterrupts(): AbortSignal {
  const controller = new AbortController();
  for (const name of TERMINATION_SIGNALS) {
    process.on(name, () => {
      controller.abort(new Interrupted(name));
      setTimeout(stopListening, SAME_PRESS).unref();
    });
  }
  return controller.signal;
}

function stopListening(): void {
  for (const name of TERMINATION_SIGNALS) process.removeAllListeners(name);
}

/** Both streams can go away while a command works: `| head`, a full disk, a closed terminal. */
export function ignorePipeErrors(): void {
  process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
    // A reader that leaves is not an error, and does not stop a push half-way.
    if (code === "EPIPE" || code === "ERR_STREAM_DESTROYED") return;
    // Keep an earlier exit code.
    process.exitCode ||= EXIT.failed;
    process.stderr.write(`error: Standard output cannot be written (${code}).\n`);
  });
  // There is nowhere to report it, and the exit code still says how the command ended.
  process.stderr.on("error", () => {});
}

/**
 * Ends the process once both streams are written. It does not wait for anything else: a connection
 * that is still being made, perhaps to a proxy, could keep the process alive for minutes.
 */
export async function end(exitCode: ExitCode): Promise<never> {
  setTimeout(stopListening, SAME_PRESS).unref();
  if (exitCode === EXIT.SIGHUP && AT_TERMINAL) {
    // Shells count it the same. Node 20 cannot put a terminal that is gone back in order: it would
    // abort in place of exiting, and may leave its memory on the disk, with the value and the key.
    stopListening();
    process.kill(process.pid, "SIGHUP");
  }
  await Promise.all([flush(process.stdout), flush(process.stderr)]);
  // Zero, after a help text, does not undo the failure to write it.
  process.exit(exitCode || process.exitCode);
}

/** Resolves once everything is written, or the error that prevents it has been handled. */
function flush(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    const done = () => setImmediate(resolve);
    if (stream.writableLength > 0) stream.write("", done);
    else done();
  });
}

/** Whether an error says that the terminal was closed. It may come before the signal. */
export function isTerminalGone({ code }: NodeJS.ErrnoException): boolean {
  return AT_TERMINAL && (code === "EIO" || code === "ENXIO");
}
