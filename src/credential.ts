import { ConfigurationError } from "./errors.ts";
import type { ClientOptions } from "./options.ts";

/**
 * Where the tokens of a client come from: `getToken` returns that of a new call, `refresh` one that
 * is newer than `old` after a 401, shared by all calls that need it at the time.
 */
export interface Credential {
  readonly getToken: () => PendingToken;
  /** `undefined` if the token never changes. */
  readonly refresh?: ((old: Token) => PendingToken) | undefined;
}

export interface Token {
  readonly value: string;
  /** How many refreshes had begun when it was requested. */
  readonly generation: number;
}

export interface PendingToken {
  readonly token: Token | Promise<Token>;
  /** Called when the attempt that waits for it is over. */
  readonly release?: () => void;
}

const NAMES = ["apiKey", "bearerToken", "tokenProvider"] as const;

export function createCredential(options: ClientOptions): Credential {
  const names = NAMES.filter((name) => options[name] !== undefined);
  const [name] = names;
  if (!name || names.length > 1) {
    let message = `createClient needs exactly one of ${NAMES.join(", ")}`;
    message += name ? `, not ${names.join(" and ")}.` : ". Is the environment variable set?";
    throw new ConfigurationError(message);
  }
  const value: unknown = options[name];
  if (name !== "tokenProvider") return fixedCredential(name, value);
  if (typeof value === "function") return providedCredential(() => value());
  throw new ConfigurationError("tokenProvider must be a function.", { option: name });
}

/** One token that never changes: a 401 cannot renew it. */
export function fixedCredential(option: string, value: unknown): Credential {
  const fixed = { token: { value: readToken(option, value), generation: 0 } };
  return { getToken: () => fixed };
}

/** One call to the provider, after a 401. */
interface Refresh {
  readonly token: Promise<Token>;
  readonly generation: number;
  readonly abandon: () => void;
}

/** Why a refresh fails if the call that began it ends first. */
const ABANDONED = Symbol("abandoned");

function providedCredential(provider: () => unknown): Credential {
  let generation = 0;
  let latest: Refresh | undefined;

  function begin(): Refresh {
    generation++;
    let abandon = () => {};
    const abandoned = new Promise<never>((_, reject) => {
      abandon = () => reject(ABANDONED);
    });
    const token = Promise.race([askProvider(provider, generation), abandoned]);
    const refresh = { token, generation, abandon };
    latest = refresh;
    // A failed refresh is not shared with later calls: the next 401 asks again.
    token.catch(() => {
      if (latest === refresh) latest = undefined;
    });
    return refresh;
  }

  return {
    getToken: () => ({ token: handled(askProvider(provider, generation)) }),
    refresh(old) {
      let own: Refresh | undefined;
      let isOver = false;
      /** If the call that started the refresh ends before it settles, the next waiter starts a new one. */
      async function share(): Promise<Token> {
        for (;;) {
          let shared = latest;
          if (!shared || shared.generation <= old.generation) {
            shared = begin();
            own = shared;
          }
          try {
            return await shared.token;
          } catch (reason) {
            if (reason !== ABANDONED || isOver) throw reason;
          }
        }
      }
      const release = () => {
        isOver = true;
        own?.abandon();
      };
      return { token: handled(share()), release };
    },
  };
}

/** If the call is aborted first, nobody awaits its token: unhandled, it would end the process. */
function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

/** For a call that makes several requests: they share one token, until a 401 renews it. */
export function cachedCredential(credential: Credential): Credential {
  const { getToken, refresh } = credential;
  if (!refresh) return credential;
  let latest: PendingToken | undefined;
  return {
    getToken() {
      latest ??= getToken();
      return latest;
    },
    refresh(old) {
      latest = refresh(old);
      return latest;
    },
  };
}

/** The provider's error is dropped: it may quote a token, or the secret that buys one. */
async function askProvider(provider: () => unknown, generation: number): Promise<Token> {
  let value: unknown;
  try {
    value = await provider();
  } catch {
    throw new ConfigurationError("The token provider threw an error.", { option: "tokenProvider" });
  }
  const token = readToken("tokenProvider", value, "The token of the token provider");
  return { value: token, generation };
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
