// The fake API as a `fetch`.
import type { Answer } from "./answers.ts";
import type { Serve } from "./server.ts";

export function createFetch(serve: Serve): typeof globalThis.fetch {
  return async (input, init) => {
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
    signal?.throwIfAborted();
    // The signal stays here: a Request would leave a listener on it.
    const request = new Request(input, { ...init, signal: null });
    const text = await request.text();
    signal?.throwIfAborted();
    const { pathname, search } = new URL(request.url);
    const reaction = serve({
      method: request.method,
      path: `${pathname}${search}`,
      headers: Object.fromEntries(request.headers),
      text,
    });
    if (reaction === "lost") throw connectionLost();
    if (reaction === "stalled") return untilAborted(signal);
    return toResponse(reaction);
  };
}

/** What Node's `fetch` rejects with when the server resets the connection. */
function connectionLost(): TypeError {
  const cause = Object.assign(new Error("read ECONNRESET"), {
    code: "ECONNRESET",
    syscall: "read",
  });
  return new TypeError("fetch failed", { cause });
}

function untilAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

function toResponse({ status, headers, body }: Answer): Response {
  // The Fetch standard's null body statuses: a Response refuses a body for them.
  const hasBody = ![204, 205, 304].includes(status);
  return new Response(hasBody ? (body ?? null) : null, { status, headers });
}
