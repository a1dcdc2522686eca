// What differs by runtime: whether it resends lost requests by itself, and uses a proxy.
import type { FetchInit } from "../options.ts";
import { isSafe } from "./retry.ts";

/**
 * Members of `init` for the runtime's own fetch. Deno and Bun resend a request if its connection is
 * lost: a write could be applied twice, and the second response would say that it was not. Deno sends
 * a `Blob` once, and Bun sends once without keep-alive.
 */
export function sendOnce(
  method: string,
  body: string | Uint8Array<ArrayBuffer> | null,
): Partial<FetchInit> {
  if (isSafe(method)) return {};
  if ("Bun" in globalThis) return { keepalive: false };
  return "Deno" in globalThis && body !== null ? { body: new Blob([body]) } : {};
}

/**
 * Whether the runtime may send a write twice nevertheless: a browser any, Deno one without a body.
 * (Chromium does so even with a stream.)
 */
export function maySendTwice({ method, body }: { method: string; body: unknown }): boolean {
  if (isSafe(method)) return false;
  const { navigator, process } = globalThis;
  return "Deno" in globalThis
    ? body === null
    : // A test environment in Node may pretend to be a browser.
      /^Mozilla/.test(navigator?.userAgent) && !process?.versions?.node;
}

/**
 * Whether the runtime sends requests through the proxies that the environment names. Node only does
 * so when told to.
 */
export function readsProxyVariables({ env, execArgv }: typeof process): boolean {
  const options = `${env.NODE_USE_ENV_PROXY} ${env.NODE_OPTIONS} ${execArgv}`;
  return "Bun" in globalThis || "Deno" in globalThis || /^1 |--use-env-proxy/.test(options);
}
