// Every sample that people read compiles and runs, against the fake API in the place of the real one.
import { execFile, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { samplesOf as samplesOfOperation } from "../../scripts/docs/samples.mjs";
import { operationsOf, readSpec } from "../../scripts/generate/spec.mjs";
import { createFakeApi, type FakeApi } from "../../src/testing/index.ts";
import { runHere, KEY as TOKEN } from "../support/cli.ts";
import {
  readProjectFile,
  readProse,
  runSample,
  samplesOf,
  typeErrorsOf,
} from "../support/samples.ts";

const ORIGIN = "https://api.supermetrics.com";
const PLACEHOLDER = "sec_a23f23d26";
const TEAM = 936506;
const CONNECTOR = "T3S70";
const LOG = { id: "123-foo", log_time: "2025-01-01T00:00:00Z" };

const spec = readSpec(await readProjectFile("openapi/openapi.yaml"));
const generated = operationsOf(spec).flatMap((found) =>
  samplesOfOperation(spec, found).map((sample) => ({
    ...sample,
    id: String(found.operation.operationId),
    method: found.method,
    path: found.path,
  })),
);
const labelled = (label: string) => generated.filter((sample) => sample.label === label);
const prose = [...(await readProse())].flatMap(([name, text]) =>
  samplesOf(text, "ts|typescript").map((source, index) => ({
    title: `${name}, ${index + 1}`,
    source,
  })),
);

let api: FakeApi;
let placeholder: string;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "samples-"));
  await writeFile(join(folder, "logo.png"), "a logo");
  await writeFile(join(folder, "connector.json"), '{ "name": "A name", "description": "Words" }');
  await writeFile(join(folder, "configuration.json"), '{ "configuration_json": {} }');
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** The API, with what the samples of an operation work on. */
function prepare(id: string) {
  start(id === "createConnectorSecret" ? {} : { client_id: "old-value" });
}

function start(secrets: Record<string, string>) {
  const connector = { team_id: TEAM, connector_identifier: CONNECTOR, secrets, logs: [LOG] };
  api = createFakeApi({ connectors: [connector], token: TOKEN });
  placeholder = api.secrets(TEAM, CONNECTOR)[0]?.secret_placeholder ?? PLACEHOLDER;
  vi.stubGlobal("fetch", api.fetch);
}

function holds(want: Record<string, string>) {
  const stored = api.secrets(TEAM, CONNECTOR);
  expect(Object.fromEntries(stored.map((s) => [s.secret_name, s.secret_value]))).toEqual(want);
}

/** What the sample of an operation should do. */
function expectDone({ id, method, path }: { id: string; method: string; path: string }) {
  const [request] = api.requests;
  const pattern = new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`);
  expect(request?.method).toBe(method);
  expect(request?.path.split("?")[0]).toMatch(pattern);
  if (id === "deleteConnectorSecret") holds({});
  if (/^(create|update)ConnectorSecret$/.test(id)) holds({ client_id: "my-super-secret-value" });
}

describe("TypeScript", () => {
  const printed = () => [
    ...vi.mocked(console.log).mock.calls,
    ...vi.mocked(console.error).mock.calls,
  ];

  beforeEach(() => {
    vi.stubEnv("SUPERMETRICS_API_KEY", TOKEN);
    vi.spyOn(console, "log").mockReturnValue();
    vi.spyOn(console, "error").mockReturnValue();
  });

  test("every sample compiles", () => {
    const sources = [...labelled("TypeScript"), ...prose].map(({ source }) => source);
    expect(typeErrorsOf(sources)).toEqual([]);
  }, 120_000);

  test.each(labelled("TypeScript"))("$id runs", async (sample) => {
    prepare(sample.id);
    // A sample that reads a file reads it where it is run.
    const source = sample.source.replace("logo.png", `${folder}/logo.png`.replaceAll("\\", "/"));
    await runSample(source.replaceAll(PLACEHOLDER, placeholder));
    expectDone(sample);
  });

  const print = (...lines: unknown[][]) => expect(printed()).toEqual(lines);
  const OLD = { client_id: "old" };
  const TWO = { a: "1", b: "2" };
  const NEW = { client_id: "my-super-secret-value" };
  /** What a sample of the prose does, by its place: what is stored before, and the check. */
  const DOES: Record<string, [before: Record<string, string>, check: () => void]> = {
    "README.md, 1": [{}, () => holds(NEW)],
    "README.md, 2": [
      {},
      () => {
        const { 0: created, [api.requests.length - 1]: last } = api.requests;
        expect([created?.method, last?.method]).toEqual(["POST", "GET"]);
        const put = api.requests.find(({ method }) => method === "PUT");
        expect(JSON.stringify(put?.body)).toMatch(/\{\{ secrets\.sec_\w+ \}\}/);
      },
    ],
    "README.md, 3": [OLD, () => print(["ConflictError", "not_applied"])],
    "openapi/guides/install.md, 1": [{}, () => holds(NEW)],
    "openapi/guides/install.md, 2": [TWO, () => print([200, 2])],
    "openapi/guides/options.md, 1": [TWO, () => print([2, undefined, undefined])],
    "openapi/guides/options.md, 2": [{}, () => print(["navigated away"])],
    "openapi/guides/options.md, 3": [
      {},
      () => print([expect.objectContaining({ operation: "listConnectorSecrets", status: 200 })]),
    ],
    "openapi/guides/push-a-set-of-secrets.md, 1": [
      OLD,
      () => {
        holds({ client_id: "an-id", client_secret: "a-secret" });
        print(["update", "client_id", "done"], ["create", "client_secret", "done"]);
      },
    ],
    "openapi/guides/test-your-own-code.md, 1": [{}, () => expect.hasAssertions()],
    "openapi/guides/errors-and-outcomes.md, 1": [
      OLD,
      () => print(["It exists. Update it instead."]),
    ],
    "openapi/guides/rotation.md, 1": [
      OLD,
      () => {
        holds({ client_id: "my-new-secret-value" });
        expect(api.requests.map(({ method }) => method)).toEqual(["GET", "PUT"]);
      },
    ],
  };

  test("each sample that is expected to do something is there", () => {
    expect(prose.map(({ title }) => title)).toEqual(expect.arrayContaining(Object.keys(DOES)));
  });

  test.each(prose)("$title runs", async ({ title, source }) => {
    const [secrets, want] = DOES[title] ?? [
      {},
      () => expect(console.error, "nothing is said to have failed").not.toHaveBeenCalled(),
    ];
    start(secrets);
    const tests: (() => unknown)[] = [];
    await runSample(source, { expect, test: (_: string, run: () => unknown) => tests.push(run) });
    for (const run of tests) await run();
    want();
  });

  test("the first sample of the README has at most ten lines, within the first thirty", async () => {
    const lines = (await readProjectFile("README.md")).split("\n");
    const start = lines.indexOf("```ts");
    const end = lines.indexOf("```", start);
    expect(end - start - 1).toBeLessThanOrEqual(10);
    expect(end).toBeLessThan(30);
  });

  test("the sample for node:test is the one that test/testing runs", async () => {
    const run = await readProjectFile("test/testing/samples/rotate.mjs");
    const guide = await readProjectFile("openapi/guides/test-your-own-code.md");
    const [sample] = samplesOf(guide, "js");
    expect(run.slice(run.indexOf("\n") + 1)).toBe(sample);
  });
});

test.each(labelled("Command line"))("$id runs on the command line", async (sample) => {
  prepare(sample.id);
  const { url, close } = await api.listen();
  const source = sample.source.replaceAll(PLACEHOLDER, placeholder);
  const [, ...words] = Array.from(
    source.matchAll(/'([^']*)'|\S+/g),
    ([all, quoted]) => quoted ?? all,
  );
  // Nobody is there to ask.
  const args = sample.method === "DELETE" ? [...words, "--yes"] : words;
  const ran = await runHere(url, args, { cwd: folder, stdin: "my-super-secret-value\n" });
  expect(ran).toMatchObject({ code: 0 });
  expectDone(sample);
  await close();
});

/** `--json` came with curl 7.82. */
const hasCurl = spawnSync("curl", ["--help", "all"]).stdout?.includes("--json");
const unfit = process.platform === "win32" ? " (skipped: it needs a POSIX shell)" : "";
const curlUnfit = unfit || (hasCurl ? "" : " (skipped: there is no curl 7.82 or later)");

describe("curl", () => {
  let cwd: string;
  beforeAll(async () => {
    cwd = join(folder, "curl");
    await mkdir(cwd);
    // So that curl fails with a status of 400 and more, with nothing added to the sample.
    await writeFile(join(cwd, ".curlrc"), "fail\n");
    await writeFile(join(cwd, "logo.png"), "a logo");
  });

  test.skipIf(curlUnfit).each(labelled("curl"))(`$id runs${curlUnfit}`, async (sample) => {
    prepare(sample.id);
    const [, name, json] = /^# (\w+\.json):((?:.*\n# )*.*)$/m.exec(sample.source) ?? [];
    if (name) await writeFile(join(cwd, name), json?.replaceAll("\n# ", "\n") ?? "");
    const { url, close } = await api.listen();
    const text = sample.source.replaceAll(ORIGIN, url).replaceAll(PLACEHOLDER, placeholder);
    const env = { PATH: process.env.PATH, CURL_HOME: cwd, SUPERMETRICS_API_KEY: TOKEN };
    // A code other than 0 rejects.
    await promisify(execFile)("sh", ["-e", "-c", text], { cwd, env });
    expectDone(sample);
    await close();
  });

  test("no sample puts the credential into an argument", () => {
    for (const { source } of [...labelled("curl"), ...labelled("Command line")]) {
      expect(source.split("<<EOF")[0]).not.toContain("$SUPERMETRICS_API_KEY");
    }
  });
});

test("every method has a sample for TypeScript, and every operation one for curl", () => {
  const all = operationsOf(spec);
  const methods = all.filter(({ operation }) => operation["x-method"]);
  expect(labelled("TypeScript")).toHaveLength(methods.length);
  expect(labelled("curl")).toHaveLength(all.length);
});
