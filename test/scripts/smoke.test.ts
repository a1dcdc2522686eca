// `npm run smoke`, end to end over HTTP against the fake API.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createFakeApi, type FakeApi, type FakeServer } from "../../src/testing/index.ts";

const SMOKE = fileURLToPath(new URL("../../scripts/smoke/index.mjs", import.meta.url));
const TOKEN = "smoke-test-credential-0123456789";
const connector = { team_id: 936506, connector_identifier: "T3S70" };

let api: FakeApi;
let server: FakeServer;

beforeEach(async () => {
  api = createFakeApi({ connectors: [{ ...connector, secrets: { kept: "k" } }], token: TOKEN });
  server = await api.listen();
});
afterEach(() => server.close());

function start(env: Record<string, string> = {}) {
  const settings = {
    SUPERMETRICS_API_KEY: TOKEN,
    SUPERMETRICS_TEAM_ID: String(connector.team_id),
    SUPERMETRICS_CONNECTOR_IDENTIFIER: connector.connector_identifier,
    SUPERMETRICS_BASE_URL: server.url,
  };
  const child = spawn(process.execPath, [SMOKE], {
    env: { PATH: process.env.PATH, ...settings, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
  const end = once(child, "close").then(([code]) => ({ code, output }));
  return { child, end };
}

const names = () =>
  api
    .secrets(connector.team_id, connector.connector_identifier)
    .map(({ secret_name }) => secret_name);

describe("npm run smoke", { timeout: 30_000 }, () => {
  test("without the variables, it says so and ends well", async () => {
    const { code, output } = await start({ SUPERMETRICS_API_KEY: "" }).end;
    expect(code).toBe(0);
    expect(output).toContain("Nothing was tried: set SUPERMETRICS_API_KEY");
    expect(api.requests).toEqual([]);
  });

  test("walks list, create, update and delete, and leaves nothing behind", async () => {
    const { code, output } = await start().end;
    expect(output).toContain("| update | 204 | yes |");
    expect(code).toBe(0);
    expect(api.requests.map(({ method }) => method).join(" ")).toBe(
      "GET POST POST PUT GET DELETE GET GET",
    );
    expect(names()).toEqual(["kept"]);

    // It answers the open questions in its report.
    expect(output).toContain("Is 409 keyed on the name? Yes");
    expect(output).toMatch(/Headers of a 2xx: .*`content-type`/);
    expect(output).toMatch(/`X-Request-Id` on a 2xx\? (Yes|No)/);
    expect(output).toContain("Cleaned up? Yes");

    // It prints neither the credential nor a value.
    const values = api.requests
      .map(({ body }) => /"secret_value":"([^"]+)"/.exec(JSON.stringify(body ?? ""))?.[1])
      .filter((value) => value !== undefined);
    expect(values).toHaveLength(3);
    for (const value of [TOKEN, ...values]) expect(output).not.toContain(value);
  });

  test.each([
    ["the update fails", [{}, {}, {}, { status: 500 }]],
    ["the create is applied and its answer lost", [{}, { drop: "after" as const }]],
  ])("cleans up when %s", async (_what, faults) => {
    api.failNext(...faults);
    const { code, output } = await start().end;
    expect(code).toBe(1);
    expect(output).toContain("of 1 left over");
    expect(names()).toEqual(["kept"]);
  });

  test("cleans up on Ctrl-C", async () => {
    api.failNext({}, {}, {}, { stall: true });
    const { child, end } = start();
    await expect.poll(() => api.requests.at(-1)?.method, { timeout: 5000 }).toBe("PUT");
    child.kill("SIGINT");
    const { code, output } = await end;
    expect(code).toBe(130);
    expect(output).toContain("of 1 left over");
    expect(names()).toEqual(["kept"]);
  });

  test("names what is left to delete by hand when the clean-up fails, too", async () => {
    const gone = { status: 403 };
    api.failNext({}, {}, gone, gone, gone, gone);
    const { code, output } = await start().end;
    expect(code).toBe(1);
    expect(output).toMatch(/Cleaned up\? NO .* named smoke_test_\w+ by hand/);
  });
});
