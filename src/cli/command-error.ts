// How a command can end, other than with an error of the client. Imports nothing.

export const PROGRAM = "connector-builder";

/** The exit codes of the official Supermetrics command line. */
export const EXIT = {
  done: 0,
  failed: 1,
  /** Of `configuration diff`, whose 1 says that the two differ. */
  diffFailed: 2,
  /** `EX_USAGE` of sysexits.h. */
  usage: 64,
  /** Not authenticated, or not permitted. */
  denied: 65,
  /** `EX_UNAVAILABLE`: network, timeout, 429, 5xx. */
  unavailable: 69,
  /** Signals: 128 and their number, as shells count. */
  SIGHUP: 129,
  SIGINT: 130,
  SIGTERM: 143,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The end of a command, ready to be shown. Its texts quote nothing that could be a secret. */
export class CommandError extends Error {
  readonly exitCode: ExitCode;
  /** What happened to the data and what to do next, a paragraph each. */
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
export const TERMINATION_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export const NOTHING_CHANGED = "Nothing was changed.";

/** Something asked the process to end. */
export class Interrupted extends CommandError {
  readonly signal: (typeof TERMINATION_SIGNALS)[number];

  constructor(signal: Interrupted["signal"] = "SIGINT", hint = NOTHING_CHANGED) {
    super(EXIT[signal], "Interrupted.", [hint]);
    this.signal = signal;
  }
}
