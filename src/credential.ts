import { ConfigurationError } from "./errors/local.ts";
import type { ClientOptions } from "./options.ts";

/**
 * Where the tokens of a client come from: the token of a new call, or after a 401 a newer one than
 * `old`, which all who ask for it share.
 */
export interface Credential {
  readonly ask: () => TokenRequest;
  /** `undefined` where a token is for ever. */
  readonly refresh?: (old: TokenRequest) => TokenRequest;
}

/** A token, perhaps on its way. */
export interface TokenRequest {
  readonly token: string | Promise<string>;
  /** How many refreshes had begun when it was asked for. */
  readonly generation: number;
}

const NAMES = ["apiKey", "bearerToken", "tokenProvider"] as const;

export function createCredential(options: ClientOptions): Credential {
  const given = NAMES.filter((name) => options[name] !== undefined);
  const [name] = given;
  if (!name || given.length > 1) {
    throw new ConfigurationError(
      `createClient needs exactly one of ${NAMES.join(", ")}; given: ` +
        `${given.join(", ") || "none (is the environment variable set?)"}.`,
    );
  }
  const value: unknown = options[name];
  if (name !== "tokenProvider") return fixedCredential(name, value);
  if (typeof value === "function") return providedCredential(() => value());
  throw new ConfigurationError("tokenProvider must be a function.");
}

/** One token for ever, which a 401 cannot renew. */
export function fixedCredential(name: string, value: unknown): Credential {
  const fixed = { token: readToken(name, value), generation: 0 };
  return { ask: () => fixed };
}

function providedCredential(provider: () => unknown): Credential {
  let generation = 0;
  let latest: TokenRequest | undefined;
  const ask = () => {
    const token = askProvider(provider);
    // Aborted before it waits for the token, a call leaves it alone: unhandled, a rejection would end
    // the process.
    token.catch(() => {});
    return { token, generation };
  };
  return {
    ask,
    refresh(old) {
      if (latest && old.generation < latest.generation) return latest;
      generation++;
      const fresh = ask();
      latest = fresh;
      // A failed refresh is no one's later: the next 401 asks again.
      fresh.token.catch(() => {
        if (latest === fresh) latest = undefined;
      });
      return fresh;
    },
  };
}

/** For a call of several requests: one token for all of them, until a 401 brings a newer one. */
export function askedOnce(credential: Credential): Credential {
  const { ask, refresh } = credential;
  if (!refresh) return credential;
  let latest: TokenRequest | undefined;
  return {
    ask() {
      latest ??= ask();
      return latest;
    },
    refresh(old) {
      latest = refresh(old);
      return latest;
    },
  };
}

/** Nothing is kept of what a provider throws: it may quote a token or the secret that buys one. */
async function askProvider(provider: () => unknown): Promise<string> {
  let value: unknown;
  try {
    value = await provider();
  } catch {
    throw new ConfigurationError("The token provider threw an error.");
  }
  return readToken("The token of the token provider", value);
}

/**
 * Trims a token and takes its `Bearer ` prefix off. What cannot stand in a header is refused here
 * and not quoted; the runtime would quote it (RFC 9110 §5.5, RFC 6750 §2.1).
 */
export function readToken(name: string, value: unknown): string {
  const token = typeof value === "string" ? value.trim().replace(/^bearer(?: +|$)/i, "") : "";
  if (/^[\x20-\x7e]+$/.test(token)) return token;
  throw new ConfigurationError(`${name} must be a string of printable ASCII, and not blank.`);
}
