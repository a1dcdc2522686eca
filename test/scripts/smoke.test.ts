// scripts/smoke, end to end over HTTP against the fake API.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createClient } from "../../src/index.ts";
import {
  createFakeApi,
  type FakeApi,
  type FakeServer,
  type Fault,
  type RecordedRequest,
} from "../../src/testing/index.ts";

const SMOKE = fileURLToPath(new URL("../../scripts/smoke/index.mjs", import.meta.url));
const REALITY = readFileSync(new URL("../../openapi/REALITY.md", import.meta.url), "utf8");
const team_id = 936506;
/** No run may print it: it is in all that belongs to the user. */
const HUNTED = "hunted-for-0123456789";
const TOKEN = `key-${HUNTED}`;
const KEPT = `kept-${HUNTED}`;

let api: FakeApi;
let server: FakeServer;

beforeEach(setUp);
afterEach(() => server.close());

async function setUp() {
  const connector = {
    team_id,
    connector_identifier: "T3S70",
    name: HUNTED,
    configuration: { [HUNTED]: HUNTED },
    secrets: { [KEPT]: HUNTED },
    logs: [{ id: HUNTED, log_time: "2026-01-01T00:00:00Z", event: HUNTED }],
  };
  api = createFakeApi({ connectors: [connector], token: TOKEN });
  server = await api.listen();
}

function start(args: string[] = [], env: Record<string, string> = {}) {
  const settings = {
    SUPERMETRICS_API_KEY: TOKEN,
    SUPERMETRICS_TEAM_ID: String(team_id),
    SUPERMETRICS_CONNECTOR_IDENTIFIER: "T3S70",
    SUPERMETRICS_BASE_URL: server.url,
  };
  const child = spawn(process.execPath, [SMOKE, ...args], {
    env: { PATH: process.env.PATH, ...settings, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
  const end = once(child, "close").then(([code]) => {
    expect(output).not.toContain(HUNTED);
    for (const value of sentValues()) expect(output).not.toContain(value);
    return { code, output };
  });
  return { child, end };
}

const sentValues = () =>
  api.requests.flatMap(({ body }) => (body as { secret_value?: string })?.secret_value || []);

/** What a run has left behind beside what was there. */
async function leftovers() {
  const client = createClient({ apiKey: TOKEN, baseUrl: server.url });
  const { connectors } = await client.connectors.list({ team_id });
  return {
    connectors: connectors.map((connector) => connector.connector_identifier),
    secrets: api.secrets(team_id, "T3S70").map(({ secret_name }) => secret_name),
  };
}
const NOTHING = { connectors: ["T3S70"], secrets: [KEPT] };

/** The questions of a table, by what stands in its last column. */
const questionsOf = (text: string, last: RegExp) =>
  Array.from(text.matchAll(/^\| ([^|]+\?) \|(.*)\|$/gm))
    .filter(([, , rest = ""]) => last.test(rest))
    .map(([, question]) => question)
    .sort();

describe("smoke", { timeout: 60_000 }, () => {
  /** Of a run without a fault, to know which request is which. */
  let requests: RecordedRequest[];
  let clean: { code: number; output: string };

  beforeAll(async () => {
    await setUp();
    clean = await start(["--connectors"]).end;
    requests = [...api.requests];
    expect(await leftovers()).toEqual(NOTHING);
    expect(sentValues().length).toBeGreaterThan(3);
    await server.close();
  }, 30_000);

  /** Lets the requests pass, up to the one that is meant. */
  function failAt(method: string, path: RegExp, ...faults: Fault[]) {
    const index = requests.findIndex((sent) => sent.method === method && path.test(sent.path));
    expect(index, `${method} ${path}`).toBeGreaterThan(0);
    api.failNext(...Array.from({ length: index }, () => ({})), ...faults);
  }

  test("without the variables, it says so and ends well", async () => {
    const { code, output } = await start([], { SUPERMETRICS_API_KEY: "" }).end;
    expect(code).toBe(0);
    expect(output).toContain("Skipped: ");
    expect(output).toContain("set SUPERMETRICS_API_KEY");
    expect(api.requests).toEqual([]);
  });

  test("answers every question that it can, and leaves nothing behind", () => {
    expect(clean.code).toBe(0);
    expect(questionsOf(clean.output, /./)).toEqual(
      questionsOf(REALITY, /smoke[^|]*$|--connectors[^|]*$/),
    );
    for (const seen of [
      "| A second create of the name: 409 CONFLICT_ERROR ConflictError. |",
      "| With one unasked: 0 of 1; asked: 1 of 1. |",
      "| `secrets.update` | 204 | as documented |",
      "| Read again: 404 NOT_FOUND NotFoundError. Listed: false. |",
      "Cleaned up? Yes, nothing was left over.",
    ]) {
      expect(clean.output).toContain(seen);
    }
    expect(clean.output).toMatch(/^Headers of the 2xx: .*content-type/m);
  });

  test("without the flag, it writes nothing but its own secret", async () => {
    const { code, output } = await start().end;
    expect(code).toBe(0);
    const writes = api.requests.filter(({ method }) => method !== "GET");
    expect(writes.map(({ method }) => method)).toEqual(["POST", "POST", "PUT", "PUT", "DELETE"]);
    for (const { path } of writes) expect(path).toMatch(/T3S70\/secrets(\/|$)/);
    expect(output).not.toContain("Does a duplicate get");
    expect(await leftovers()).toEqual(NOTHING);
  });

  test("tells how a server differs from the contract", async () => {
    const connector = {
      connector_identifier: HUNTED,
      name: null,
      created_at: "2026-01-01",
      owner: HUNTED,
      [`${HUNTED} |`]: {},
    };
    api.failNext(
      { body: { count: 2, connectors: [connector, { ...connector, name: HUNTED }] } },
      { status: 500 },
      { headers: { "x-request-id": HUNTED } },
      { body: {} },
    );
    const { code, output } = await start().end;
    expect(code).toBe(1);
    for (const seen of [
      "`connectors[].name` is null (1 of 2)",
      "`connectors[].updated_at` is missing (2 of 2)",
      "`connectors[].created_at` is not a date-time (2 of 2)",
      "`connectors[].owner` is not documented (2 of 2)",
      "`connectors[].(an odd name)` is not documented (2 of 2)",
      "| 500 INTERNAL_SERVER_ERROR ServerError | **NO** |",
      "| `connectors.getLogo` | 200 UnexpectedResponseError | **NO** |",
    ]) {
      expect(output).toContain(seen);
    }
    expect(output).toMatch(/Do the 2xx carry an `X-Request-Id`\? \| On 1 of \d+\./);
  });

  test.each([
    ["the create of a secret", "POST", /T3S70\/secrets$/],
    ["the create of a connector", "POST", /connectors$/],
    ["the create of a secret in a new connector", "POST", /(?<!T3S70)\/secrets$/],
    ["the delete of a connector", "DELETE", /connectors\/\w+$/],
  ])("cleans up where the answer to %s is lost", async (_what, method, path) => {
    failAt(method, path, { drop: "after" });
    const { code, output } = await start(["--connectors"]).end;
    expect(code).toBe(1);
    expect(output).toContain("ConnectionError | **NO** |");
    expect(output).toMatch(/Cleaned up\? Yes, /);
    expect(await leftovers()).toEqual(NOTHING);
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("cleans up on %s", async (signal, exitCode) => {
    failAt("PUT", /connectors\/\w+$/, { stall: true });
    const { child, end } = start(["--connectors"]);
    const last = () => `${api.requests.at(-1)?.method} ${api.requests.at(-1)?.path}`;
    await expect.poll(last, { timeout: 20_000 }).toMatch(/^PUT .*connectors\/\w+$/);
    child.kill(signal);
    const { code, output } = await end;
    expect(code).toBe(exitCode);
    expect(output).toContain("Yes, 1 was left over.");
    expect(await leftovers()).toEqual(NOTHING);
  });

  test("names what is left to delete by hand when the clean-up fails, too", async () => {
    failAt("POST", /T3S70\/secrets$/, {}, ...Array.from({ length: 30 }, () => ({ status: 403 })));
    const { code, output } = await start().end;
    expect(code).toBe(1);
    expect(output).toMatch(/Cleaned up\? NO .*what is named smoke_test_\w+ by hand/);
  });
});
