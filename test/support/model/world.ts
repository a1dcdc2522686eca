// The client under test, a second writer, the fake and the model, and what a call came to.
import { setImmediate } from "node:timers/promises";
import { expect, vi } from "vitest";
import { type CallOptions, createClient, type Secrets } from "../../../src/index.ts";
import { createFakeApi } from "../../../src/testing/index.ts";
import { StoreModel } from "./store-model.ts";
import type { Interference, Trouble } from "./trouble.ts";
import { type Passage, Wire } from "./wire.ts";

export const CONNECTOR = { team_id: 936506, connector_identifier: "T3S70" };
export const TOKEN = "a-credential-of-the-test";
const TIMEOUT = 10;

/** A call from its start to its end. */
export interface Course<T> {
  readonly passages: readonly Passage[];
  /** What the second writer did meanwhile. */
  readonly interference: readonly Interference[];
  readonly end: PromiseSettledResult<T>;
  /** The reason of the caller's abort, if there was one. */
  readonly abort: object | undefined;
  /** Nothing went wrong, and no one came between. */
  readonly isPlain: boolean;
}

export class World {
  readonly model = new StoreModel();
  readonly maxRetries: number;
  readonly #api = createFakeApi({ connectors: [CONNECTOR], token: TOKEN });
  readonly #writer = createClient({ apiKey: TOKEN, fetch: this.#api.fetch });
  #values = 0;

  constructor(maxRetries: number) {
    this.maxRetries = maxRetries;
  }

  /** A value that no one has used before. */
  nextValue(): string {
    return `secret-value-${++this.#values}-end`;
  }

  /** Calls the client in trouble, until it has settled. */
  async call<T>(
    trouble: Trouble,
    values: readonly string[],
    task: (secrets: Secrets, options: CallOptions) => Promise<T>,
  ): Promise<Course<T>> {
    const { maxRetries, model } = this;
    const interference: Interference[] = [];
    const controller = new AbortController();
    const reason = { why: "the caller's own reason" };
    const wire = new Wire({
      api: this.#api,
      model,
      trouble,
      echo: [...values, TOKEN],
      interfere: async (at) => {
        const action = trouble.interference[at];
        if (!action) return;
        interference.push(action);
        await this.interfere(action);
      },
      abort: () => controller.abort(reason),
    });
    const limits = { timeout: TIMEOUT, maxRetries, maxRetryDelay: 0 };
    const { secrets } = createClient({ apiKey: TOKEN, fetch: wire.fetch, ...limits });
    const end = await settle(task(secrets, { signal: controller.signal }), wire);
    const abort = controller.signal.aborted ? reason : undefined;
    const { passages } = wire;
    const mishaps = trouble.mishaps.slice(0, passages.length);
    const isPlain = interference.length === 0 && mishaps.every((name) => name === "nothing");
    return { passages, interference, end, abort, isPlain };
  }

  /** The second writer is never in trouble. */
  async interfere({ action, name }: Interference): Promise<void> {
    const { secrets } = this.#writer;
    const placeholder = this.model.get(name)?.placeholder;
    const secret_value = this.nextValue();
    if (placeholder === undefined) {
      if (action === "delete") return;
      const list = await secrets.create({ ...CONNECTOR, secret_name: name, secret_value });
      const made = list.secrets.find(({ secret_name }) => secret_name === name);
      this.model.apply({ method: "POST", name, value: secret_value }, made?.secret_placeholder);
      return;
    }
    const params = { ...CONNECTOR, secret_placeholder: placeholder };
    if (action === "delete") {
      await secrets.delete(params);
      this.model.apply({ method: "DELETE", placeholder }, undefined);
    } else {
      await secrets.update({ ...params, secret_value });
      this.model.apply({ method: "PUT", placeholder, value: secret_value }, undefined);
    }
  }

  /** The store is what the model says: every name once, with its placeholder and its value. */
  compare(): void {
    const stored = this.#api.secrets(CONNECTOR.team_id, CONNECTOR.connector_identifier);
    const found = stored.map((each) => [
      each.secret_name,
      { placeholder: each.secret_placeholder, value: each.secret_value },
    ]);
    expect(found.sort(byName)).toEqual(this.model.entries().sort(byName));
  }
}

/** Lets time pass where the client waits for it: the timeout of a stalled request, a repeat. */
async function settle<T>(work: Promise<T>, wire: Wire): Promise<PromiseSettledResult<T>> {
  let end: PromiseSettledResult<T> | undefined;
  Promise.allSettled([work]).then(([settled]) => {
    end = settled;
  });
  for (;;) {
    await setImmediate();
    if (end) return end;
    vi.advanceTimersByTime(wire.stalled ? TIMEOUT : 0);
  }
}

const byName = ([a]: unknown[], [b]: unknown[]) => String(a).localeCompare(String(b));
