// What `client.logs` can do beyond its operations.
import type { ListLogsParams, LogEntry, LogsOperations } from "../generated/methods.ts";
import { listConnectorLogs } from "../generated/operations.ts";
import { type Composite, compositeOperation, readComposite } from "./composite.ts";
import { throwIfAborted, wait } from "./http/deadline.ts";
import { writeJson } from "./json.mjs";
import type { CallOptions } from "./options.ts";
import type { Operation } from "./schema/operation.ts";
import type { CallSettings } from "./settings.ts";

/** The logs of a connector. */
export interface Logs extends LogsOperations {
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

  /**
   * Reads the newest entries, oldest first, and then each new one, until the loop is left or the
   * signal aborts. The next request follows `interval` milliseconds after each response.
   *
   * An entry that appears late on the server is returned late. If more than 10,000 entries are new at
   * the same time, the older ones are skipped.
   */
  follow(params: FollowLogsParams, options?: CallOptions): AsyncIterable<LogEntry>;
}

/** Parameters of `logs.all`: `limit` is the size of a page; the first one starts at `before`. */
export type AllLogsParams = ListLogsParams;

/** Parameters of `logs.follow`. */
export interface FollowLogsParams extends Omit<ListLogsParams, "limit" | "before"> {
  /** How many existing entries to return first: 0 to 1000. Default: 10. */
  readonly limit?: number | undefined;
  /** Milliseconds from a response to the next request: 1000 to 60000. Default: 2000. */
  readonly interval?: number | undefined;
}

const { path: PATH, query: QUERY } = listConnectorLogs.parameters;
const { limit: LIMIT } = QUERY.properties;
const ALL_LOGS: Operation = { ...listConnectorLogs, operationId: "logs.all" };
const FOLLOW_LOGS = compositeOperation(
  { ...listConnectorLogs, parameters: { path: PATH } },
  "logs.follow",
  {},
  {
    limit: { ...LIMIT, minimum: 0 },
    interval: { type: "integer", minimum: 1000, maximum: 60_000 },
  },
);
/** Pages to read in search of new entries. */
const MAX_PAGES = 10;
/** How many entries are remembered: as many as one search can return. */
const MEMORY = MAX_PAGES * LIMIT.maximum;

export function logsMethods(client: CallSettings): Pick<Logs, "all" | "follow"> {
  return {
    all: (params, options) => allEntries(start(client, ALL_LOGS, params, options)),
    follow: (params, options) => newEntries(start(client, FOLLOW_LOGS, params, options)),
  };
}

/** Copies everything now, not when the loop begins. Invalid input rejects on the first iteration. */
function start<Params>(...input: Parameters<typeof readComposite<Params>>) {
  const started = (async () => readComposite(...input))();
  started.catch(() => {});
  return started;
}

async function* allEntries(
  started: Promise<Composite<AllLogsParams>>,
): AsyncGenerator<LogEntry, void, undefined> {
  const { params, methods } = await started;
  const { list } = methods.logs;
  const seen = new Set<string>();
  let page = await list(params);
  for (;;) {
    const before = seen.size;
    for (const entry of page.logs) {
      const count = seen.size;
      if (seen.add(keyOf(entry)).size > count) yield entry;
    }
    // The server's own time is sent back unchanged, whatever its form.
    const last = page.logs.at(-1)?.log_time;
    if (seen.size === before || !last) return;
    page = await list({ ...params, before: last });
  }
}

async function* newEntries(
  started: Promise<Composite<FollowLogsParams>>,
): AsyncGenerator<LogEntry, void, undefined> {
  const { params, methods, signal } = await started;
  const { list } = methods.logs;
  const { limit = 10, interval = 2000, ...connector } = params;
  /** The keys of the last entries, the oldest first. */
  const known = new Set<string>();

  /** The new entries, the newest first. Anything further down than a known entry is old. */
  async function readNew(maxPages: number): Promise<LogEntry[]> {
    const fresh = new Map<string, LogEntry>();
    const shown: string[] = [];
    let before: string | undefined;
    for (let pages = 0; pages < maxPages; pages++) {
      const { logs } = await list({ ...connector, limit: LIMIT.maximum, before });
      const keys = logs.map(keyOf);
      const end = keys.findLastIndex((key) => known.has(key));
      const count = fresh.size;
      for (const [at, entry] of logs.entries()) {
        const key = keys[at] ?? "";
        if (!known.has(key) && (end < 0 || at < end)) fresh.set(key, entry);
      }
      shown.push(...keys);
      before = logs.at(-1)?.log_time;
      if (end >= 0 || !before || fresh.size === count) break;
    }
    for (const key of shown.reverse()) {
      known.delete(key);
      known.add(key);
    }
    for (const key of known) if (known.size > MEMORY) known.delete(key);
    return [...fresh.values()];
  }

  let entries = (await readNew(1)).slice(0, limit);
  for (;;) {
    const received = Date.now();
    for (const entry of entries.reverse()) {
      throwIfAborted(signal);
      yield entry;
    }
    const passed = Date.now() - received;
    await wait(Math.min(interval, Math.max(0, interval - passed)), signal);
    entries = await readNew(MAX_PAGES);
  }
}

/** Without an id, entries are compared as a whole: by a digest, since they may be large. */
function keyOf(entry: LogEntry): string {
  if (entry.id) return `id ${entry.id}`;
  const text = writeJson(entry);
  let [one, other] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 0x9e3779b1);
    other = Math.imul(other ^ code, 0x85ebca77);
  }
  return `${one} ${other}`;
}
