// For any secret value, credential, answer and failure: neither leaves the package in an error, an
// event or an inspection. A failure prints its seed, with which fast-check repeats it.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createClean } from "../../src/http/redact/index.ts";
import {
  type AttemptEvent,
  type ClientOptions,
  createClient,
  SupermetricsError,
} from "../../src/index.ts";
import { CONNECTOR, SECRET } from "../support/calls.ts";
import { ECHOES, findLeak, reachableStrings } from "../support/leaks.ts";
import { runs } from "../support/runs.ts";

// Letters that no word of the package, no path and no header has in a row.
const LETTERS = ["Q", "Z", "QJ", "ZX", "7Q", "_Z"];
const SIGNS = ['"', "\\", "/", "%", "+", "&", "<", "'", "$", "{", "\\u00", "%4", "\\n", "-"];
const WIDE = [" ", "\n", "\t", "\u0000", "é", "ß", "密", "🔑", "\u2028"];

function text(...alphabet: string[]) {
  return fc
    .tuple(
      fc.array(fc.constantFrom(...LETTERS), { minLength: 2, maxLength: 4 }),
      fc.array(fc.constantFrom(...LETTERS, ...alphabet), { minLength: 2, maxLength: 30 }),
    )
    .map(([some, more]) => [...more.slice(0, 5), ...some, ...more.slice(5)].join(""));
}
const secretValue = text(...SIGNS, ...WIDE);
const credential = text(...SIGNS, ".", "~").filter((token) => token === token.trim());

/** What echoes the sensitive values in some encoding, among other words. */
type Echo = (sensitive: readonly string[]) => string;
const echo: fc.Arbitrary<Echo> = fc
  .array(
    fc.record({
      which: fc.nat(2),
      encoding: fc.constantFrom(...Object.values(ECHOES)),
      before: fc.constantFrom(
        "",
        "invalid: ",
        "<",
        "x".repeat(2040),
        '{"secret_value":"',
        "\\",
        "%",
      ),
      after: fc.constantFrom("", ".", '"}', " is not allowed", "\n"),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((parts) => (sensitive) => {
    const words = parts.map(({ which, encoding, before, after }) => {
      const value = sensitive[which % sensitive.length] ?? "";
      return before + encoding(value) + after;
    });
    return words.join(" ");
  });

type Respond = (sensitive: readonly string[]) => Response;
const STATUSES = [200, 201, 204, 302, 307, 400, 401, 403, 404, 408, 409, 418, 422, 429, 500, 503];

const respond: fc.Arbitrary<Respond> = fc
  .record({
    status: fc.constantFrom(...STATUSES),
    kind: fc.constantFrom("envelope", "page", "bare", "array", "deep", "empty", "cut"),
    echoes: fc.array(echo, { minLength: 5, maxLength: 5 }),
    header: fc.constantFrom(
      "x-request-id",
      "retry-after",
      "x-ratelimit-limit",
      "location",
      "x-any",
    ),
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
      empty: null,
      cut: JSON.stringify(envelope).slice(0, -3),
    };
    const body = status === 204 ? null : (bodies[kind] ?? null);
    // A header holds Latin-1 without control characters.
    const value = inHeader?.replace(/[^\x20-\x7e\xa0-\xff]/g, "?").trim() ?? "";
    return new Response(body, { status, headers: { [header]: value } });
  });

type Fail = (sensitive: readonly string[]) => unknown;
const fail: fc.Arbitrary<Fail> = fc
  .record({
    kind: fc.constantFrom(
      "error",
      "type",
      "dom",
      "aggregate",
      "string",
      "object",
      "symbol",
      "nested",
    ),
    echoes: fc.array(echo, { minLength: 6, maxLength: 6 }),
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
    switch (kind) {
      case "type":
        return new TypeError(message, { cause: marked });
      case "dom":
        return new DOMException(message, name);
      case "aggregate":
        return Object.assign(new AggregateError([marked, cause, own], message), { code: ofCode });
      case "string":
        return message;
      case "object":
        return { message, name, cause: { message: inCause, headers: own } };
      case "symbol":
        return Symbol(message);
      case "nested":
        return new Error("x", {
          cause: new Error("y", { cause: new AggregateError([marked], own) }),
        });
      default:
        return marked;
    }
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

/** Plays one call: all that its caller gets to see, but for a success's own data; and what was sent. */
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
  const client = createClient({ ...options, ...credentials[place] });
  const { secrets, http } = client;
  const ofCall = place === "token" ? { token: tokens[0] } : {};
  const params = { path: CONNECTOR };
  const body = { secret_name: "client_id", secret_value: value };
  const calls: Record<Scene["method"], () => Promise<object>> = {
    create: () => secrets.create({ ...CONNECTOR, ...body }, ofCall).withResponse(),
    update: () => secrets.update({ ...SECRET, secret_value: value }, ofCall).withResponse(),
    POST: () => http.POST(PATH, { params, body }),
    GET: () => http.GET(PATH, { params }),
  };
  const seen: unknown = await calls[method]().then(
    // What resolves from `client.http` is in the server's own words.
    (done) => ("requestId" in done ? done.requestId : undefined),
    (error: unknown) => error,
  );
  return { seen: [seen, events], sensitive };
}

/** Together, more than ten thousand runs in CI. */
const times = (count: number) => ({ numRuns: runs(count), endOnFailure: false });
const TIME_LIMIT = 240_000;

describe("neither a secret value nor a credential leaves the package", () => {
  it(
    "in what a call rejects with, nor in its events",
    async () => {
      await fc.assert(
        fc.asyncProperty(scene, async (scene) => {
          const { seen, sensitive } = await play(scene);
          expect(findLeak(seen.flatMap(reachableStrings), sensitive)).toBeUndefined();
        }),
        times(600),
      );
    },
    TIME_LIMIT,
  );

  it(
    "in the refusal of parameters, options and tokens, nor in the client itself",
    async () => {
      const bad = fc.constantFrom("\n", "\u0000", "\ud800", "密");
      await fc.assert(
        fc.asyncProperty(secretValue, credential, bad, async (value, token, bad) => {
          const broken = [token, bad, token].join("");
          const fetch = () => Promise.reject(new Error("It was sent."));
          const client = createClient({ apiKey: token, fetch });
          const create = { ...CONNECTOR, secret_name: "a" };
          const errors = await Promise.all(
            [
              async () => createClient({ apiKey: broken }),
              async () => createClient({ apiKey: token, bearerToken: token }),
              async () => createClient({ apiKey: token, headers: { authorization: token } }),
              async () => createClient({ apiKey: token, headers: { "x-a": broken } }),
              async () => createClient({ apiKey: token, headers: { [broken]: "x" } }),
              async () =>
                createClient({ apiKey: token, baseUrl: `https://${encodeURIComponent(token)}@x` }),
              async () => createClient({ apiKey: token, timeout: token as unknown as number }),
              async () => client.secrets.list(CONNECTOR, { token: broken }),
              async () => client.secrets.list(CONNECTOR, { headers: { "x-a": broken } }),
              async () => client.secrets.list({ ...CONNECTOR, connector_identifier: value }),
              async () => client.secrets.create({ ...create, secret_value: `${value}\ud800` }),
              async () => client.secrets.create({ ...create, secret_value: value.repeat(2000) }),
              async () => client.secrets.create({ ...create, secret_value: [value] as never }),
              async () =>
                client.http.GET(PATH, { params: { path: CONNECTOR }, headers: { "x-a": broken } }),
              async () =>
                client.http.GET(PATH, {
                  params: { path: CONNECTOR },
                  headers: { authorization: token },
                }),
            ].map((attempt) =>
              attempt().then(
                () => expect.unreachable(),
                (error: unknown) => error,
              ),
            ),
          );
          for (const error of errors) expect(error).toBeInstanceOf(SupermetricsError);
          const strings = [...errors, client, client.http].flatMap(reachableStrings);
          expect(findLeak(strings, [value, token])).toBeUndefined();
        }),
        times(50),
      );
    },
    TIME_LIMIT,
  );

  it(
    "where text of any kind is cleaned of any values",
    () => {
      fc.assert(
        fc.property(fc.array(secretValue, { minLength: 1, maxLength: 3 }), echo, (values, echo) => {
          expect(findLeak([createClean(() => values)(echo(values))], values)).toBeUndefined();
        }),
        times(450),
      );
    },
    TIME_LIMIT,
  );
});

describe("the search for a leak finds one", () => {
  const value = 'QZ"QZ/é';
  it.each(Object.entries(ECHOES))("in the encoding %s", (_name, echo) => {
    expect(findLeak(reachableStrings(new Error(echo(value))), [value])).toBeDefined();
  });
  it.each<[string, unknown]>([
    ["a cause", new Error("x", { cause: new Error("y", { cause: value }) })],
    ["a hidden member", Object.defineProperty({}, "x", { value })],
    ["a symbol", { [Symbol(value)]: 1 }],
    ["a member named so", { [value]: 1 }],
    ["a map", new Map([[{}, new Set([value])]])],
    ["a function's member", Object.assign(() => {}, { value })],
    ["an array of errors", new AggregateError([new Error(value)])],
  ])("in %s", (_name, root) => {
    expect(findLeak(reachableStrings(root), [value])).toBeDefined();
  });
});
