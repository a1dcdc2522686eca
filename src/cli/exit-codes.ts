/** The exit codes of the official Supermetrics command line. */
export const EXIT = {
  done: 0,
  failed: 1,
  /** `EX_USAGE` of sysexits.h. */
  usage: 64,
  /** Not authenticated, or not permitted. */
  denied: 65,
  /** `EX_UNAVAILABLE`: network, timeout, 429, 5xx. */
  unavailable: 69,
  /** Of signals: 128 and their number, as shells count. */
  SIGHUP: 129,
  SIGINT: 130,
  SIGTERM: 143,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
