// What `client.logs` can do beyond its operations.
import type {
  ListLogsParams,
  LogEntry,
  Logs as Operations,
  Resources,
} from "../generated/methods.ts";
import { listConnectorLogs } from "../generated/operations.ts";
import { createMethods } from "./methods.ts";
import type { CallOptions } from "./options.ts";
import { requireParameters } from "./schema/parameters.ts";
import { type CallSettings, readCompositeOptions } from "./settings.ts";

/** The logs of a connector. */
export interface Logs extends Operations {
  /**
   * Reads page after page, newest first, until a page holds nothing new: one `logs.list` for each,
   * fetched lazily. Entries are de-duplicated.
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

const ALL_LOGS = { ...listConnectorLogs, operationId: "logs.all" };

export function logsMethods(client: CallSettings): Pick<Logs, "all"> {
  return {
    all(params, options) {
      // Copied now, not when the loop begins. Invalid input rejects on the first iteration.
      const start = copy(client, params, options);
      start.catch(() => {});
      return entries(start);
    },
  };
}

interface Start {
  readonly list: Resources["logs"]["list"];
  readonly params: AllLogsParams;
}

async function copy(
  client: CallSettings,
  params: AllLogsParams,
  options: CallOptions | undefined,
): Promise<Start> {
  const settings = readCompositeOptions(options, client, ALL_LOGS.operationId);
  requireParameters(ALL_LOGS, params, settings.context);
  return { list: createMethods(settings).logs.list, params: { ...params } };
}

async function* entries(start: Promise<Start>): AsyncGenerator<LogEntry, void, undefined> {
  const { list, params } = await start;
  const seen = new Set<string>();
  let page = await list(params);
  for (;;) {
    const before = seen.size;
    for (const entry of page.logs) {
      const count = seen.size;
      if (seen.add(keyOf(entry)).size > count) yield entry;
    }
    // The server's own time goes back as it came, whatever the contract says of its form.
    const last = page.logs.at(-1)?.log_time;
    if (seen.size === before || !last) return;
    page = await list({ ...params, before: last });
  }
}

/** Without an id, entries are compared as a whole. */
const keyOf = (entry: LogEntry) => (entry.id ? `id ${entry.id}` : JSON.stringify(entry));
