// Errors that others made: an injected fetch, the runtime.
import type { Clean } from "./redact.ts";

/** How deep a chain of causes is followed. */
const DEPTH = 4;

/** What the client reads of a foreign error. */
interface ErrorParts {
  name?: unknown;
  message?: unknown;
  code?: unknown;
  syscall?: unknown;
  cause?: unknown;
  errors?: unknown;
}

/**
 * A copy that holds nothing but the cleaned name, message and code, and the same of its cause.
 * The object itself may carry anything: a request, its headers, its body.
 */
export function copyError(error: unknown, clean: Clean, depth = DEPTH): Error | undefined {
  const parts = read(error, depth);
  if (!parts) return undefined;
  const name = clean(textOf(parts.name) || "Error");
  const message = clean(textOf(parts.message));
  const code = clean(textOf(parts.code));
  const cause = copyError(parts.cause, clean, depth - 1);
  const copy = Object.assign(new Error(message, cause && { cause }), code && { code });
  copy.stack = `${name}: ${message}`;
  return Object.defineProperty(copy, "name", { value: name });
}

/** The first code in the chain, such as ECONNREFUSED. */
export function findCode(error: unknown, depth = DEPTH): string | undefined {
  const parts = read(error, depth);
  return parts && (textOf(parts.code) || findCode(parts.cause, depth - 1));
}

// Node's codes, Bun's, and those of a certificate that was refused in the handshake.
const NEVER_SENT_CODE =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|FailedToOpenSocket|CERT_\w+|\w*SELF_SIGNED\w*|UNABLE_TO_\w+|ERR_TLS_CERT_ALTNAME_INVALID)$/;
// Node says in which system call it failed: before the connection stood, nothing was sent.
const NEVER_SENT_CALL = /^(connect|getaddrinfo|querya+)$/i;
// Deno has no code, only words.
const NEVER_SENT_WORDS =
  /connection refused|dns error|failed to lookup address|client error \(Connect\)/i;

/**
 * Whether a rejected `fetch` is known not to have reached the server. Where the runtime does not
 * say so (browsers, workerd), it is not known.
 */
export function neverSent(error: unknown, depth = DEPTH): boolean {
  const parts = read(error, depth);
  if (!parts) return false;
  const { code, syscall, message, cause, errors } = parts;
  // Of several addresses, each must have refused.
  if (Array.isArray(errors) && errors.length > 0) {
    return errors.every((each) => neverSent(each, depth - 1));
  }
  return (
    NEVER_SENT_CODE.test(textOf(code)) ||
    NEVER_SENT_CALL.test(textOf(syscall)) ||
    NEVER_SENT_WORDS.test(textOf(message)) ||
    neverSent(cause, depth - 1)
  );
}

// Not String(value): what is no string may throw there.
const textOf = (value: unknown) => (typeof value === "string" ? value : "");

/** Getters may throw, so all are read once, here. */
function read(error: unknown, depth: number): ErrorParts | undefined {
  if (error === undefined || error === null || depth === 0) return undefined;
  try {
    if (typeof error !== "object") return { message: String(error) };
    const { name, message, code, syscall, cause, errors } = error as ErrorParts;
    return { name, message, code, syscall, cause, errors };
  } catch {
    return {};
  }
}
