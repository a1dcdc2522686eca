// Errors that `fetch` rejects with: the runtime's, or those of an injected one.
import type { Clean } from "./redact/index.ts";

/** How deep a chain of causes is followed. */
const DEPTH = 4;

/** The members of a foreign error that the client reads. */
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

/** Control-flow errors of Next.js, which must be rethrown unchanged. */
export function isFrameworkError(error: unknown): boolean {
  return NEXT_DIGEST.test(textOf(chainOf(error, 1)[0]?.digest));
}

const NEXT_DIGEST =
  /^(NEXT_|(DYNAMIC_SERVER_USAGE|BAILOUT_TO_CLIENT_SIDE_RENDERING|HANGING_PROMISE_REJECTION)$)/;

// Node's codes, undici's (a proxy that hangs up, options that a dispatcher of another version
// refuses) and Bun's; a certificate or a protocol that was refused in the TLS handshake. Other codes
// of OpenSSL may come after data was sent.
const NEVER_SENT_CODE =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|UND_ERR_(CONNECT_TIMEOUT|PRX_CONN|INVALID_ARG)|ConnectionRefused|FailedToOpenSocket|(ERR_TLS_)?CERT_\w+|\w*SELF_SIGNED\w*|UNABLE_TO_\w+|ERR_SSL_(WRONG_VERSION_NUMBER|UNSUPPORTED_PROTOCOL|[\w/]*ALERT_(HANDSHAKE_FAILURE|PROTOCOL_VERSION|UNRECOGNIZED_NAME)))$/;
// Node names the system call that failed: before there was a connection, nothing was sent.
const NEVER_SENT_CALL = /^(connect|getaddrinfo|querya+)$/i;
// Messages of errors without a distinctive code: Node's for a port that fetch blocks, a proxy that
// refuses the tunnel, a handshake that was cut, and a refused stream (RFC 9113 §8.7); Deno's.
// (undici checks the last stream of a GOAWAY since it reports code 0 as UND_ERR_INFO.)
const NEVER_SENT_MESSAGE =
  /^(bad port$|Proxy response \(\d+\)|Client network socket disconnected before |Stream closed with error code NGHTTP2_REFUSED_STREAM$|UND_ERR_INFO HTTP\/2: "GOAWAY" frame received with code 0$|(error sending request for url \(\S*\): )?client error \(Connect\))/;
/** The wrapper of Node and Deno around the reason. */
const FETCH_FAILED = /^(fetch failed$|error sending request for url \(\S*\)$)/;

/**
 * Whether a rejected `fetch` is known not to have reached the server. Codes and messages count only
 * in the shapes in which a runtime's own fetch throws them. Browsers and workerd do not report it.
 */
export function neverSent(error: unknown): boolean {
  const [own, ...causes] = chainOf(error);
  if (own?.name !== "TypeError") return false;
  return FETCH_FAILED.test(textOf(own.message)) ? causes.some(isNeverSent) : isNeverSent(own);
}

function isNeverSent({ code, syscall, message, errors }: ErrorParts): boolean {
  // Of several addresses, each must have refused.
  if (errors?.length) return errors.every((each) => chainOf(each, 1).some(isNeverSent));
  const text = textOf(message);
  return (
    NEVER_SENT_CODE.test(textOf(code)) ||
    NEVER_SENT_CALL.test(textOf(syscall)) ||
    NEVER_SENT_MESSAGE.test(code === "UND_ERR_INFO" ? `${code} ${text}` : text)
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
