// For any secret value, credential, response and failure: none leaves the package in an error, an
// event or an inspection. A failure prints the seed with which fast-check repeats it.
import { inspect } from "node:util";
import fc from "fast-check";
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
import { runs } from "../support/runs.ts";

// Letters that no word of the package, no path and no header has in a row.
const LETTERS = ["Q", "Z", "QJ", "ZX", "7Q", "_Z"];
const SIGNS = ['"', "\\", "/", "%", "+", "&", "<", "'", "$", "{", "\\u00", "%4", "\\n", "-"];
const WIDE = [" ", "\n", "\t", "\u0000", "é", "ß", "密", "🔑", "\u2028"];

function text(...alphabet: string[]) {
  const some = fc.array(fc.constantFrom(...LETTERS), { minLength: 2, maxLength: 4 });
  const more = fc.constantFrom(...LETTERS, ...alphabet);
  return fc
    .tuple(some, fc.array(more, { minLength: 2, maxLength: 30 }))
    .map(([some, more]) => [...more.slice(0, 5), ...some, ...more.slice(5)].join(""));
}
const secretValue = text(...SIGNS, ...WIDE);
const credential = text(...SIGNS, ".", "~").filter((token) => token === token.trim());

/** Echoes the sensitive values in some encoding, among other words. */
type Echo = (sensitive: readonly string[]) => string;
const BEFORE = ["", "invalid: ", "<", "x".repeat(2040), '{"secret_value":"', "\\", "%"];
const echo: fc.Arbitrary<Echo> = fc
  .array(
    fc.record({
      which: fc.nat(2),
      encode: fc.constantFrom(...ENCODINGS.map(([, encode]) => encode)),
      before: fc.constantFrom(...BEFORE),
      after: fc.constantFrom("", ".", '"}', " is not allowed", "\n"),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((parts) => (sensitive) => {
    const words = parts.map(({ which, encode, before, after }) => {
      const value = sensitive[which % sensitive.length] ?? "";
      return before + encode(value) + after;
    });
    return words.join(" ");
  });
const echoes = fc.array(echo, { minLength: 6, maxLength: 6 });

type Respond = (sensitive: readonly string[]) => Response;
const STATUSES = [200, 201, 204, 302, 307, 400, 401, 403, 404, 408, 409, 418, 422, 429, 500, 503];
const HEADERS = ["x-request-id", "retry-after", "x-ratelimit-limit", "location", "x-any"];

const respond: fc.Arbitrary<Respond> = fc
  .record({
    status: fc.constantFrom(...STATUSES),
    kind: fc.constantFrom("envelope", "page", "bare", "array", "deep", "empty", "cut"),
    echoes,
    header: fc.constantFrom(...HEADERS),
  })
  .map(({ status, kind, echoes, header }) => (sensitive) => {
    const [code, message, description, id, inHeader] = echoes.map((each) => each(sensitive));
    const envelope = { meta: { request_id: id }, error: { code, message, description } };
    const bodies: Record<string, string | null> = {
      envelope: JSON.stringify(envelope),
      page: `<html>${message}</html>`,
      bare: JSON.stringify(message),
      array: JSON.stringify([envelope]),
      deep: JSON.stringify({ error: { code: { code }, message: [message] }, count: id }),
      cut: JSON.stringify(envelope).slice(0, -3),
    };
    const body = status === 204 ? null : (bodies[kind] ?? null);
    // A header holds Latin-1 without control characters.
    const value = inHeader?.replace(/[^\x20-\x7e\xa0-\xff]/g, "?").trim() ?? "";
    return new Response(body, { status, headers: { [header]: value } });
  });

type Fail = (sensitive: readonly string[]) => unknown;
const KINDS = ["error", "type", "dom", "aggregate", "string", "object", "symbol", "nested"];
const fail: fc.Arbitrary<Fail> = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    echoes,
    code: fc.constantFrom("echo", "ECONNREFUSED", "ECONNRESET"),
  })
  .map(({ kind, echoes, code }) => (sensitive) => {
    const [message = "", name = "", own, ownKey = "", inCause = "", ofCode] = echoes.map((each) =>
      each(sensitive),
    );
    const cause = Object.assign(new Error(inCause, { cause: message }), { code: ofCode });
    const members = { name, request: { own }, [ownKey]: own, [Symbol(own)]: own };
    const marked = Object.assign(new Error(message, { cause }), members, {
      code: code === "echo" ? ofCode : code,
    });
    const aggregate = new AggregateError([marked, cause, own], message);
    const kinds: Record<string, unknown> = {
      type: new TypeError(message, { cause: marked }),
      dom: new DOMException(message, name),
      aggregate: Object.assign(aggregate, { code: ofCode }),
      string: message,
      object: { message, name, cause: { message: inCause, headers: own } },
      symbol: Symbol(message),
      nested: new Error("x", { cause: new Error("y", { cause: aggregate }) }),
    };
    return kinds[kind] ?? marked;
  });

interface Scene {
  readonly value: string;
  readonly tokens: readonly [string, string];
  readonly place: "apiKey" | "bearerToken" | "tokenProvider" | "token";
  readonly method: "create" | "update" | "POST" | "GET";
  readonly steps: readonly (Respond | { readonly fail: Fail })[];
}
const step = fc.oneof(
  respond,
  fail.map((fail) => ({ fail })),
);
const scene: fc.Arbitrary<Scene> = fc.record({
  value: secretValue,
  tokens: fc.tuple(credential, credential),
  place: fc.constantFrom("apiKey", "bearerToken", "tokenProvider", "token"),
  method: fc.constantFrom("create", "update", "POST", "GET"),
  steps: fc.array(step, { minLength: 3, maxLength: 3 }),
});

const PATH = "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets";

/** Plays one call: everything that its caller can see, except a success's own data; and what was sent. */
async function play({ value, tokens, place, method, steps }: Scene) {
  const events: AttemptEvent[] = [];
  // A server echoes what it was sent, and so far no more than that.
  const sensitive = method === "GET" ? [] : [value];
  let attempts = 0;
  let asked = 0;
  const options: ClientOptions = {
    maxRetries: 1,
    maxRetryDelay: 0,
    logger: (event) => events.push(event),
    fetch: async (_url, init) => {
      sensitive.push(new Headers(init?.headers).get("authorization")?.slice(7) ?? "");
      const step = steps[attempts++ % steps.length];
      if (typeof step === "function") return step(sensitive);
      throw step?.fail(sensitive);
    },
  };
  const credentials: Record<Scene["place"], ClientOptions> = {
    apiKey: { apiKey: tokens[0] },
    bearerToken: { bearerToken: `Bearer ${tokens[0]}` },
    tokenProvider: { tokenProvider: async () => tokens[asked++ % 2] ?? "" },
    token: { apiKey: tokens[1] },
  };
  const { secrets, http } = createClient({ ...options, ...credentials[place] });
  const ofCall = place === "token" ? { token: tokens[0] } : {};
  const params = { path: CONNECTOR };
  const body = { secret_name: "client_id", secret_value: value };
  const calls: Record<Scene["method"], () => Promise<object>> = {
    create: () => secrets.create({ ...CONNECTOR, ...body }, ofCall).withResponse(),
    update: () => secrets.update({ ...SECRET, secret_value: value }, ofCall).withResponse(),
    POST: () => http.POST(PATH, { params, body }),
    GET: () => http.GET(PATH, { params }),
  };
  const result: unknown = await calls[method]().then(
    // What `client.http` resolves with is the server's own text.
    (done) => ("requestId" in done ? done.requestId : undefined),
    (error: unknown) => error,
  );
  return { visible: [result, events], sensitive };
}

/** Together, more than ten thousand runs in CI. */
const times = (count: number) => ({ numRuns: runs(count), endOnFailure: false });
const LIMIT = { timeout: 240_000 };

describe("neither a secret value nor a credential leaves the package", () => {
  it("in what a call rejects with, nor in its events", LIMIT, async () => {
    const property = fc.asyncProperty(scene, async (scene) => {
      const { visible, sensitive } = await play(scene);
      expect(findLeak(visible.flatMap(reachableStrings), sensitive)).toBeUndefined();
    });
    await fc.assert(property, times(400));
  });

  it("in the refusal of parameters, options and tokens", LIMIT, async () => {
    const invalid = fc.constantFrom("\n", "\u0000", "\ud800", "密");
    const property = fc.asyncProperty(
      secretValue,
      credential,
      invalid,
      async (value, token, bad) => {
        const broken = [token, bad, token].join("");
        const { secrets, http } = createClient({
          apiKey: token,
          fetch: () => expect.unreachable(),
        });
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
        const params = { path: CONNECTOR };
        const attempts: (() => Promise<unknown>)[] = [
          ...options.map((each) => async () => createClient({ apiKey: token, ...each })),
          () => secrets.list(CONNECTOR, { token: broken }),
          () => secrets.list(CONNECTOR, { headers: { "x-a": broken } }),
          () => secrets.list({ ...CONNECTOR, connector_identifier: value }),
          () => create({ secret_value: `${value}\ud800` }),
          () => create({ secret_value: value.repeat(2000) }),
          () => create({ secret_value: [value] }),
          () => http.GET(PATH, { params, headers: { "x-a": broken } }),
          () => http.GET(PATH, { params, headers: { authorization: token } }),
        ];
        const errors = await Promise.all(attempts.map((attempt) => rejection(attempt())));
        for (const error of errors) expect(error).toBeInstanceOf(SupermetricsError);
        expect(findLeak(errors.flatMap(reachableStrings), [value, token])).toBeUndefined();
      },
    );
    await fc.assert(property, times(50));
  });

  it.each<[string, ClientOptions]>([
    ["apiKey", { apiKey: KEY }],
    ["bearerToken", { bearerToken: KEY }],
    ["tokenProvider", { tokenProvider: async () => KEY }],
  ])("in the client itself (%s) or the promise of a call", async (_name, options) => {
    const fetch = scripted(listed(), failed(401), failed(401));
    const client = createClient({
      ...options,
      maxRetries: 0,
      headers: { "x-api-key": KEY },
      fetch,
    });
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
