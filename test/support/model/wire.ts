// The wire between a client and the fake, on which things go wrong.
import type { FakeApi } from "../../../src/testing/index.ts";
import type { Sent, StoreModel } from "./store-model.ts";
import { MISHAPS, type Mishap, type MishapName, type Trouble } from "./trouble.ts";

/** What has happened in all programs so far, and how often. */
export const seen: Partial<Record<MishapName | "a second writer came between", number>> = {};

const count = (event: keyof typeof seen) => {
  seen[event] = (seen[event] ?? 0) + 1;
};

/** A request of the client, and what became of it. */
export interface Passage {
  readonly method: Sent["method"];
  /** The name that it is about; of a list, none. */
  readonly name: string | undefined;
  readonly changed: boolean;
  /** Of the answer, as the client saw it; where it saw none, none. */
  readonly status?: number;
}

interface Ends {
  readonly api: FakeApi;
  readonly model: StoreModel;
  readonly trouble: Trouble;
  /** What the server has been sent, and may repeat in an error. */
  readonly echo: readonly string[];
  readonly interfere: (at: number) => Promise<void>;
  readonly abort: () => void;
}

export class Wire {
  readonly passages: Passage[] = [];
  /** A request waits for an answer that never comes. */
  stalled = false;
  readonly #ends: Ends;
  #requests = 0;

  constructor(ends: Ends) {
    this.#ends = ends;
  }

  readonly fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const { model, trouble, interfere, abort } = this.#ends;
    const number = this.#requests++;
    const mishapName = trouble.mishaps[number] ?? "nothing";
    const mishap: Mishap = MISHAPS[mishapName];
    count(mishapName);
    await interfere(number);
    const sent = readSent(String(input), init);
    const name = model.nameOf(sent);
    const { method } = sent;
    if (name !== undefined && trouble.interference[number]?.name === name) {
      count("a second writer came between");
    }
    if (mishap.abort === "before") {
      abort();
      this.passages.push({ method, name, changed: false });
      throw new Error("aborted");
    }
    const answer = await this.#serve(input, init, mishap);
    const changed = !mishap.lost && model.apply(sent, this.#placeholderOf(name));
    this.passages.push({ method, name, changed });
    if (mishap.abort === "after") abort();
    const response = answer();
    this.passages.splice(-1, 1, { method, name, changed, status: response.status });
    return response;
  };

  /** @returns what the client gets to see, a rejection included */
  async #serve(
    input: Parameters<typeof fetch>[0],
    init: RequestInit,
    mishap: Mishap,
  ): Promise<() => Response> {
    const { api, echo } = this.#ends;
    const { fault = {} } = mishap;
    const isError = fault.status !== undefined;
    api.failNext(isError ? { ...fault, body: echoing(echo) } : fault);
    this.stalled = fault.stall === true;
    try {
      const response = await api.fetch(input, init);
      return () => mishap.answer?.() ?? response;
    } catch (error) {
      return () => {
        throw error;
      };
    } finally {
      this.stalled = false;
    }
  }

  #placeholderOf(name: string | undefined): string | undefined {
    const stored = this.#ends.api.secrets(936506, "T3S70");
    return stored.find(({ secret_name }) => secret_name === name)?.secret_placeholder;
  }
}

function readSent(url: string, { method, body }: RequestInit): Sent {
  const placeholder = url.split("/secrets/")[1] ?? "";
  const { secret_name: name, secret_value: value } = body ? JSON.parse(String(body)) : {};
  switch (method) {
    case "POST":
      return { method, name, value };
    case "PUT":
      return { method, placeholder, value };
    case "DELETE":
      return { method, placeholder };
    default:
      return { method: "GET" };
  }
}

const echoing = (echo: readonly string[]) => ({
  meta: { request_id: echo.join("-") },
  error: { code: "ECHO", message: echo.join(" "), description: JSON.stringify(echo) },
});
