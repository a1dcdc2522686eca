// Errors that `fetch` rejects with: the runtime's, or those of an injected one.
import type { Clean } from "./redact/index.ts";

/** How deep a chain of causes is followed. */
const DEPTH = 4;

/** What the client reads of a foreign error. */
interface ErrorParts {
  name?: unknown;
  message?: unknown;
  code?: unknown;
  syscall?: unknown;
  cause?: unknown;
  digest?: unknown;
  errors?: unknown[] | undefined;
}

/**
 * A copy that holds nothing but the cleaned name, message and code, and the same of its cause.
 * The object itself may carry anything: a request, its headers, its body.
 */
export function copyError(error: unknown, clean: Clean): Error | undefined {
  return chainOf(error).reduceRight<Error | undefined>((cause, parts) => {
    const name = clean(textOf(parts.name) || "Error");
    const message = clean(textOf(parts.message));
    const code = clean(textOf(parts.code));
    const copy = Object.assign(new Error(message, cause && { cause }), code && { code });
    copy.stack = `${name}: ${message}`;
    return Object.defineProperty(copy, "name", { value: name });
  }, undefined);
}

/** The first code in the chain, such as ECONNREFUSED. */
export function findCode(error: unknown): string | undefined {
  return chainOf(error)
    .map(({ code }) => textOf(code))
    .find(Boolean);
}

/** The status with which a proxy refused the tunnel, in undici's words. */
export function tunnelStatus(error: unknown): string | undefined {
  return chainOf(error)
    .map(({ message }) => /^Proxy response \((\d{3})\)/.exec(textOf(message))?.[1])
    .find(Boolean);
}

/** A framework's way to steer: Next catches these by the object, so they are left alone. */
export function isFrameworkError(error: unknown): boolean {
  return chainOf(error, 1).some(({ digest }) => typeof digest === "string");
}

// Node's codes, undici's (a proxy that hangs up, options that a dispatcher of another version
// refuses) and Bun's; a certificate or a protocol that was refused in the TLS handshake. Other codes
// of OpenSSL may come after data was sent.
const NEVER_SENT_CODE =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|UND_ERR_(CONNECT_TIMEOUT|PRX_CONN|INVALID_ARG)|ConnectionRefused|FailedToOpenSocket|(ERR_TLS_)?CERT_\w+|\w*SELF_SIGNED\w*|UNABLE_TO_\w+|ERR_SSL_(WRONG_VERSION_NUMBER|UNSUPPORTED_PROTOCOL|[\w/]*ALERT_(HANDSHAKE_FAILURE|PROTOCOL_VERSION|UNRECOGNIZED_NAME)))$/;
// Node says in which system call it failed: before there was a connection, nothing was sent.
const NEVER_SENT_CALL = /^(connect|getaddrinfo|querya+)$/i;
// Messages, where there is no code: Deno's, Node's for a port that fetch blocks, for a proxy that refuses
// the tunnel, for a handshake that was cut, and for another undici's dispatcher.
const NEVER_SENT_WORDS =
  /connection refused|dns error|failed to lookup address|client error \(Connect\)|^bad port$|^Proxy response \(\d+\)|before secure TLS connection was established|^invalid onRequestStart method/i;

/**
 * Whether a rejected `fetch` is known not to have reached the server. Where the runtime does not
 * say so (browsers, workerd), it is not known.
 */
export function neverSent(error: unknown, depth = DEPTH): boolean {
  return chainOf(error, depth).some(({ code, syscall, message, errors }) =>
    // Of several addresses, each must have refused.
    errors?.length
      ? errors.every((each) => neverSent(each, depth - 1))
      : NEVER_SENT_CODE.test(textOf(code)) ||
        NEVER_SENT_CALL.test(textOf(syscall)) ||
        NEVER_SENT_WORDS.test(textOf(message)),
  );
}

// Not String(value): that may throw for an object.
const textOf = (value: unknown) => (typeof value === "string" ? value : "");

/** The error and its causes. Getters may throw, so all of their members are read once, here. */
function chainOf(error: unknown, depth = DEPTH): ErrorParts[] {
  if (error === undefined || error === null || depth <= 0) return [];
  try {
    if (typeof error !== "object") return [{ message: String(error) }];
    const { name, message, code, syscall, cause, errors, digest } = error as ErrorParts;
    // A copy: the items of a list can have getters, too.
    const copy = Array.isArray(errors) ? [...errors] : undefined;
    return [{ name, message, code, syscall, digest, errors: copy }, ...chainOf(cause, depth - 1)];
  } catch {
    return [{}];
  }
}
