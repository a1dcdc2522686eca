// For random programs of `set` and `sync`: the fake behind a wire on which things go wrong, a second
// writer, and a model of what the fake must hold, written apart from it.
import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { expect, vi } from "vitest";
import { type CallOptions, createClient, type Secrets } from "../../src/index.ts";
import { createFakeApi, type Fault } from "../../src/testing/index.ts";
import { CONNECTOR } from "../support/calls.ts";

export const TOKEN = "a-credential-of-the-test";
const TIMEOUT = 10;

/** A request on the wire. */
interface Sent {
  readonly method: string;
  readonly name?: string;
  readonly placeholder?: string;
  readonly value?: string;
}

/** What a connector holds, by the contract alone. */
export class StoreModel {
  /** By name: no two secrets have the same one. */
  readonly stored = new Map<string, { readonly placeholder: string; readonly value: string }>();
  /** The name of every placeholder that there ever was. */
  readonly #names = new Map<string, string>();

  /** The name that the request is about; of a list, none. */
  nameOf({ name, placeholder = "" }: Sent): string | undefined {
    return name ?? this.#names.get(placeholder);
  }

  /**
   * Applies a request, if the contract says that it is applied.
   *
   * @param placeholder that of a new secret
   * @returns whether it changed anything
   */
  apply(sent: Sent, placeholder = ""): boolean {
    const { method, value = "" } = sent;
    const name = this.nameOf(sent);
    if (name === undefined) return false;
    const existing = this.stored.get(name);
    if (method === "POST" ? existing : existing?.placeholder !== sent.placeholder) return false;
    if (method === "DELETE") return this.stored.delete(name);
    this.stored.set(name, { placeholder, ...existing, value });
    if (method === "POST") this.#names.set(placeholder, name);
    return true;
  }
}

interface Mishap {
  readonly fault?: Fault;
  /** The request is not applied. */
  readonly lost?: true;
  /** Replaces the response to a request that was applied. */
  readonly response?: () => Response;
  /** The caller aborts, before the request is applied or after it. */
  readonly abort?: "before" | "after";
}
const refused = (status: number): Mishap => ({ fault: { status }, lost: true });

export const MISHAPS = {
  nothing: {},
  "400": refused(400),
  "401": refused(401),
  "403": refused(403),
  "408": refused(408),
  "409": refused(409),
  "422": refused(422),
  "429": refused(429),
  "429 without Retry-After": {
    fault: { status: 429, headers: { "retry-after": null } },
    lost: true,
  },
  "500": refused(500),
  "503": refused(503),
  "500 after it was applied": { response: () => new Response(null, { status: 500 }) },
  "dropped before it was applied": { fault: { drop: "before" }, lost: true },
  "dropped after it was applied": { fault: { drop: "after" } },
  stalled: { fault: { stall: true }, lost: true },
  "a page for a response": { fault: { body: "<html>" } },
  "an abort before it was applied": { abort: "before", lost: true },
  "an abort after it was applied": { abort: "after" },
} satisfies Record<string, Mishap>;
type MishapName = keyof typeof MISHAPS;

/** What a second writer does just before a request is served. */
export interface Interference {
  readonly action: "write" | "delete";
  readonly name: string;
}

/** By the number of the request. */
export interface Trouble {
  readonly mishaps: readonly MishapName[];
  readonly interference: readonly (Interference | undefined)[];
}
export const NO_TROUBLE: Trouble = { mishaps: [], interference: [] };

export const NAMES = ["a", "b", "c", "d"];
export const anyName = fc.constantFrom(...NAMES);
export const anyInterference: fc.Arbitrary<Interference> = fc.record({
  action: fc.constantFrom("write" as const, "write" as const, "delete" as const),
  name: anyName,
});
const anyMishap = fc.oneof(
  { weight: 2, arbitrary: fc.constant<MishapName>("nothing") },
  { weight: 1, arbitrary: fc.constantFrom(...(Object.keys(MISHAPS) as MishapName[])) },
);
const maybeInterference = fc.option(anyInterference, { nil: undefined, freq: 2 });
export const anyTrouble: fc.Arbitrary<Trouble> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(NO_TROUBLE) },
  {
    weight: 4,
    arbitrary: fc.record({
      mishaps: fc.array(anyMishap, { maxLength: 8 }),
      interference: fc.array(maybeInterference, { maxLength: 6 }),
    }),
  },
);

/** A request of the client, and what it did. */
export interface Request {
  readonly method: Sent["method"];
  /** The name that it is about; of a list, none. */
  readonly name: string | undefined;
  readonly changed: boolean;
  /** That of the response, if the client saw one. */
  readonly status?: number;
}

/** A call from its start to its end. */
export interface Call<T> {
  readonly requests: readonly Request[];
  /** What the second writer did meanwhile. */
  readonly interference: readonly Interference[];
  readonly end: PromiseSettledResult<T>;
  /** The reason of the caller's abort, if there was one. */
  readonly abort: object | undefined;
  /** Nothing went wrong, and nobody interfered. */
  readonly isPlain: boolean;
}

export class World {
  readonly model = new StoreModel();
  readonly maxRetries: number;
  readonly #api = createFakeApi({ connectors: [CONNECTOR], token: TOKEN });
  readonly #writer = createClient({ apiKey: TOKEN, fetch: this.#api.fetch });
  #values = 0;
  /** A request waits for a response that never comes. */
  #isStalled = false;

  constructor(maxRetries: number) {
    this.maxRetries = maxRetries;
  }

  /** A value that nobody has used before. */
  nextValue(): string {
    return `secret-value-${++this.#values}-end`;
  }

  /** Calls the client in trouble, until it has settled. */
  async call<T>(
    trouble: Trouble,
    values: readonly string[],
    task: (secrets: Secrets, options: CallOptions) => Promise<T>,
  ): Promise<Call<T>> {
    const { maxRetries, model } = this;
    const requests: Request[] = [];
    const interference: Interference[] = [];
    const controller = new AbortController();
    const reason = { why: "the caller's own reason" };
    // A server may echo what it was sent.
    const echo = [...values, TOKEN];
    const body = {
      meta: { request_id: echo.join("-") },
      error: { code: "ECHO", message: echo.join(" "), description: JSON.stringify(echo) },
    };
    let count = 0;
    const fetch: typeof globalThis.fetch = async (input, init = {}) => {
      const number = count++;
      const mishap: Mishap = MISHAPS[trouble.mishaps[number] ?? "nothing"];
      const action = trouble.interference[number];
      if (action) {
        interference.push(action);
        await this.interfere(action);
      }
      const sent = readSent(String(input), init);
      const name = model.nameOf(sent);
      const { method } = sent;
      if (mishap.abort === "before") {
        controller.abort(reason);
        requests.push({ method, name, changed: false });
        throw new Error("aborted");
      }
      const { fault = {} } = mishap;
      this.#api.failNext(fault.status === undefined ? fault : { ...fault, body });
      this.#isStalled = fault.stall === true;
      const [served] = await Promise.allSettled([this.#api.fetch(input, init)]);
      this.#isStalled = false;
      const changed = !mishap.lost && model.apply(sent, this.#placeholderOf(name));
      requests.push({ method, name, changed });
      if (mishap.abort === "after") controller.abort(reason);
      if (served.status === "rejected") throw served.reason;
      const response = mishap.response?.() ?? served.value;
      requests.splice(-1, 1, { method, name, changed, status: response.status });
      return response;
    };
    const limits = { timeout: TIMEOUT, maxRetries, maxRetryDelay: 0 };
    const { secrets } = createClient({ apiKey: TOKEN, fetch, ...limits });
    const end = await this.#settle(task(secrets, { signal: controller.signal }));
    const abort = controller.signal.aborted ? reason : undefined;
    const mishaps = trouble.mishaps.slice(0, requests.length);
    const isPlain = interference.length === 0 && mishaps.every((name) => name === "nothing");
    return { requests, interference, end, abort, isPlain };
  }

  /** Nothing goes wrong for the second writer. */
  async interfere({ action, name }: Interference): Promise<void> {
    const { secrets } = this.#writer;
    const { placeholder = "" } = this.model.stored.get(name) ?? {};
    const value = this.nextValue();
    const params = { ...CONNECTOR, secret_placeholder: placeholder, secret_value: value };
    if (action === "delete") {
      if (placeholder) await secrets.delete(params);
      this.model.apply({ method: "DELETE", placeholder });
    } else if (placeholder) {
      await secrets.update(params);
      this.model.apply({ method: "PUT", placeholder, value });
    } else {
      await secrets.create({ ...params, secret_name: name });
      this.model.apply({ method: "POST", name, value }, this.#placeholderOf(name));
    }
  }

  /** The fake holds what the model says: each name once, with its placeholder and its value. */
  compare(): void {
    const stored = this.#secrets().map((each) => [
      each.secret_name,
      { placeholder: each.secret_placeholder, value: each.secret_value },
    ]);
    expect(stored.sort(byName)).toEqual([...this.model.stored].sort(byName));
  }

  #secrets() {
    return this.#api.secrets(CONNECTOR.team_id, CONNECTOR.connector_identifier);
  }

  #placeholderOf(name: string | undefined): string | undefined {
    return this.#secrets().find(({ secret_name }) => secret_name === name)?.secret_placeholder;
  }

  /** Advances the clock when the client waits for it: the timeout of a stalled request, a retry. */
  async #settle<T>(work: Promise<T>): Promise<PromiseSettledResult<T>> {
    let end: PromiseSettledResult<T> | undefined;
    Promise.allSettled([work]).then(([settled]) => {
      end = settled;
    });
    for (;;) {
      await setImmediate();
      if (end) return end;
      vi.advanceTimersByTime(this.#isStalled ? TIMEOUT : 0);
    }
  }
}

function readSent(url: string, { method = "", body }: RequestInit): Sent {
  const placeholder = url.split("/secrets/")[1];
  const { secret_name: name, secret_value: value } = body ? JSON.parse(String(body)) : {};
  return { method, name, value, ...(placeholder !== undefined && { placeholder }) };
}

const byName = ([a]: unknown[], [b]: unknown[]) => String(a).localeCompare(String(b));
