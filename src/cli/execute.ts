// Runs one command: settings first, so that nobody is asked for a value that cannot be sent.
import type { Option } from "commander";
import type { Client, ClientOptions } from "../index.ts";
import { Interrupted } from "./command-error.ts";
import { listenForInterrupts } from "./end.ts";
import { type Change, explain, perhapsApplied } from "./errors.ts";
import type { Report } from "./output/report.ts";
import { type Flags, readSettings, type Settings } from "./settings.ts";
import { type Traffic, watchTraffic } from "./traffic.ts";

/** A command: what its help says, and what it does. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** How the usage line shows it, and what it is. */
  readonly argument?: readonly [name: string, description: string];
  readonly flags?: readonly Option[];
  /** Paragraphs for its own help page. */
  readonly details?: readonly string[];
  readonly scopes: string;
  /** What follows the name of the program. */
  readonly examples: readonly string[];
  run(context: Context, argument: string | undefined): Promise<void>;
}

/** What a command works with. */
export interface Context {
  readonly connector: Settings["connector"];
  readonly client: Client;
  readonly report: Report;
  readonly flags: Flags;
  /** Aborts on Ctrl-C, SIGTERM and SIGHUP. */
  readonly signal: AbortSignal;
  readonly doing: Traffic["doing"];
  /** Runs one write. Where it fails, the change is named. */
  writing<T>(change: Change, write: () => PromiseLike<T>): Promise<T>;
  /** Refuses what the client would refuse before a request leaves, and sends nothing. */
  rehearse(call: (client: Client) => PromiseLike<unknown>): Promise<void>;
}

export async function execute(
  command: Command,
  flags: Flags,
  argument: string | undefined,
  report: Report,
): Promise<void> {
  report.format = flags.output;
  const settings = readSettings(flags, process.env, report.dim);
  const { connector } = settings;
  const signal = listenForInterrupts();
  const traffic = watchTraffic(report, flags.verbose);
  // The client is not loaded before it is needed: help and wrong usage are answered without it.
  const { createClient } = await import("../index.ts");
  const connect = (options: ClientOptions) => createClient({ ...settings.client, ...options });
  let change: Change | undefined;
  const helpers: Omit<Context, "client"> = {
    connector,
    report,
    flags,
    signal,
    doing: traffic.doing,
    async writing(given, write) {
      change = given;
      return await write();
    },
    async rehearse(call) {
      try {
        await call(connect({ maxRetries: 0, fetch: () => Promise.reject(new Error("Rehearsed")) }));
      } catch (error) {
        if (error instanceof Error && error.name === "ValidationError") throw error;
      }
    },
  };
  try {
    // It looks for a proxy on the way to its server only where fetch is the runtime's own.
    createClient(settings.client);
    const client = connect(traffic.options);
    await helpers.rehearse(({ secrets }) => secrets.list(connector));
    await command.run({ ...helpers, client }, argument);
  } catch (error) {
    if (error instanceof Interrupted && change && traffic.mayHaveWritten) {
      throw new Interrupted(error.signal, perhapsApplied(change));
    }
    throw explain(error, change);
  }
}
