// Every sample of the README runs, against the fake API in the place of the real one.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createFakeApi, type FakeApi } from "../../src/testing/index.ts";
import { readProjectFile, runSample, samplesOf, typeErrorsOf } from "../support/samples.ts";

const TEAM = 936506;
const CONNECTOR = "T3S70";
const samples = samplesOf(await readProjectFile("README.md"), "ts");

/** What each sample does, in the order of the README. */
const DOES: [name: string, given: Record<string, string>, want: (api: FakeApi) => void][] = [
  [
    "the first sample stores the secret",
    {},
    (api) => holds(api, { client_id: "my-super-secret-value" }),
  ],
  [
    "withResponse() tells the count and the request quota",
    { a: "1", b: "2" },
    () => expect(printed()).toEqual([[2, undefined, undefined]]),
  ],
  [
    "client.http calls an operation by its path",
    { a: "1", b: "2" },
    () => expect(printed()).toEqual([[200, 2]]),
  ],
  [
    "rotating keeps the placeholder",
    { client_secret: "old" },
    (api) => {
      holds(api, { client_secret: "the-new-value" });
      expect(api.requests.map(({ method }) => method)).toEqual(["GET", "PUT"]);
    },
  ],
  [
    "pushing a set creates and overwrites",
    { client_id: "old" },
    (api) => {
      holds(api, { client_id: "an-id", client_secret: "a-secret" });
      expect(printed()).toEqual([
        ["update", "client_id", "done"],
        ["create", "client_secret", "done"],
      ]);
    },
  ],
  [
    "an aborted call rejects with the reason of the signal",
    {},
    () => expect(printed()).toEqual([["the page was left"]]),
  ],
  [
    "a conflict is handled",
    { client_id: "old" },
    () => expect(printed()).toEqual([["It is stored already:", "CONFLICT_ERROR"]]),
  ],
  [
    "a logger gets one event per attempt",
    {},
    () =>
      expect(printed()).toEqual([
        [
          {
            operation: "listConnectorSecrets",
            method: "GET",
            url: expect.stringMatching(/^https:\/\/api\.supermetrics\.com\/v1\//),
            attempt: 1,
            duration: expect.any(Number),
            status: 200,
          },
        ],
      ]),
  ],
  ["the test of one's own code passes", {}, () => expect.hasAssertions()],
];

const console = {
  log: vi.spyOn(globalThis.console, "log"),
  error: vi.spyOn(globalThis.console, "error"),
};
const printed = () => [...console.log.mock.calls, ...console.error.mock.calls];

function holds(api: FakeApi, want: Record<string, string>) {
  const stored = api.secrets(TEAM, CONNECTOR);
  expect(Object.fromEntries(stored.map((s) => [s.secret_name, s.secret_value]))).toEqual(want);
}

describe("README samples", () => {
  beforeEach(() => {
    for (const method of Object.values(console)) method.mockReset().mockReturnValue();
    vi.stubEnv("SUPERMETRICS_API_KEY", "a-key");
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.unstubAllGlobals();
  });

  test("each has its place in the table", () => expect(samples).toHaveLength(DOES.length));

  test("each compiles", () => expect(typeErrorsOf(samples)).toEqual([]), 30_000);

  test("the first one has at most ten lines, and stands within the first thirty", async () => {
    const lines = (await readProjectFile("README.md")).split("\n");
    const start = lines.indexOf("```ts");
    const end = lines.indexOf("```", start);
    expect(end - start - 1).toBeLessThanOrEqual(10);
    expect(end).toBeLessThan(30);
  });

  test.each(DOES.map((row, index) => [...row, index] as const))(
    "%s",
    async (_, given, want, index) => {
      const connector = { team_id: TEAM, connector_identifier: CONNECTOR, secrets: given };
      const api = createFakeApi({ connectors: [connector] });
      vi.stubGlobal("fetch", api.fetch);
      const tests: (() => unknown)[] = [];
      await runSample(samples[index] ?? "", {
        expect,
        test: (_: string, run: () => unknown) => tests.push(run),
      });
      for (const run of tests) await run();
      want(api);
    },
  );

  test("the one for node:test is the one that test/testing runs", async () => {
    const run = await readProjectFile("test/testing/samples/rotate.mjs");
    const [sample] = samplesOf(await readProjectFile("README.md"), "js");
    expect(run.slice(run.indexOf("\n") + 1)).toBe(sample);
  });
});
