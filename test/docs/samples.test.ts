// Every sample that people read compiles and runs, against the fake API in the place of the real one.
import { execFile, spawnSync } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { samplesOf as samplesOfOperation } from "../../scripts/docs/samples.mjs";
import { operationsOf, readSpec } from "../../scripts/generate/spec.mjs";
import { createFakeApi, type FakeApi, type FakeApiOptions } from "../../src/testing/index.ts";
import {
  readProjectFile,
  readProse,
  runSample,
  samplesOf,
  typeErrorsOf,
} from "../support/samples.ts";

const ORIGIN = "https://api.supermetrics.com";
const TOKEN = "sample-credential-0123456789";
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
  start({ secrets: id === "createConnectorSecret" ? {} : { client_id: "old-value" }, logs: [LOG] });
}

function start(connector: Partial<FakeApiOptions["connectors"][number]>) {
  api = createFakeApi({
    connectors: [{ team_id: TEAM, connector_identifier: CONNECTOR, ...connector }],
    token: TOKEN,
  });
  placeholder = api.secrets(TEAM, CONNECTOR)[0]?.secret_placeholder ?? PLACEHOLDER;
  vi.stubGlobal("fetch", api.fetch);
}

function holds(want: Record<string, string>) {
  const stored = api.secrets(TEAM, CONNECTOR);
  expect(Object.fromEntries(stored.map((s) => [s.secret_name, s.secret_value]))).toEqual(want);
}

/** What the sample of an operation was meant to bring about. */
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
  /** What a sample of the prose does, by where it stands: what is stored before, and the check. */
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
    start({ secrets, logs: [LOG] });
    const tests: (() => unknown)[] = [];
    await runSample(source, { expect, test: (_: string, run: () => unknown) => tests.push(run) });
    for (const run of tests) await run();
    want();
  });

  test("the first sample of the README has at most ten lines, and stands within the first thirty", async () => {
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

/** `--json` came with curl 7.82. */
const hasCurl = spawnSync("curl", ["--help", "all"]).stdout?.includes("--json");

describe("shell", { timeout: 30_000 }, () => {
  const unfit = process.platform === "win32" ? " (skipped: it needs a POSIX shell)" : "";
  const curlUnfit = unfit || (hasCurl ? "" : " (skipped: there is no curl 7.82 or later)");

  beforeAll(async () => {
    const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
    const shim = join(folder, "connector-builder");
    await writeFile(shim, `#!/bin/sh\nexec "${process.execPath}" "${cli}" "$@"\n`);
    await chmod(shim, 0o755);
    // So that curl fails with an answer of 400 and more, with nothing added to the sample.
    await writeFile(join(folder, ".curlrc"), "fail\n");
  });

  /** Runs it as it is written, but for the server and the placeholder. */
  async function runShell(source: string, input: string) {
    const { url, close } = await api.listen();
    const env = {
      PATH: `${folder}${delimiter}${process.env.PATH}`,
      CURL_HOME: folder,
      SUPERMETRICS_API_KEY: TOKEN,
      SUPERMETRICS_BASE_URL: url,
      SUPERMETRICS_TEAM_ID: String(TEAM),
      SUPERMETRICS_CONNECTOR_IDENTIFIER: CONNECTOR,
    };
    const text = source.replaceAll(ORIGIN, url).replaceAll(PLACEHOLDER, placeholder);
    try {
      return await new Promise<string>((resolve, reject) => {
        const done = (error: Error | null, stdout: string, stderr: string) =>
          error ? reject(new Error(`${error.message}\n${stderr}`)) : resolve(stdout);
        const child = execFile("sh", ["-e", "-c", text], { cwd: folder, env }, done);
        child.stdin?.end(input);
      });
    } finally {
      await close();
    }
  }

  test.skipIf(unfit).each(labelled("Command line"))(
    `$id runs on the command line${unfit}`,
    async (sample) => {
      prepare(sample.id);
      // Nobody is there to ask.
      const source = sample.source.trimEnd() + (sample.method === "DELETE" ? " --yes" : "");
      await runShell(source, "my-super-secret-value\n");
      expectDone(sample);
    },
  );

  test.skipIf(curlUnfit).each(labelled("curl"))(
    `$id runs with curl${curlUnfit}`,
    async (sample) => {
      prepare(sample.id);
      const file = /^# (\w+\.json):((?:.*\n# )*.*)$/m.exec(sample.source);
      if (file)
        await writeFile(join(folder, file[1] ?? ""), (file[2] ?? "").replaceAll("\n# ", "\n"));
      await runShell(sample.source, "");
      expectDone(sample);
    },
  );

  test("every operation has a sample for TypeScript and for curl", () => {
    const count = operationsOf(spec).length;
    expect([labelled("TypeScript").length, labelled("curl").length]).toEqual([count, count]);
  });

  test("no sample puts the credential into an argument", () => {
    for (const { source } of [...labelled("curl"), ...labelled("Command line")]) {
      expect(source.split("<<EOF")[0]).not.toContain("$SUPERMETRICS_API_KEY");
    }
  });
});
