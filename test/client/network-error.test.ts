// What a rejected fetch says, in the shapes of all runtimes.
import { describe, expect, it } from "vitest";
import { copyError, neverSent } from "../../src/http/network-error.ts";
import { CALLS } from "../support/calls.ts";
import { KEY, rejection, scriptedClient } from "../support/fake-fetch.ts";

const typeError = (message: string, members: object = {}) =>
  Object.assign(new TypeError(message), members);
const coded = (code: string, own: object = {}) => Object.assign(new Error(code), { code, ...own });
const fetchFailed = (cause: unknown) => new TypeError("fetch failed", { cause });
const node = (code: string, syscall?: string) => fetchFailed(coded(code, { syscall }));
const many = (...codes: string[]) =>
  fetchFailed(
    Object.assign(new AggregateError(codes.map((code) => coded(code))), { code: codes[0] }),
  );
const ownCause = () => {
  const error = new Error("a");
  return Object.assign(error, { cause: error });
};
const CUT = "Client network socket disconnected before secure TLS connection was established";
/** As Node 20 to 26 and undici 6 to 8 report it. */
const tunnel = (status: number) => {
  const message = `Proxy response (${status}) !== 200 when HTTP Tunneling`;
  const cause = typeError(message, { code: "UND_ERR_ABORTED" });
  return fetchFailed(new TypeError("Request was cancelled.", { cause }));
};
const REFUSED_STREAM = "Stream closed with error code NGHTTP2_REFUSED_STREAM";
const goaway = (number: number, code: string) =>
  fetchFailed(typeError(`HTTP/2: "GOAWAY" frame received with code ${number}`, { code }));
const DENO = "error sending request for url (https://api.supermetrics.com/)";
const deno = (cause: string) => new TypeError(DENO, { cause: new Error(`client error ${cause}`) });
const fail = () => {
  throw new Error("no");
};
const INVALID_ARG = typeError("invalid onRequestStart method", { code: "UND_ERR_INVALID_ARG" });

describe("known not to have reached the server:", () => {
  const codes = [
    ...["UND_ERR_CONNECT_TIMEOUT", "DEPTH_ZERO_SELF_SIGNED_CERT", "CERT_HAS_EXPIRED"],
    ...["ERR_TLS_CERT_ALTNAME_INVALID", "UNABLE_TO_VERIFY_LEAF_SIGNATURE", "UND_ERR_PRX_CONN"],
    ...["ERR_SSL_WRONG_VERSION_NUMBER", "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE", "ECONNREFUSED"],
    ...["ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE", "ENOTFOUND", "EAI_AGAIN"],
  ];
  it.each<[string, unknown]>([
    ...codes.map((code): [string, unknown] => [`Node: ${code}`, node(code)]),
    ["Node: a failing resolver", node("ESERVFAIL", "queryAaaa")],
    ["Node: no route", node("EHOSTUNREACH", "connect")],
    ["Node: refused on both addresses", many("ECONNREFUSED", "ECONNREFUSED")],
    ["Node: a port that fetch blocks", fetchFailed(new Error("bad port"))],
    ["Node: a proxy that refuses the tunnel", tunnel(407)],
    ["Node: a TLS handshake that breaks off", fetchFailed(typeError(CUT, { code: "ECONNRESET" }))],
    ["Node: a dispatcher of another undici", fetchFailed(INVALID_ARG)],
    ["Node: a refused HTTP/2 stream", node(REFUSED_STREAM)],
    ["undici 8: a stream beyond the last one", goaway(0, "UND_ERR_INFO")],
    ["Bun: refused", typeError("Unable to connect.", { code: "ConnectionRefused" })],
    ["Bun: no socket", typeError("Was there a typo?", { code: "FailedToOpenSocket" })],
    ["Bun 1.4: unknown name", typeError("getaddrinfo ENOTFOUND a.b", { code: "ENOTFOUND" })],
    ["Deno 2.9: refused", fetchFailed(new Error(`${DENO}: client error (Connect): tcp`))],
    ["Deno: refused", deno("(Connect): tcp connect error: Connection refused (os error 111)")],
    ["Deno: unknown name", deno("(Connect): dns error: failed to lookup address information")],
  ])("%s", (_name, error) => {
    expect(neverSent(error)).toBe(true);
  });
});

describe("not known:", () => {
  it.each<[string, unknown]>([
    ["Node: one address refused, one lost", many("ECONNREFUSED", "ECONNRESET")],
    ["Node: TLS fails, perhaps after data", node("ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR")],
    ["Node: a certificate is required", node("ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED")],
    ["Node: a bad record", node("ERR_SSL_BAD_RECORD_TYPE")],
    ["Node: an abort of another's", node("UND_ERR_ABORTED")],
    ["Node: the socket closed", node("UND_ERR_SOCKET")],
    ["Node: a reset", node("ECONNRESET", "read")],
    ["Node: no headers in time", node("UND_ERR_HEADERS_TIMEOUT")],
    ["Bun: closed", typeError("The socket was closed.", { code: "ConnectionClosed" })],
    ["Deno: lost", deno("(SendRequest): connection closed before message completed")],
    ["workerd: a plain Error", new Error("Network connection lost.")],
    ["Chromium", typeError("Failed to fetch")],
    ["Firefox", typeError("NetworkError when attempting to fetch resource.")],
    ["Safari", typeError("Load failed")],
    ["undici 7: a GOAWAY, whatever its last stream", goaway(0, "UND_ERR_SOCKET")],
    ["undici 8: a GOAWAY with an error", goaway(11, "UND_ERR_SOCKET")],
    ["node-fetch", Object.assign(coded("ECONNREFUSED"), { name: "FetchError" })],
    ["a code inside another error", new Error("no", { cause: node("ECONNREFUSED") })],
    ["words of a proxy function", typeError("upstream: connection refused")],
    ["words in a cause", fetchFailed(new Error("replica: client error (Connect): refused"))],
    ["words alone", "Connection refused"],
    ["undefined", undefined],
    ["null", null],
    ["a number", 7],
    ["an empty AggregateError", new AggregateError([])],
    ["a cause that leads to itself", ownCause()],
    ["a code that is not a string", Object.assign(new Error("a"), { code: Object.create(null) })],
    ["a message that is not a string", { message: { toString: () => "connection refused" } }],
    ["getters that throw", Object.defineProperty({}, "code", { get: fail })],
    ["a function that cannot be printed", Object.assign(() => {}, { toString: fail })],
  ])("%s", (_name, error) => {
    expect(neverSent(error)).toBe(false);
  });
});

describe("the copy of a foreign error", () => {
  const clean = (text: string) => text.replace("secret", "[redacted]");

  it("has its name, message, code and cause, cleaned, and nothing else", () => {
    const cause = Object.assign(new RangeError("secret cause"), { code: "secret code", port: 1 });
    const error = Object.assign(new TypeError("the secret", { cause }), { request: "secret" });
    const copy = copyError(error, clean);
    expect(copy).toMatchObject({ name: "TypeError", message: "the [redacted]" });
    expect(Reflect.ownKeys(copy ?? {}).sort()).toEqual(["cause", "message", "name", "stack"]);
    expect(copy?.stack).toBe("TypeError: the [redacted]");
    expect(copy?.cause).toMatchObject({ name: "RangeError", code: "[redacted] code" });
    expect(copy?.cause).not.toHaveProperty("port");
  });

  it.each<[string, unknown, string | undefined]>([
    ["a string", "the secret", "the [redacted]"],
    ["a symbol", Symbol("secret"), "Symbol([redacted])"],
    ["undefined", undefined, undefined],
    ["null", null, undefined],
    ["a proxy that throws", new Proxy({}, { get: fail }), ""],
    ["a cause that leads to itself", ownCause(), "a"],
  ])("of %s", (_name, error, want) => {
    let at: unknown = copyError(error, clean);
    expect((at as Error | undefined)?.message).toBe(want);
    for (let depth = 0; at instanceof Error; at = at.cause) expect(++depth).toBeLessThan(5);
  });
});

const HOST = "api.supermetrics.com";
const MAYBE = "The request may have been applied.";
const LOST = `the connection to ${HOST} was lost. ${MAYBE}`;
it.each<[error: unknown, words: string, code: string | undefined, outcome: string]>([
  [
    tunnel(407),
    `the proxy refused the connection to ${HOST} with status 407.`,
    "UND_ERR_ABORTED",
    "not_applied",
  ],
  [node("ENOTFOUND"), `${HOST} cannot be reached (ENOTFOUND).`, "ENOTFOUND", "not_applied"],
  [deno("(Connect): tcp error"), `${HOST} cannot be reached.`, undefined, "not_applied"],
  [node("EPIPE"), `the connection to ${HOST} was lost (EPIPE). ${MAYBE}`, "EPIPE", "unknown"],
  // Codes are strings, and a proxy's status is read from undici's own message alone.
  [Object.assign(new Error("a"), { code: 20 }), LOST, undefined, "unknown"],
  [fetchFailed(new Error("See: Proxy response (407)")), LOST, undefined, "unknown"],
  [typeError("Failed"), LOST, undefined, "unknown"],
])("what a ConnectionError says: %s", async (throws, words, code, outcome) => {
  const options = { apiKey: KEY, maxRetries: 1, maxRetryDelay: 0 };
  const { client, sent } = scriptedClient([{ throws }, { throws }], options);
  const error = await rejection(CALLS.createConnectorSecret(client));
  const message = `createConnectorSecret: ${words}`;
  expect(error).toMatchObject({ name: "ConnectionError", message, outcome });
  if (code === undefined) expect(error).not.toHaveProperty("code");
  else expect(error).toHaveProperty("code", code);
  expect(sent).toHaveLength(outcome === "unknown" ? 1 : 2);
});
