// Runs one command: settings first, so that nobody is asked for a value that cannot be sent.
import { isRefusal } from "../http/retry.ts";
import type { AttemptEvent, ClientOptions, FetchInit, ValidationError } from "../index.ts";
import type { Context } from "./command.ts";
import { CommandError, EXIT, type ExitCode, Interrupted, UsageError } from "./command-error.ts";
import { listenForInterrupts } from "./end.ts";
import { describeIssues, explain, type Wording } from "./errors.ts";
import { toFlags } from "./flags.ts";
import type { Report } from "./output/report.ts";
import type { Run } from "./parse.ts";
import { readSettings } from "./settings.ts";

/** Resolves with the exit code. */
export async function execute(run: Run, report: Report): Promise<ExitCode> {
  const { command, argument, values } = run;
  const flags = toFlags(values);
  report.obey(flags);
  const settings = readSettings(run, flags, report);
  const wording: Wording = { ...command, names: settings.names };
  const signal = listenForInterrupts();
  const traffic = watchTraffic(report, flags.verbose);
  // The client is not loaded before it is needed: help and wrong usage do without it.
  const { createClient } = await import("../index.ts");
  const connect = (options: ClientOptions) => createClient({ ...settings.client, ...options });
  let hint: string | undefined;
  const validateOnly: Context["validateOnly"] = async (call, later) => {
    try {
      await call(connect({ maxRetries: 0, fetch: () => Promise.reject(new Error("Not sent")) }));
    } catch (error) {
      if (!(error instanceof Error && error.name === "ValidationError")) return;
      const issues = (error as ValidationError).issues.filter(({ path }) => path !== later);
      if (issues.length > 0) throw new UsageError(describeIssues(issues, wording));
    }
  };
  try {
    // The proxy check runs only without a custom fetch, so create one client without it first.
    createClient(settings.client);
    const { team_id = 1, connector_identifier } = settings.path;
    await validateOnly(({ connectors, secrets }) =>
      connector_identifier === undefined
        ? connectors.list({ team_id })
        : secrets.list({ team_id, connector_identifier }),
    );
    const context = {
      // A command gets the parameters that it names in its `path`: by hand, all of them.
      connector: settings.path as never,
      client: connect(traffic.options),
      ...{ report, flags, values, signal, wording, validateOnly },
      showStatus: traffic.showStatus,
      async runWrite<T>(own: string, write: () => PromiseLike<T>) {
        hint = own;
        return await write();
      },
    };
    return (await command.run(context, argument)) ?? EXIT.done;
  } catch (error) {
    const mayHaveWritten = traffic.mayHaveWritten();
    const failure =
      error instanceof Interrupted && hint !== undefined && mayHaveWritten
        ? new Interrupted(error.signal, hint)
        : explain(error, wording, hint, mayHaveWritten);
    const { failed } = command;
    if (failed === undefined || failure.exitCode !== EXIT.failed) throw failure;
    throw new CommandError(failed, failure.message, failure.hints);
  }
}

// ── The requests of a command ──────────────────────────────────────────────────────────────────

/** Without a spinner, a wait is announced after this many milliseconds. */
const PATIENCE = 1_000;

/** Watches whether a write is on its way, and what a wait is for. */
export function watchTraffic(report: Report, verbose = false) {
  let mayHaveWritten = false;
  let timer: NodeJS.Timeout | undefined;
  let show = () => {};

  const watch = async (url: string, init: FetchInit): Promise<Response> => {
    clearTimeout(timer);
    // The wait is over: the work continues.
    if (timer) show();
    timer = undefined;
    const isWrite = init.method !== "GET";
    if (isWrite) mayHaveWritten = true;
    const response = await fetch(url, init);
    if (isWrite && isRefusal(response.status)) mayHaveWritten = false;
    return response;
  };
  const announceRetry = ({ status, retryIn }: AttemptEvent) => {
    if (retryIn === undefined) return;
    const end = Date.now() + retryIn;
    const words = () =>
      `${status ?? "No response"}: waiting ${Math.ceil((end - Date.now()) / 1000)} s`;
    report.busy(words);
    const announced = words();
    timer = setTimeout(() => report.look.live || report.dim(`${announced}.`), PATIENCE).unref();
  };
  const logAttempt = ({ method, url, attempt, status, duration, requestId }: AttemptEvent) => {
    const id = requestId === undefined ? "" : `, request id ${requestId}`;
    const text = `${method} ${url}: ${status ?? "no response"} in ${Math.round(duration)} ms`;
    report.log(report.safe(`${text} (attempt ${attempt}${id})`));
  };
  return {
    /** For `createClient`. */
    options: {
      fetch: watch,
      logger: (event: AttemptEvent) => {
        if (verbose) logAttempt(event);
        announceRetry(event);
      },
    },
    /** Whether a write was sent that the server has not refused: it may have been applied. */
    mayHaveWritten: () => mayHaveWritten,
    /** Shows what the command is doing. */
    showStatus(text: string, options?: { isImmediate?: boolean }): void {
      show = () => report.busy(() => report.safe(text), options);
      show();
    },
  };
}
