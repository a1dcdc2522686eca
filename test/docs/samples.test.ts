// Every sample of the contract does what it says, against the fake API.
import { execFile, spawnSync } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createFakeApi, type FakeApi } from "../../src/testing/index.ts";
import { contract, type Operation, operations } from "../support/contract.ts";
import { runSample, samplesOf, typeErrorsOf } from "../support/samples.ts";

const ORIGIN = "https://api.supermetrics.com";
const TOKEN = "sample-credential-0123456789";
const PLACEHOLDER = "sec_a23f23d26";
const connector = { team_id: 936506, connector_identifier: "T3S70" };

interface Sample {
  readonly label: string;
  readonly source: string;
}

const listedOf = (operation: Operation) => (operation["x-codeSamples"] ?? []) as Sample[];

const samples = Object.entries(operations).flatMap(([call, operation]) => {
  const id = operation.operationId;
  return listedOf(operation).map((sample) => ({ call, id, ...sample }));
});
const labelled = (label: string) => samples.filter((sample) => sample.label === label);
const { description } = contract.info as { description: string };
const guides = samplesOf(description, "typescript");

let api: FakeApi;
let placeholder: string;

beforeEach(() => {
  api = createFakeApi({ connectors: [connector], token: TOKEN });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

/** `--json` came with curl 7.82. */
function reasonAgainstCurl(): string {
  const { stdout } = spawnSync("curl", ["--version"], { encoding: "utf8" });
  const [, major, minor] = /^curl (\d+)\.(\d+)/.exec(stdout ?? "") ?? [];
  const enough = Number(major) > 7 || (Number(major) === 7 && Number(minor) >= 82);
  return enough ? "" : " (skipped: there is no curl 7.82 or later)";
}

/** A secret to update or delete, where the sample does not make one. */
async function prepare(id: string) {
  const stored = id === "createConnectorSecret" ? {} : { client_id: "old-value" };
  api = createFakeApi({ connectors: [{ ...connector, secrets: stored }], token: TOKEN });
  placeholder =
    api.secrets(connector.team_id, connector.connector_identifier)[0]?.secret_placeholder ??
    PLACEHOLDER;
}

/** What the sample was meant to bring about. */
function expectDone(id: string, call: string) {
  const [method] = call.split(" ");
  expect(api.requests.map((request) => request.method)).toContain(method);
  const values = api
    .secrets(connector.team_id, connector.connector_identifier)
    .map(({ secret_name, secret_value }) => [secret_name, secret_value]);
  const wanted: Record<string, string[][]> = {
    listConnectorSecrets: [["client_id", "old-value"]],
    createConnectorSecret: [["client_id", "my-super-secret-value"]],
    updateConnectorSecret: [["client_id", "my-new-secret-value"]],
    deleteConnectorSecret: [],
  };
  expect(values).toEqual(wanted[id]);
}

test.each(Object.values(operations))(
  "$operationId has a sample for TypeScript, the command line and curl, in this order",
  (operation) => {
    const labels = listedOf(operation).map(({ label }) => label);
    expect(labels, `x-codeSamples of ${operation.operationId}`).toEqual([
      "TypeScript",
      "Command line",
      "curl",
    ]);
  },
);

describe("TypeScript", { timeout: 30_000 }, () => {
  beforeEach(() => {
    vi.stubGlobal("fetch", (...args: Parameters<typeof fetch>) => api.fetch(...args));
    vi.stubEnv("SUPERMETRICS_API_KEY", TOKEN);
    vi.spyOn(console, "log").mockImplementation(() => {});
    vi.spyOn(console, "error").mockImplementation(() => {});
  });

  test("every sample and guide compiles", () => {
    const sources = [...labelled("TypeScript").map(({ source }) => source), ...guides];
    expect(sources.length).toBeGreaterThan(8);
    expect(typeErrorsOf(sources)).toEqual([]);
  }, 60_000);

  test.each(labelled("TypeScript"))("$id runs", async ({ id, call, source }) => {
    await prepare(id);
    await runSample(source.replaceAll(PLACEHOLDER, placeholder));
    expectDone(id, call);
  });

  test.each(guides.map((source, index) => [index + 1, source] as const))(
    "guide sample %i runs",
    async (_number, source) => {
      await runSample(source);
      expect(console.error).not.toHaveBeenCalled();
    },
  );

  test("the guide to errors tells a conflict", async () => {
    await prepare("updateConnectorSecret");
    const sample = guides.find((source) => source.includes("ConflictError"));
    await runSample(sample ?? "");
    expect(console.error).toHaveBeenCalledWith("It exists. Update it instead.");
  });
});

describe("shell", { timeout: 30_000 }, () => {
  let folder: string;
  const unfit = process.platform === "win32" ? " (skipped: it needs a POSIX shell)" : "";
  const curlUnfit = unfit || reasonAgainstCurl();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "samples-"));
    const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
    const shim = join(folder, "connector-secrets");
    await writeFile(shim, `#!/bin/sh\nexec "${process.execPath}" "${cli}" "$@"\n`);
    await chmod(shim, 0o755);
    return () => rm(folder, { recursive: true });
  });

  /** Runs it as it is written, but for the server and the placeholder. */
  async function runShell(source: string, input: string) {
    const { url, close } = await api.listen();
    const env = {
      PATH: `${folder}${delimiter}${process.env.PATH}`,
      SUPERMETRICS_API_KEY: TOKEN,
      SUPERMETRICS_BASE_URL: url,
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
    async ({ id, call, source }) => {
      await prepare(id);
      const value =
        id === "createConnectorSecret" ? "my-super-secret-value" : "my-new-secret-value";
      await runShell(source, `${value}\n`);
      expectDone(id, call);
    },
  );

  test.skipIf(curlUnfit).each(labelled("curl"))(
    `$id runs with curl${curlUnfit}`,
    async ({ id, call, source }) => {
      await prepare(id);
      const [, json] = /^# secret\.json: (.*)$/m.exec(source) ?? [];
      if (json) await writeFile(join(folder, "secret.json"), json);
      await runShell(source, "");
      expectDone(id, call);
    },
  );

  test("no sample puts the credential into an argument", () => {
    for (const { source } of [...labelled("curl"), ...labelled("Command line")]) {
      const [commands] = source.split("<<EOF");
      expect(commands).not.toContain("$SUPERMETRICS_API_KEY");
    }
  });
});
