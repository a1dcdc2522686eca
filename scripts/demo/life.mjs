// create → list → set → push → delete: each as a call and as a command, on a connector of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { styleText } from "node:util";
import { createClient } from "supermetrics-connector-builder";
import { createFakeApi } from "supermetrics-connector-builder/testing";
import { indent, table } from "./print.mjs";

const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const KEY = "a-demo-api-key";
const TEAM = 936506;
const LIBRARY = { team_id: TEAM, connector_identifier: "by_library" };
const COMMAND = { team_id: TEAM, connector_identifier: "by_command" };

export async function showLife() {
  const api = createFakeApi({ connectors: [LIBRARY, COMMAND], token: KEY });
  const server = await api.listen();
  const folder = await mkdtemp(join(tmpdir(), "connector-secrets-"));
  const file = join(folder, ".env");
  await writeFile(file, "client_id=an-id\nclient_secret=a-secret\n");
  try {
    console.log(styleText("dim", indent(sideBySide("called", "typed"))).concat("\n"));
    for (const step of STEPS) await show(step, api, server.url, file);
  } finally {
    await server.close();
    await rm(folder, { recursive: true });
  }
}

/**
 * @typedef {ReturnType<typeof createClient>["secrets"]} Secrets
 * @typedef {object} Step
 * @property {string} code as a reader would write it
 * @property {(secrets: Secrets, placeholder: string) => Promise<unknown>} call
 * @property {string} command as a reader would type it
 * @property {(placeholder: string, file: string) => string[]} args
 * @property {string} [input]
 */

/** @type {Step[]} */
const STEPS = [
  {
    code: 'create({ …, secret_name: "client_id", secret_value })',
    call: (secrets) =>
      secrets.create({ ...LIBRARY, secret_name: "client_id", secret_value: "the-first-value" }),
    command: "create client_id < value.txt",
    args: () => ["create", "client_id"],
    input: "the-first-value\n",
  },
  {
    code: "list({ … })",
    call: (secrets) => secrets.list(LIBRARY),
    command: "list",
    args: () => ["list"],
  },
  {
    code: 'set({ …, secret_name: "client_id", secret_value })',
    call: (secrets) =>
      secrets.set({ ...LIBRARY, secret_name: "client_id", secret_value: "the-second-value" }),
    command: "set client_id < value.txt",
    args: () => ["set", "client_id"],
    input: "the-second-value\n",
  },
  {
    code: "sync({ …, secrets: { client_id, client_secret } })",
    call: (secrets) =>
      secrets.sync({ ...LIBRARY, secrets: { client_id: "an-id", client_secret: "a-secret" } }),
    command: "push .env",
    args: (_placeholder, file) => ["push", file],
  },
  {
    code: "delete({ …, secret_placeholder })",
    call: (secrets, secret_placeholder) => secrets.delete({ ...LIBRARY, secret_placeholder }),
    command: "delete sec_… --yes",
    args: (placeholder) => ["delete", placeholder, "--yes"],
  },
];

/**
 * @param {Step} step
 * @param {ReturnType<typeof createFakeApi>} api
 * @param {string} baseUrl
 * @param {string} file
 */
async function show(step, api, baseUrl, file) {
  /** @param {typeof LIBRARY} connector */
  const stored = ({ team_id, connector_identifier }) => api.secrets(team_id, connector_identifier);
  const { secrets } = createClient({ apiKey: KEY, baseUrl });
  await step.call(secrets, stored(LIBRARY)[0]?.secret_placeholder ?? "");
  await run(step.args(stored(COMMAND)[0]?.secret_placeholder ?? "", file), baseUrl, step.input);
  console.log(`  ${styleText("cyan", `await client.secrets.${step.code}`)}`);
  console.log(`  ${styleText("green", `$ connector-secrets ${step.command}`)}`);
  console.log(
    `${styleText("dim", indent(sideBySide(table(stored(LIBRARY)), table(stored(COMMAND)))))}\n`,
  );
}

/** @param {string} left @param {string} right */
function sideBySide(left, right) {
  const others = right.split("\n");
  return left
    .split("\n")
    .map((line, index) => `${line.padEnd(36)}${others[index] ?? ""}`)
    .join("\n");
}

/** @param {string[]} args @param {string} baseUrl @param {string} [input] */
async function run(args, baseUrl, input) {
  const child = spawn(process.execPath, [CLI, ...args], {
    env: {
      ...process.env,
      SUPERMETRICS_API_KEY: KEY,
      SUPERMETRICS_TEAM_ID: String(TEAM),
      SUPERMETRICS_CONNECTOR_IDENTIFIER: COMMAND.connector_identifier,
      SUPERMETRICS_BASE_URL: baseUrl,
    },
    stdio: ["pipe", "ignore", "pipe"],
  });
  child.stdin.end(input);
  let complaint = "";
  child.stderr.on("data", (text) => {
    complaint += text;
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`connector-secrets ${args[0]} failed:\n${complaint}`);
}
