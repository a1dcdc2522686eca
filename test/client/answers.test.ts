// What comes back and keeps to no contract: gateways, cut connections, servers that grew.
import { describe, expect, it, onTestFinished } from "vitest";
import { createClient } from "../../src/index.ts";
import { CALLS, LIST, type OperationId } from "../support/calls.ts";
import { type Answer, rawServer, readRequest, serve } from "../support/servers.ts";

/** Asks a server that always answers so, with the default of two repeats. */
async function ask(id: OperationId, answer: Answer) {
  const server = await serve(answer);
  onTestFinished(server.close);
  const client = createClient({ apiKey: "an-api-key", baseUrl: server.url });
  const [result] = await Promise.allSettled([CALLS[id](client)]);
  return { ...result, requests: server.requests.length };
}

/** The announced length never comes. */
function truncated(status: number, body: string): Answer {
  return (_request, response) => {
    response.writeHead(status, { "content-type": "application/json", "content-length": "500" });
    response.write(body, () => response.destroy());
  };
}

const HTML = { headers: { "content-type": "text/html" }, body: "<html>Please log in</html>" };
const ENVELOPE = {
  meta: { request_id: "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN" },
  error: { code: "FORBIDDEN", message: "You do not have access to this resource." },
};
const TOO_LONG = " ".repeat(64 * 1024 * 1024);
const NOT_GZIP = { headers: { "content-encoding": "gzip" }, body: JSON.stringify(LIST) };

const one = (secret: object | null) => ({ body: { count: 1, secrets: [secret] } });

const READERS = ["listConnectorSecrets", "createConnectorSecret"] as const;
const WRITERS = ["updateConnectorSecret", "deleteConnectorSecret"] as const;

const notAList: [name: string, given: Answer][] = [
  ["a gateway's page", HTML],
  ["nothing", {}],
  ["204", { status: 204 }],
  ["white space", { body: " \n" }],
  ["a cut body", truncated(200, JSON.stringify(LIST).slice(0, -1))],
  ["a whole list that was announced longer", truncated(200, JSON.stringify(LIST))],
  ["half the JSON", { body: '{"count":1,"secrets":[' }],
  ["more than 64 MiB", { body: TOO_LONG + JSON.stringify(LIST) }],
  ["a broken encoding", NOT_GZIP],
  ["an error envelope", { body: ENVELOPE }],
  ["null", { body: null }],
  ["an array", { body: LIST.secrets }],
  ["a string", { body: '"ok"' }],
  ["two documents", { body: `${JSON.stringify(LIST)}{}` }],
  ["an empty object", { body: {} }],
  ["no count", { body: { secrets: LIST.secrets } }],
  ["no secrets", { body: { count: 0 } }],
  ["null for secrets", { body: { count: 0, secrets: null } }],
  ["a count in words", { body: { ...LIST, count: "1" } }],
  ["a broken count", { body: { ...LIST, count: 1.5 } }],
  ["an object for secrets", { body: { count: 1, secrets: { ...LIST.secrets } } }],
  ["a secret without a placeholder", one({ secret_name: "client_id" })],
  ["a secret without a name", one({ secret_placeholder: "sec_a23f23d26" })],
  ["a null name", one({ secret_placeholder: "sec_a23f23d26", secret_name: null })],
  ["a null secret", one(null)],
];

const notNothing: [name: string, given: Answer][] = [
  ["a gateway's page", HTML],
  ["white space", { body: "\n" }],
  ["a cut body", truncated(200, "")],
  ["more than 1 MiB", { body: `${" ".repeat(1024 * 1024)}.` }],
  ["a broken encoding", NOT_GZIP],
  ["an error envelope", { body: ENVELOPE }],
  ["a list", { body: LIST }],
  ["an empty object", { body: {} }],
  ["null", { body: null }],
];

describe.each([
  ...READERS.map((id) => [id, notAList] as const),
  ...WRITERS.map((id) => [id, notNothing] as const),
])("%s does not take for a success, and does not repeat", (id, table) => {
  it.each(table)("%s", async (name, given) => {
    const { requests, ...result } = await ask(id, given);
    const want = {
      name: "UnexpectedResponseError",
      status: name === "204" ? 204 : 200,
      outcome: id === "listConnectorSecrets" ? "not_applied" : "unknown",
      requestId: name === "an error envelope" ? ENVELOPE.meta.request_id : undefined,
      message: expect.stringMatching(/^\w+: 20\d with a body that (broke off|the contract does)/),
    };
    expect(result).toMatchObject({ status: "rejected", reason: want });
    expect(requests).toBe(1);
  });
});

describe.each(READERS)("%s takes for a success", (id) => {
  const large = { secret_placeholder: "s".repeat(101), secret_name: "n".repeat(256) };
  const many = { count: 101, secrets: Array.from({ length: 101 }, () => LIST.secrets[0]) };
  const more = { ...LIST, secrets: [{ ...LIST.secrets[0], made: "today" }], next: null };

  it.each([
    ["any 2xx with the list", { status: 203, body: LIST }, LIST],
    ["the wrong content type", { ...HTML, body: JSON.stringify(LIST) }, LIST],
    ["no content type", { body: new TextEncoder().encode(JSON.stringify(LIST)) }, LIST],
    ["a byte order mark", { body: `\uFEFF${JSON.stringify(LIST)}` }, LIST],
    ["white space around it", { body: `\n${JSON.stringify(LIST, null, 2)}\n` }, LIST],
    ["no secrets", { body: { count: 0, secrets: [] } }, { count: 0, secrets: [] }],
    ["a count that does not count", { body: { ...LIST, count: 7 } }, { ...LIST, count: 7 }],
    ["unknown members", { body: more }, more],
    ["more than 100 secrets", { body: many }, many],
    ["longer strings", { body: { count: 1, secrets: [large] } }, { count: 1, secrets: [large] }],
  ])("%s", async (_name, given, want) => {
    expect(await ask(id, given)).toEqual({ status: "fulfilled", value: want, requests: 1 });
  });
});

describe.each(WRITERS)("%s takes for a success", (id) => {
  it.each([200, 201, 202, 204])("an empty %i", async (status) => {
    const want = { status: "fulfilled", value: undefined, requests: 1 };
    expect(await ask(id, { status })).toEqual(want);
  });
});

describe("a 4xx or 5xx keeps the class of its status", () => {
  const known = { code: undefined, description: undefined, requestId: undefined };

  it.each([
    ["a gateway's page", { ...HTML, status: 403 }, { ...known, name: "PermissionDeniedError" }],
    ["nothing", { status: 404 }, { ...known, name: "NotFoundError" }],
    ["null", { status: 409, body: null }, { ...known, name: "ConflictError" }],
    ["an array", { status: 422, body: [] }, { ...known, name: "UnprocessableEntityError" }],
    ["a cut body", truncated(400, '{"meta"'), { ...known, name: "BadRequestError" }],
    ["a broken encoding", { ...NOT_GZIP, status: 400 }, { ...known, name: "BadRequestError" }],
    ["an undocumented 4xx", { status: 418, body: ENVELOPE }, { name: "ApiError", status: 418 }],
    ["an undocumented 5xx", { status: 599, body: ENVELOPE }, { name: "ServerError", status: 599 }],
    [
      "members of the wrong type",
      { status: 400, body: { meta: { request_id: 1 }, error: { code: 2, message: {} } } },
      { ...known, name: "BadRequestError" },
    ],
    [
      "an envelope without meta, and a header for it",
      { status: 400, headers: { "x-request-id": "from-header" }, body: { error: ENVELOPE.error } },
      { name: "BadRequestError", code: "FORBIDDEN", requestId: "from-header" },
    ],
    [
      "an envelope with a description",
      { status: 400, body: { error: { ...ENVELOPE.error, description: "The field 'x'." } } },
      { name: "BadRequestError", code: "FORBIDDEN", description: "The field 'x'." },
    ],
  ])("with %s", async (_name, given, want) => {
    const { requests, ...result } = await ask("createConnectorSecret", given);
    expect(result).toMatchObject({ status: "rejected", reason: want });
    expect(requests).toBe(1);
  });
});

describe("what is no HTTP response", () => {
  it.each([
    ["another protocol", "220 mail.example.com ESMTP\r\n"],
    ["half the headers", "HTTP/1.1 200 OK\r\nContent-Type: appl"],
    ["nothing", ""],
  ])("is a ConnectionError of unknown outcome: %s", async (_name, bytes) => {
    const server = await rawServer(async (socket) => {
      await readRequest(socket);
      socket.end(bytes);
    });
    onTestFinished(server.close);
    const client = createClient({ apiKey: "an-api-key", baseUrl: server.url });
    await expect(CALLS.createConnectorSecret(client)).rejects.toMatchObject({
      name: "ConnectionError",
      outcome: "unknown",
    });
  });
});

describe("a body that is hard to read", () => {
  const ESCAPES = "\\u0041".repeat(1_200_000);
  const DEEP = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
  const listOf = (name: string) =>
    `{"count":1,"secrets":[{"secret_placeholder":"sec_1","secret_name":"${name}"}]}`;

  it("of 7 MB of escapes is read all the same", async () => {
    const { status, value } = (await ask("listConnectorSecrets", { body: listOf(ESCAPES) })) as {
      status: string;
      value?: typeof LIST;
    };
    expect([status, value?.secrets[0]?.secret_name.length]).toEqual(["fulfilled", 1_200_000]);
  });

  it.each<[string, number, string]>([
    ["a success of 200,000 levels", 200, DEEP],
    ["an extra member of so many levels", 200, `${listOf("a").slice(0, -1)},"more":${DEEP}}`],
    ["an error of so many levels", 400, DEEP],
    [
      "an error of 1 MB of escapes",
      400,
      `{"error":{"code":"X","message":"${ESCAPES.slice(0, 900_000)}"}}`,
    ],
  ])("%s: never more than an error of this package", async (_name, status, body) => {
    const result = await ask("listConnectorSecrets", { status, body });
    const got = result.status === "fulfilled" ? result.status : result.reason?.name;
    expect(["fulfilled", "UnexpectedResponseError", "BadRequestError"]).toContain(got);
    expect(result.requests).toBe(1);
  });
});
