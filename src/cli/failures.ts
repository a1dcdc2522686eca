// How the command line itself ends, beside the errors of the client. Loads nothing.
import { EXIT, type ExitCode } from "./exit-codes.ts";

/** What the command line finds out by itself. Its texts quote nothing that could be a secret. */
export class CommandError extends Error {
  readonly exitCode: ExitCode;
  /** What to do next, a line each. */
  readonly hints: readonly string[];

  constructor(exitCode: ExitCode, message: string, hints: readonly string[] = []) {
    super(message);
    this.exitCode = exitCode;
    this.hints = hints;
  }
}

/** The command was called wrongly, or its input cannot be used. */
export class UsageError extends CommandError {
  constructor(message: string, ...hints: string[]) {
    super(EXIT.usage, message, hints);
  }
}

/** Ctrl-C, a job that is cancelled, a terminal that is closed. */
export const END_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Something asked the process to end. */
export class Interrupted extends CommandError {
  readonly signal: (typeof END_SIGNALS)[number];

  constructor(signal: Interrupted["signal"] = "SIGINT", hint = "Nothing was changed.") {
    super(EXIT[signal], "Interrupted.", [hint]);
    this.signal = signal;
  }
}
