// What `client.logs` can do beyond its operations.
import type { ListLogsParams, LogEntry, Logs as Operations } from "../generated/methods.ts";
import { listConnectorLogs } from "../generated/operations.ts";
import { ValidationError } from "./errors.ts";
import { createContext } from "./http/request.ts";
import { createMethods } from "./methods.ts";
import type { CallOptions } from "./options.ts";
import type { Collected } from "./schema/check.ts";
import { readParameters } from "./schema/parameters.ts";
import { type CallSettings, readCompositeOptions } from "./settings.ts";

/** The logs of a connector. */
export interface Logs extends Operations {
  /**
   * Reads page after page, newest first, until a page brings nothing new: one `logs.list` for each,
   * sent when the loop gets there. Each entry is given once.
   *
   * `before` is exclusive, so entries of the very same `log_time` across the end of a page can be
   * missed.
   *
   * @example
   * ```ts
   * for await (const { log_time, event } of client.logs.all({ team_id, connector_identifier })) {
   *   console.log(log_time, event);
   * }
   * ```
   */
  all(params: AllLogsParams, options?: CallOptions): AsyncIterable<LogEntry>;
}

/** Parameters of `logs.all`: `limit` is that of a page, `before` where the first one begins. */
export type AllLogsParams = ListLogsParams;

const OPERATION = "logs.all";

export function logsMethods(client: CallSettings): Pick<Logs, "all"> {
  return {
    all(params, options) {
      // Copied now, not when the loop begins. What cannot work rejects there.
      const start = copy(client, params, options);
      start.catch(() => {});
      return entries(start);
    },
  };
}

interface Start {
  readonly settings: CallSettings;
  readonly params: AllLogsParams;
}

async function copy(
  client: CallSettings,
  params: AllLogsParams,
  options: CallOptions | undefined,
): Promise<Start> {
  const settings = readCompositeOptions(options, client, OPERATION);
  const findings: Collected = { issues: [], secrets: [] };
  readParameters(listConnectorLogs, params, findings);
  if (findings.issues.length > 0) throw new ValidationError(OPERATION, findings.issues);
  return { settings, params: { ...params } };
}

async function* entries(start: Promise<Start>): AsyncGenerator<LogEntry, void, undefined> {
  const { settings, params } = await start;
  // The server's own time goes back as it came, whatever the contract says of its form.
  const following = createMethods(settings, createContext(settings)).logs;
  const seen = new Set<string>();
  let page = await createMethods(settings).logs.list(params);
  for (;;) {
    const known = seen.size;
    for (const entry of page.logs) {
      const count = seen.size;
      if (seen.add(keyOf(entry)).size > count) yield entry;
    }
    const before = page.logs.at(-1)?.log_time;
    if (seen.size === known || !before) return;
    page = await following.list({ ...params, before });
  }
}

/** Without an id, entries are compared as a whole. */
const keyOf = (entry: LogEntry) => (entry.id ? `id ${entry.id}` : JSON.stringify(entry));
