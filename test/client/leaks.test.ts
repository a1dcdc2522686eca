// No secret value and no credential leaves the package in an error, an event or an inspection,
// whatever a server or a fetch echoes and where. redaction.test.ts has any value in any encoding.
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import {
  type AttemptEvent,
  type ClientOptions,
  createClient,
  SupermetricsError,
} from "../../src/index.ts";
import { CALLS, CONNECTOR, SECRET } from "../support/calls.ts";
import { failed, KEY, listed, rejection, scripted } from "../support/fake-fetch.ts";
import { ENCODINGS, findLeak, reachableStrings } from "../support/leaks.ts";

// Letters that no word of the package, no path and no header has in a row.
const VALUE = 'QZ"7Q\\_Z/é密🔑\n7QQJ%20ZX&QJ-ZXQJ7QZX';
const TOKENS = ["QJ7Q.~ZX%_Z+QZ7QZXQJ", "ZX\"QJ\\7Q&QZ<'_ZQJ"] as const;
const PATH = "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets";

/** Writes the sensitive values, each time in another encoding and among other words. */
type Echo = () => string;
const BEFORE = ["", "invalid: ", "<", "x".repeat(2040), '{"secret_value":"', "\\", "%"];
const AFTER = ["", ".", '"}', " is not allowed", "\n"];
let turn = 0;
const echoOf = (sensitive: readonly string[]) => () => {
  const [, encode] = ENCODINGS[++turn % ENCODINGS.length] ?? expect.unreachable();
  const words = sensitive.map(encode).join(" and ");
  return `${BEFORE[turn % BEFORE.length]}${words}${AFTER[turn % AFTER.length]}`;
};

const STATUSES = [200, 204, 302, 307, 400, 401, 403, 404, 408, 409, 418, 422, 429, 500, 503];
const HEADERS = ["x-request-id", "retry-after", "x-ratelimit-limit", "location", "x-any"];
const envelope = (echo: Echo) => ({
  meta: { request_id: echo() },
  error: { code: echo(), message: echo(), description: echo() },
});
const BODIES: ((echo: Echo) => string)[] = [
  (echo) => JSON.stringify(envelope(echo)),
  (echo) => JSON.stringify(envelope(echo)).slice(0, -3),
  (echo) => JSON.stringify([envelope(echo)]),
  (echo) => JSON.stringify({ error: { code: { code: echo() }, message: [echo()] }, count: echo() }),
  (echo) => JSON.stringify(echo()),
  (echo) => `<html>${echo()}</html>`,
];
const responses = STATUSES.flatMap((status) =>
  BODIES.map((body, at) => (echo: Echo) => {
    // A header holds Latin-1 without control characters.
    const value = echo()
      .replace(/[^\x20-\x7e\xa0-\xff]/g, "?")
      .trim();
    const headers = { [HEADERS[at % HEADERS.length] ?? ""]: value };
    return new Response(status === 204 ? null : body(echo), { status, headers });
  }),
);

/** An error with members of its own, and a cause. */
function marked(echo: Echo, code: string): Error {
  const cause = Object.assign(new Error(echo(), { cause: echo() }), { code: echo() });
  const members = { name: echo(), request: { own: echo() }, [echo()]: echo(), [Symbol(echo())]: 1 };
  return Object.assign(new Error(echo(), { cause }), members, { code });
}
const failures: ((echo: Echo) => unknown)[] = [
  (echo) => marked(echo, echo()),
  (echo) => marked(echo, "ECONNRESET"),
  (echo) => new TypeError("fetch failed", { cause: marked(echo, "ECONNREFUSED") }),
  (echo) => new TypeError(echo(), { cause: marked(echo, echo()) }),
  (echo) => new DOMException(echo(), echo()),
  (echo) => new AggregateError([marked(echo, echo()), echo()], echo()),
  (echo) => new Error("x", { cause: new Error("y", { cause: marked(echo, echo()) }) }),
  (echo) => echo(),
  (echo) => Symbol(echo()),
  (echo) => ({ message: echo(), name: echo(), cause: { message: echo(), headers: echo() } }),
];

const CREDENTIALS: (() => ClientOptions)[] = [
  () => ({ apiKey: TOKENS[0] }),
  () => ({ bearerToken: `Bearer ${TOKENS[0]}` }),
  () => {
    let asked = 0;
    return { tokenProvider: async () => TOKENS[asked++ % 2] ?? "" };
  },
];
type Method = (client: ReturnType<typeof createClient>, token?: string) => Promise<object>;
const body = { secret_name: "client_id", secret_value: VALUE };
const params = { path: CONNECTOR };
const update = { ...SECRET, secret_value: VALUE };

describe("neither a secret value nor a credential leaves the package", () => {
  it.each<[string, Method]>([
    ["create", ({ secrets }) => secrets.create({ ...CONNECTOR, ...body }).withResponse()],
    ["update", ({ secrets }) => secrets.update(update, { token: TOKENS[1] }).withResponse()],
    ["http.POST", ({ http }) => http.POST(PATH, { params, body })],
    ["http.GET", ({ http }) => http.GET(PATH, { params })],
  ])("in what %s rejects with, nor in its events", async (name, method) => {
    const steps = [...responses, ...failures];
    for (const [at, step] of steps.entries()) {
      for (const credential of CREDENTIALS) {
        const events: AttemptEvent[] = [];
        // A server echoes what it was sent, and so far no more than that.
        const sensitive = name === "http.GET" ? [] : [VALUE];
        let attempts = 0;
        const client = createClient({
          ...credential(),
          maxRetries: 1,
          maxRetryDelay: 0,
          logger: (event) => events.push(event),
          fetch: async (_url, { headers }) => {
            sensitive.push(headers.authorization?.slice(7) ?? "");
            const next = attempts++ === 0 ? step : steps[(at * 7) % steps.length];
            const result = next?.(echoOf(sensitive));
            if (result instanceof Response) return result;
            throw result;
          },
        });
        const result: unknown = await method(client).then(
          // What `client.http` resolves with is the server's own text.
          (done) => ("requestId" in done ? done.requestId : undefined),
          (error: unknown) => error,
        );
        expect(findLeak([result, events].flatMap(reachableStrings), sensitive)).toBeUndefined();
      }
    }
  });

  it.each(["\n", "\u0000", "\ud800", "密"])("in the refusal of %j", async (bad) => {
    const [token] = TOKENS;
    const broken = `${token}${bad}${token}`;
    const { secrets, http } = createClient({ apiKey: token, fetch: () => expect.unreachable() });
    const create = (more: object) =>
      secrets.create({ ...CONNECTOR, secret_name: "a", ...more } as never);
    const options: object[] = [
      { apiKey: broken },
      { bearerToken: token },
      { headers: { authorization: token } },
      { headers: { "x-a": broken } },
      { headers: { [broken]: "x" } },
      { baseUrl: `https://${encodeURIComponent(token)}@x` },
      { timeout: token },
    ];
    const attempts: (() => Promise<unknown>)[] = [
      ...options.map((each) => async () => createClient({ apiKey: token, ...each })),
      () => secrets.list(CONNECTOR, { token: broken }),
      () => secrets.list(CONNECTOR, { headers: { "x-a": broken } }),
      () => secrets.list({ ...CONNECTOR, connector_identifier: VALUE }),
      () => create({ secret_value: `${VALUE}\ud800` }),
      () => create({ secret_value: VALUE.repeat(2000) }),
      () => create({ secret_value: [VALUE] }),
      () => http.GET(PATH, { params, headers: { "x-a": broken } }),
      () => http.GET(PATH, { params, headers: { authorization: token } }),
    ];
    const errors = await Promise.all(attempts.map((attempt) => rejection(attempt())));
    for (const error of errors) expect(error).toBeInstanceOf(SupermetricsError);
    expect(findLeak(errors.flatMap(reachableStrings), [VALUE, token])).toBeUndefined();
  });

  it.each<[string, ClientOptions]>([
    ["apiKey", { apiKey: KEY }],
    ["bearerToken", { bearerToken: KEY }],
    ["tokenProvider", { tokenProvider: async () => KEY }],
  ])("in the client itself (%s) or the promise of a call", async (_name, options) => {
    const fetch = scripted(listed(), failed(401), failed(401));
    const headers = { "x-api-key": KEY };
    const client = createClient({ ...options, maxRetries: 0, headers, fetch });
    await CALLS.listConnectorSecrets(client);
    const call = CALLS.createConnectorSecret(client);
    const objects = () => [client, client.secrets, client.http, call].flatMap(reachableStrings);
    expect(findLeak(objects(), [KEY, "my-super-secret-value"])).toBeUndefined();
    await rejection(call);
    expect(findLeak(objects(), [KEY, "my-super-secret-value"])).toBeUndefined();
    expect(inspect(call)).toContain("AuthenticationError");
  });
});

describe("the search for a leak finds one", () => {
  const value = 'QZ"QZ/é';
  it.each(ENCODINGS)("in the encoding %s", (_name, encode) => {
    expect(findLeak(reachableStrings(new Error(encode(value))), [value])).toBeDefined();
  });
  it.each<[string, unknown]>([
    ["a cause", new Error("x", { cause: new Error("y", { cause: value }) })],
    ["a hidden member", Object.defineProperty({}, "x", { value })],
    ["a symbol", { [Symbol(value)]: 1 }],
    ["a name of a member", { [value]: 1 }],
    ["a map", new Map([[{}, new Set([value])]])],
    ["a function's member", Object.assign(() => {}, { value })],
    ["an array of errors", new AggregateError([new Error(value)])],
  ])("in %s", (_name, root) => {
    expect(findLeak(reachableStrings(root), [value])).toBeDefined();
  });
});
