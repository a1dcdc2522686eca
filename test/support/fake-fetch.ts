// A fake fetch: scripted and recorded.
import { expect, onTestFinished, vi } from "vitest";
import type { ClientOptions } from "../../src/index.ts";
import { createClient } from "../../src/index.ts";
import { LIST } from "./calls.ts";

export interface Sent {
  readonly url: string;
  readonly init: RequestInit;
  readonly headers: Readonly<Record<string, string>>;
}

/** The result of one request: a response, something thrown, or neither. */
export type Step =
  | Response
  | ((sent: Sent) => Response | Promise<Response>)
  | { readonly throws: unknown }
  /** Rejects when the signal aborts, as a runtime's own fetch does. */
  | "hang"
  /** Never settles. */
  | "ignore";

/** One step for each request, in order; a request too many gets a 501, which is never retried. */
export function scripted(...steps: Step[]) {
  const sent: Sent[] = [];
  const fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const headers = init.headers as Readonly<Record<string, string>>;
    const request = { url: String(input), init, headers };
    const step = steps[sent.length] ?? new Response("The script is at its end.", { status: 501 });
    sent.push(request);
    if (step === "ignore") return new Promise(() => {});
    if (step === "hang") {
      return new Promise((_resolve, reject) => {
        init.signal?.addEventListener("abort", () => reject(init.signal?.reason));
      });
    }
    if (step instanceof Response) return step;
    if (typeof step === "function") return step(request);
    throw step.throws;
  };
  return Object.assign(fetch, { sent });
}

export const KEY = "key-0123456789abcdef";

/** A client over scripted steps. */
export function scriptedClient(steps: readonly Step[], options: ClientOptions = { apiKey: KEY }) {
  const fetch = scripted(...steps);
  return { client: createClient({ ...options, fetch }), sent: fetch.sent };
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}) {
  const type = { "content-type": "application/json" };
  return new Response(JSON.stringify(body), { status, headers: { ...type, ...headers } });
}

export const envelope = (code = "SOME_CODE", message = "Some message.") => ({
  meta: { request_id: "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN" },
  error: { code, message },
});

/** An error response with the documented body. */
export const failed = (status: number, headers: Record<string, string> = {}) =>
  json(status, envelope(), headers);

export const listed = () => json(200, LIST);
export const created = () => json(201, LIST);
export const done = () => new Response(null, { status: 204 });

/** What the promise rejects with; a promise that resolves fails the test. */
export function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error("It was fulfilled.");
    },
    (reason: unknown) => reason,
  );
}

/** Fails the test if a rejection stays unhandled until its end. */
export function failOnUnhandled(): void {
  const unhandled = vi.fn();
  process.prependListener("unhandledRejection", unhandled);
  onTestFinished(async () => {
    vi.useRealTimers();
    // Node reports it after the current turn.
    await new Promise((resolve) => setImmediate(resolve));
    process.off("unhandledRejection", unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
}
