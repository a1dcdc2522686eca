// Somebody else's project: the packed package in it, and a compiler over it.
import { execFile } from "node:child_process";
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { npm } from "../support/installed.mjs";
import { ROOT } from "../support/script.mjs";

const run = promisify(execFile);

/**
 * @typedef {object} Consumer
 * @property {string} folder outside the tree: nothing of ours is found from there but the package
 * @property {string} tarball
 * @property {() => Promise<void>} remove
 */

/** Packs the package and installs it in an empty project. @returns {Promise<Consumer>} */
export async function createConsumer() {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "consumer-")));
  const pack = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
  const [{ filename }] = JSON.parse(await npm(pack, ROOT));
  const tarball = join(folder, filename);
  const manifest = { name: "consumer", private: true, type: "module" };
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
  const options = ["--no-audit", "--no-fund", "--prefer-offline", "--ignore-scripts"];
  const packages = [tarball, "@types/node@20.19.43"];
  await npm(["install", ...options, ...packages], folder);
  await writeFile(join(folder, "use.ts"), USE);
  return { folder, tarball, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** What a consumer writes: every entry, every method, the errors, the types. */
const USE = `
import {
  ApiError,
  type Client,
  type ClientOptions,
  ConflictError,
  createClient,
  type ErrorCode,
  type paths,
  type Secret,
  SupermetricsError,
  type SyncResult,
} from "supermetrics-connector-builder";
import { createFakeApi } from "supermetrics-connector-builder/testing";

const connector = { team_id: 936506, connector_identifier: "T3S70" };
const api = createFakeApi({ connectors: [connector], token: "token" });
const options: ClientOptions = { bearerToken: "token", fetch: api.fetch, maxRetries: 0 };
const client: Client = createClient(options);

export async function use(): Promise<SyncResult> {
  const { signal } = new AbortController();
  const params = { ...connector, secret_name: "client_id", secret_value: "value" };
  const { count, secrets } = await client.secrets.create(params, { signal });
  const first: Secret | undefined = secrets[0];
  const { data, response, rateLimit } = await client.secrets.list(connector).withResponse();
  const sum: number = count + data.count + response.status + (rateLimit.remaining ?? 0);
  if (first && sum > 0) {
    const { secret_placeholder } = first;
    const nothing: void = await client.secrets.update({
      ...connector,
      team_id: 936506n,
      secret_placeholder,
      secret_value: "new",
    });
    await client.secrets.delete({ ...connector, secret_placeholder });
    void nothing;
  }
  const path = "/v1/teams/{team_id}/connector_builder/connectors/{connector_identifier}/secrets";
  const key: keyof paths = path;
  const { data: listed } = await client.http.GET(path, { params: { path: connector } });
  void [key, listed?.count];
  try {
    await client.secrets.set(params);
  } catch (error) {
    if (error instanceof ConflictError) throw error;
    const code: ErrorCode | undefined = error instanceof ApiError ? error.code : undefined;
    if (error instanceof SupermetricsError) console.log(code, error.message);
  }
  return client.secrets.sync({ ...connector, secrets: { client_id: "value" }, prune: true });
}
`;

/** The settings under which the package has to type-check. */
export const MATRIX = ["nodenext", "node16", "bundler"].flatMap((moduleResolution) =>
  [["ES2022", "DOM"], ["ES2022"]].map((lib) => ({ moduleResolution, lib })),
);

/**
 * @param {Consumer} consumer
 * @param {string} typescript the folder of the compiler
 * @param {(typeof MATRIX)[number]} settings
 * @returns {Promise<string>} what the compiler complains about: nothing, when all is well
 */
export async function typeCheck({ folder }, typescript, { moduleResolution, lib }) {
  const name = `tsconfig.${moduleResolution}.${lib.length}.json`;
  const compilerOptions = {
    target: "ES2022",
    module: ["bundler", "node10"].includes(moduleResolution) ? "ESNext" : moduleResolution,
    moduleResolution,
    lib,
    types: ["node"],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    noEmit: true,
  };
  await writeFile(join(folder, name), JSON.stringify({ compilerOptions, files: ["use.ts"] }));
  const compiler = join(typescript, "bin", "tsc");
  try {
    await run(process.execPath, [compiler, "-p", name], { cwd: folder });
    return "";
  } catch (error) {
    const { stdout, message } = /** @type {{ stdout?: string, message: string }} */ (error);
    return stdout || message;
  }
}
