import { ConfigurationError } from "./errors/local.ts";
import { type ClientOptions, optionalFunction } from "./options.ts";

/** Where the tokens of a client come from. */
export interface Credential {
  /** A token for a new call. */
  ask(): TokenRequest;
  /** After a 401: a newer token, shared by all who hold one as old; `undefined` where there is none. */
  refresh(old: TokenRequest): TokenRequest | undefined;
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
  if (name === undefined || given.length > 1) {
    const found =
      name === undefined
        ? "none is given (is the environment variable set?)"
        : `${given.join(" and ")} are given`;
    throw new ConfigurationError(
      `createClient needs exactly one of apiKey, bearerToken and tokenProvider: ${found}.`,
    );
  }
  if (name === "tokenProvider") {
    return providedCredential(optionalFunction(name, options.tokenProvider) as () => unknown);
  }
  return fixedCredential(name, options[name]);
}

/** One token for ever, which a 401 cannot renew. */
export function fixedCredential(name: string, value: unknown): Credential {
  const token = { token: readToken(name, value), generation: 0 };
  return { ask: () => token, refresh: () => undefined };
}

function providedCredential(provider: () => unknown): Credential {
  let generation = 0;
  let latest: TokenRequest | undefined;
  const ask = (): TokenRequest => ({ token: askProvider(provider), generation });
  return {
    ask,
    refresh(old) {
      if (latest && old.generation < latest.generation) return latest;
      generation++;
      const fresh = ask();
      latest = fresh;
      // A failed refresh is no one's later: the next 401 asks again.
      Promise.resolve(fresh.token).catch(() => {
        if (latest === fresh) latest = undefined;
      });
      return fresh;
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
function readToken(name: string, value: unknown): string {
  if (typeof value !== "string") throw new ConfigurationError(`${name} must be a string.`);
  const token = value.trim().replace(/^bearer(?: +|$)/i, "");
  if (token === "") throw new ConfigurationError(`${name} is blank.`);
  if (!/^[\x20-\x7e]+$/.test(token)) {
    throw new ConfigurationError(`${name} holds a character that is not printable ASCII.`);
  }
  return token;
}
