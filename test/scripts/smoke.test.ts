// scripts/smoke, end to end over HTTP against the fake API.
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createClient } from "../../src/index.ts";
import {
  createFakeApi,
  type FakeApi,
  type FakeServer,
  type Fault,
} from "../../src/testing/index.ts";
import { start as startScript } from "../support/project.ts";

const OBSERVATIONS = readFileSync(
  new URL("../../openapi/api-observations.md", import.meta.url),
  "utf8",
);
const team_id = 936506;
/** No run may print it: it is in all that belongs to the user. */
const HUNTED = "hunted-for-0123456789";
const TOKEN = `key-${HUNTED}`;
const KEPT = `kept-${HUNTED}`;

let api: FakeApi;
let server: FakeServer;

beforeEach(async () => {
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
});
afterEach(() => server.close());

function start(args: string[] = [], env: Record<string, string> = {}) {
  const settings = {
    SUPERMETRICS_API_KEY: TOKEN,
    SUPERMETRICS_TEAM_ID: String(team_id),
    SUPERMETRICS_CONNECTOR_IDENTIFIER: "T3S70",
    SUPERMETRICS_BASE_URL: server.url,
  };
  const run = startScript("smoke/index.mjs", args, { PATH: process.env.PATH, ...settings, ...env });
  const end = run.end.then((code) => {
    expect(run.output).not.toContain(HUNTED);
    for (const value of sentValues()) expect(run.output).not.toContain(value);
    return { code, output: run.output };
  });
  return { child: run.child, end };
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

/** The questions of a table, by its last column. */
const questionsOf = (text: string, last: RegExp) => {
  const rows = text.matchAll(/^\| ([^|]+\?) \|(.*)\|$/gm);
  const all = [...rows]
    .filter(([, , rest = ""]) => last.test(rest))
    .map(([, question]) => question);
  return [...new Set(all)].sort();
};

describe("smoke", { timeout: 60_000 }, () => {
  /** Lets so many requests of a method pass. */
  const failAfter = (count: number, method: string, ...faults: Fault[]) =>
    api.failNext(...[...Array(count).fill({}), ...faults].map((fault) => ({ ...fault, method })));

  test("without the variables, it says so and ends well", async () => {
    const { code, output } = await start([], { SUPERMETRICS_API_KEY: "" }).end;
    expect(code).toBe(0);
    expect(output).toContain("Skipped: ");
    expect(output).toContain("set SUPERMETRICS_API_KEY");
    expect(api.requests).toEqual([]);
  });

  test("asks every question that it can, and leaves nothing behind", async () => {
    const { code, output } = await start(["--connectors"]).end;
    expect(code).toBe(0);
    expect(await leftovers()).toEqual(NOTHING);
    expect(sentValues().length).toBeGreaterThan(3);
    const tried = questionsOf(OBSERVATIONS, /smoke[^|]*$|--connectors[^|]*$/);
    expect(questionsOf(output, /./)).toEqual(tried);
    for (const seen of [
      "| A second create of the name: 409 CONFLICT_ERROR ConflictError. |",
      "| With one unasked: 0 of 1; asked: 1 of 1. |",
      "| `secrets.update` | 204 | as documented |",
      "| Read again: 404 NOT_FOUND NotFoundError. Listed: false. |",
      "Cleaned up? Yes, nothing was left over.",
    ]) {
      expect(output).toContain(seen);
    }
    expect(output).toMatch(/^Headers of the 2xx: .*content-type/m);
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

  test("reports how a server differs from the contract", async () => {
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
      "`connectors[].name` is null",
      "`connectors[].updated_at` is missing (2 times)",
      "`connectors[].created_at` is not a date-time (2 times)",
      "`connectors[].owner` is not documented (2 times)",
      "`connectors[].(an odd name)` is not documented (2 times)",
      "| 500 INTERNAL_SERVER_ERROR ServerError | **NO** |",
      "| `connectors.getLogo` | 200 UnexpectedResponseError | **NO** |",
    ]) {
      expect(output).toContain(seen);
    }
    expect(output).toMatch(/^Headers of the 2xx: .*x-request-id \(1 of \d+\)/m);
  });

  test.each([
    ["the create of a secret", 0, "POST"],
    ["the create of a connector", 2, "POST"],
    ["the create of a secret in a new connector", 3, "POST"],
    ["the delete of a connector", 2, "DELETE"],
  ])("cleans up if the response to %s is lost", async (_what, count, method) => {
    failAfter(count, method, { drop: "after" });
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
    failAfter(2, "PUT", { stall: true });
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
    failAfter(0, "DELETE", { status: 403 }, { status: 403 });
    const { code, output } = await start().end;
    expect(code).toBe(1);
    expect(output).toMatch(/Cleaned up\? NO .*what is named smoke_test_\w+ by hand/);
  });
});
