import { describe, expect, it } from "vitest";
import { copyError, findCode, neverSent, tunnelStatus } from "../../src/http/network-error.ts";
import { CALLS } from "../support/calls.ts";
import { KEY, rejection, scriptedClient } from "../support/fake-fetch.ts";

/** The shapes in which runtimes say why a fetch failed. */
function failure(message: string, members: object = {}): Error {
  const { cause, ...own } = members as { cause?: unknown };
  return Object.assign(new TypeError(message, cause === undefined ? undefined : { cause }), own);
}
const coded = (code: string, own: object = {}) => Object.assign(new Error(code), { code, ...own });
const fetchFailed = (cause: unknown) => failure("fetch failed", { cause });
const many = (...errors: unknown[]) =>
  Object.assign(new AggregateError(errors), { code: "ECONNREFUSED" });
const ownCause = () => {
  const error = new Error("a");
  return Object.assign(error, { cause: error });
};
const CUT = "Client network socket disconnected before secure TLS connection was established";
/** As Node 20 to 26 and undici 6 to 8 tell of it. */
const tunnel = (status: number) => {
  const message = `Proxy response (${status}) !== 200 when HTTP Tunneling`;
  const cause = failure(message, { code: "UND_ERR_ABORTED" });
  return fetchFailed(failure("Request was cancelled.", { cause }));
};
const deno = (cause: string) =>
  failure("error sending request for url (https://api.supermetrics.com/)", {
    cause: new Error(cause),
  });

describe("a failed fetch is known never to have reached the server", () => {
  it.each<[string, unknown, boolean]>([
    ["Node: refused", fetchFailed(coded("ECONNREFUSED", { syscall: "connect" })), true],
    ["Node: unknown name", fetchFailed(coded("ENOTFOUND", { syscall: "getaddrinfo" })), true],
    ["Node: no name server", fetchFailed(coded("EAI_AGAIN", { syscall: "getaddrinfo" })), true],
    ["Node: a failing resolver", fetchFailed(coded("ESERVFAIL", { syscall: "queryAaaa" })), true],
    ["Node: no route", fetchFailed(coded("EHOSTUNREACH", { syscall: "connect" })), true],
    ["Node: connecting took too long", fetchFailed(coded("UND_ERR_CONNECT_TIMEOUT")), true],
    [
      "Node: localhost refused on both addresses",
      fetchFailed(many(coded("ECONNREFUSED"), coded("ECONNREFUSED"))),
      true,
    ],
    [
      "Node: one address refused, one lost",
      fetchFailed(many(coded("ECONNREFUSED"), coded("ECONNRESET"))),
      false,
    ],
    ["Node: a self-signed certificate", fetchFailed(coded("DEPTH_ZERO_SELF_SIGNED_CERT")), true],
    ["Node: an expired certificate", fetchFailed(coded("CERT_HAS_EXPIRED")), true],
    ["Node: another host's certificate", fetchFailed(coded("ERR_TLS_CERT_ALTNAME_INVALID")), true],
    ["Node: an unknown authority", fetchFailed(coded("UNABLE_TO_VERIFY_LEAF_SIGNATURE")), true],
    ["Node: a port that fetch blocks", fetchFailed(new Error("bad port")), true],
    ["Node: a proxy that refuses the tunnel", tunnel(407), true],
    ["undici: a proxy that hangs up", fetchFailed(coded("UND_ERR_PRX_CONN")), true],
    [
      "Node: the TLS handshake is cut",
      fetchFailed(failure(CUT, { code: "ECONNRESET", syscall: "read" })),
      true,
    ],
    ["Node: https to a port of http", fetchFailed(coded("ERR_SSL_WRONG_VERSION_NUMBER")), true],
    [
      "Node 20: a TLS handshake that is refused",
      fetchFailed(coded("ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE")),
      true,
    ],
    [
      "Node 24: a TLS handshake that is refused",
      fetchFailed(coded("ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE")),
      true,
    ],
    [
      "Node: TLS fails, perhaps after data",
      fetchFailed(coded("ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR")),
      false,
    ],
    [
      "Node: a certificate is asked for, perhaps after data",
      fetchFailed(coded("ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED")),
      false,
    ],
    ["Node: a bad record", fetchFailed(coded("ERR_SSL_BAD_RECORD_TYPE")), false],
    [
      "Node: a dispatcher of another undici",
      fetchFailed(failure("invalid onRequestStart method", { code: "UND_ERR_INVALID_ARG" })),
      true,
    ],
    ["Node: an abort of another's", fetchFailed(coded("UND_ERR_ABORTED")), false],
    ["Node: the socket closed", fetchFailed(coded("UND_ERR_SOCKET")), false],
    ["Node: a reset", fetchFailed(coded("ECONNRESET", { syscall: "read" })), false],
    ["Node: a reset while writing", fetchFailed(coded("EPIPE", { syscall: "write" })), false],
    ["Node: no headers in time", fetchFailed(coded("UND_ERR_HEADERS_TIMEOUT")), false],
    [
      "Bun: refused",
      failure("Unable to connect. Is the computer able to access the url?", {
        code: "ConnectionRefused",
      }),
      true,
    ],
    [
      "Bun: no socket",
      failure("Was there a typo in the url or port?", { code: "FailedToOpenSocket" }),
      true,
    ],
    [
      "Bun: closed",
      failure("The socket connection was closed unexpectedly.", { code: "ConnectionClosed" }),
      false,
    ],
    [
      "Deno: refused",
      deno("client error (Connect): tcp connect error: Connection refused (os error 111)"),
      true,
    ],
    [
      "Deno: unknown name",
      deno("client error (Connect): dns error: failed to lookup address information"),
      true,
    ],
    [
      "Deno: a bad certificate",
      deno("client error (Connect): invalid peer certificate: UnknownIssuer"),
      true,
    ],
    [
      "Deno: lost",
      deno("client error (SendRequest): connection closed before message completed"),
      false,
    ],
    ["workerd: a plain Error", new Error("Network connection lost."), false],
    ["Chromium", failure("Failed to fetch"), false],
    ["Firefox", failure("NetworkError when attempting to fetch resource."), false],
    ["Safari", failure("Load failed"), false],
    ["a string", "ECONNREFUSED is not said in words", false],
    ["words alone", "Connection refused", true],
    ["nothing", undefined, false],
    ["null", null, false],
    ["a number", 7, false],
    ["an empty AggregateError", new AggregateError([]), false],
    ["a cause that leads to itself", ownCause(), false],
    [
      "a code that is no string",
      Object.assign(new Error("a"), { code: Object.create(null) }),
      false,
    ],
    ["a message that is no string", { message: { toString: () => "connection refused" } }, false],
    [
      "getters that throw",
      {
        get code() {
          throw new Error("no");
        },
      },
      false,
    ],
    [
      "a function that cannot be printed",
      Object.assign(() => {}, {
        toString() {
          throw new Error("no");
        },
      }),
      false,
    ],
  ])("%s", (_name, error, want) => {
    expect(neverSent(error)).toBe(want);
  });
});

it("the status of a proxy is read in the words of undici alone", () => {
  expect(tunnelStatus(tunnel(407))).toBe("407");
  expect(tunnelStatus(fetchFailed(new Error("See: Proxy response (407)")))).toBeUndefined();
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

  it("follows a chain of causes only so far", () => {
    let depth = 0;
    for (let at: unknown = copyError(ownCause(), clean); at instanceof Error; at = at.cause)
      depth++;
    expect(depth).toBe(4);
  });

  it.each<[string, unknown, string | undefined]>([
    ["a string", "the secret", "the [redacted]"],
    ["a symbol", Symbol("secret"), "Symbol([redacted])"],
    ["nothing", undefined, undefined],
    ["null", null, undefined],
    [
      "a proxy that throws",
      new Proxy(
        {},
        {
          get() {
            throw new Error("secret");
          },
        },
      ),
      "",
    ],
  ])("is made of %s", (_name, error, want) => {
    expect(copyError(error, clean)?.message).toBe(want);
  });

  it("gives the first code of the chain", () => {
    expect(findCode(fetchFailed(coded("ECONNRESET")))).toBe("ECONNRESET");
    expect(findCode(Object.assign(new Error("a"), { code: 20 }))).toBeUndefined();
    expect(findCode(undefined)).toBeUndefined();
  });
});

describe("a proxy that refuses the tunnel", () => {
  it.each([403, 407, 502])("with %i: its status is told, and a create repeated", async (status) => {
    const { client, sent } = scriptedClient(
      [{ throws: tunnel(status) }, { throws: tunnel(status) }],
      {
        apiKey: KEY,
        maxRetries: 1,
        maxRetryDelay: 0,
      },
    );
    expect(await rejection(CALLS.createConnectorSecret(client))).toMatchObject({
      name: "ConnectionError",
      message: `createConnectorSecret: the proxy refused the connection to api.supermetrics.com with status ${status}.`,
      outcome: "not_applied",
    });
    expect(sent).toHaveLength(2);
  });
});
