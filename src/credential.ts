import { ConfigurationError } from "./errors.ts";
import type { ClientOptions } from "./options.ts";

/**
 * Where the tokens of a client come from: `ask` gives the token of a new call, `refresh` one that is
 * newer than `old` after a 401, shared by all calls that need it at the time.
 */
export interface Credential {
  readonly ask: () => PendingToken;
  /** `undefined` where a token never changes. */
  readonly refresh?: (old: PendingToken) => PendingToken;
}

/** A token, or the promise of one. */
export interface PendingToken {
  readonly token: string | Promise<string>;
  /** How many refreshes had begun when it was asked for. */
  readonly generation: number;
  /** Called when the attempt that waits for it is over. */
  readonly abandon?: (() => void) | undefined;
}

/** Why a refresh fails if the call that began it ends first. */
const ABANDONED = Symbol("abandoned");

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
  throw new ConfigurationError("tokenProvider must be a function.", { option: name });
}

/** One token that never changes: a 401 cannot renew it. */
export function fixedCredential(option: string, value: unknown): Credential {
  const fixed = { token: readToken(option, value), generation: 0 };
  return { ask: () => fixed };
}

function providedCredential(provider: () => unknown): Credential {
  let generation = 0;
  let latest: ReturnType<typeof ask> | undefined;
  const ask = (asked = askProvider(provider), abandon?: () => void) => {
    // If the call aborts first, nobody awaits this token: unhandled, a rejection would end the process.
    asked.catch(() => {});
    return { token: asked, generation, abandon };
  };
  const refresh = (old: PendingToken): PendingToken => {
    if (latest && old.generation < latest.generation) return share(latest, old);
    generation++;
    let abandon = () => {};
    const abandoned = new Promise<never>((_, reject) => {
      abandon = () => reject(ABANDONED);
    });
    const fresh = ask(Promise.race([askProvider(provider), abandoned]), abandon);
    latest = fresh;
    // A failed refresh is not shared with later calls: the next 401 asks again.
    fresh.token.catch(() => {
      if (latest === fresh) latest = undefined;
    });
    return fresh;
  };
  // A provider may hang as long as the call that asked it, or because that call ended. The first caller
  // that still waits asks again.
  const share = (shared: ReturnType<typeof ask>, old: PendingToken): PendingToken => {
    let isOver = false;
    const waiting = shared.token.catch((reason) => {
      if (reason !== ABANDONED || isOver) throw reason;
      const { token, ...fresh } = refresh(old);
      Object.assign(own, fresh);
      return token;
    });
    const own = ask(waiting, () => {
      isOver = true;
    });
    return own;
  };
  return { ask: () => ask(), refresh };
}

/** For a call of several requests: one token for all of them, until a 401 brings a newer one. */
export function cachedCredential(credential: Credential): Credential {
  const { ask, refresh } = credential;
  if (!refresh) return credential;
  let latest: PendingToken | undefined;
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
    throw new ConfigurationError("The token provider threw an error.", { option: "tokenProvider" });
  }
  return readToken("tokenProvider", value, "The token of the token provider");
}

/**
 * Trims a token and takes its `Bearer ` prefix off. Characters that a header cannot hold are refused
 * here and not quoted; the runtime would quote them (RFC 9110 §5.5, RFC 6750 §2.1).
 */
export function readToken(option: string, value: unknown, name = option): string {
  const token = typeof value === "string" ? value.trim().replace(/^bearer(?: +|$)/i, "") : "";
  if (/^[\x20-\x7e]+$/.test(token)) return token;
  const message = `${name} must be a string of printable ASCII that is not blank.`;
  throw new ConfigurationError(message, { option });
}
