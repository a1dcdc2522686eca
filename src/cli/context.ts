import type { Client } from "../client.ts";
import type { Flags } from "./flags.ts";
import type { Report } from "./output/report.ts";
import type { Settings } from "./settings.ts";

/** What a command works with. */
export interface CommandContext {
  readonly connector: Settings["connector"];
  readonly client: Client;
  readonly report: Report;
  readonly flags: Flags;
  /** Aborts on Ctrl-C, SIGTERM and SIGHUP. */
  readonly signal: AbortSignal;
}

export type CommandFunction = (
  context: CommandContext,
  argument: string | undefined,
) => Promise<void>;
