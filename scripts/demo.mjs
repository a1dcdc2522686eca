// npm run demo: a connector is set up, an answer gets lost, and nothing is stored twice. Nothing leaves
// this machine: the API is the fake of ./testing.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { styleText } from "node:util";
import { createClient } from "supermetrics-connector-builder";
import { createFakeApi } from "supermetrics-connector-builder/testing";
import { readArguments, run } from "./support/script.mjs";

const CLI = fileURLToPath(new URL("../dist/cli.js", import.meta.url));
const KEY = "a-demo-api-key";
const TEAM = 936506;

await run(async () => {
  readArguments();
  const api = createFakeApi({
    connectors: [{ team_id: TEAM, connector_identifier: "other" }],
    token: KEY,
  });
  const server = await api.listen();
  const folder = await mkdtemp(join(tmpdir(), "connector-builder-"));
  const file = join(folder, ".env");
  await writeFile(file, "client_id=a-demo-id\nclient_secret=a-demo-secret\n");
  try {
    await tell(api, createClient({ apiKey: KEY, baseUrl: server.url }), server.url, file);
  } finally {
    await server.close();
    await rm(folder, { recursive: true });
  }
  console.log(
    "\nNext: npm run fake to practise on, npm run docs for the reference, npm test for the proof.\n",
  );
});

/**
 * @param {import("supermetrics-connector-builder/testing").FakeApi} api @param {ReturnType<typeof createClient>} client
 * @param {string} url @param {string} file
 */
async function tell(api, client, url, file) {
  heading("1. A connector is made");
  code("const { connector_identifier } = await client.connectors.create({ team_id, title })");
  const made = await client.connectors.create({ team_id: TEAM, title: "Demo Connector" });
  const connector_identifier = made.connector_identifier ?? "";
  const connector = { team_id: TEAM, connector_identifier };
  told(`${made.name}: ${connector_identifier}`);
  /** @param {string[]} args */
  const command = (...args) => type(args, url, connector_identifier, file);

  heading("2. Its secrets are pushed from a .env, and one answer gets lost");
  // A push looks at the list twice: for the plan, and again before it writes.
  api.failNext({}, {}, { drop: "after" });
  await command("secrets", "push", file);
  note(
    "The server stored client_id, but its answer never came. Push again: it goes on from what it finds.",
  );
  await command("secrets", "push", file);
  await command("secrets", "list");

  heading("3. The configuration refers to them: saving it publishes it");
  const { secrets } = await client.secrets.list(connector);
  const [id, secret] = secrets.map(
    ({ secret_placeholder }) => `{{ secrets.${secret_placeholder} }}`,
  );
  code("const { configuration } = await client.connectors.get(connector)");
  const { configuration } = await client.connectors.get(connector);
  const configuration_json = { ...configuration?.configuration_json, login: { id, secret } };
  code("await client.connectors.update({ ...connector, configuration: { configuration_json } })");
  await client.connectors.update({ ...connector, configuration: { configuration_json } });
  told(`"login": ${JSON.stringify({ id, secret })}`);

  heading("4. Is everything that it refers to stored?");
  await command("secrets", "check");

  heading("5. One secret is removed, and check reports it");
  await command("secrets", "delete", "--name", "client_secret", "--yes");
  await command("secrets", "check");
}

/** Types a command and shows what it prints. @param {string[]} args @param {string} url @param {string} connector @param {string} file */
async function type(args, url, connector, file) {
  console.log(styleText("green", `  $ connector-builder ${args.join(" ").replace(file, ".env")}`));
  const child = spawn(process.execPath, [CLI, ...args, "--output", "table"], {
    env: {
      ...process.env,
      SUPERMETRICS_API_KEY: KEY,
      SUPERMETRICS_TEAM_ID: String(TEAM),
      SUPERMETRICS_CONNECTOR_IDENTIFIER: connector,
      SUPERMETRICS_BASE_URL: url,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => (output += text));
  }
  const [exitCode] = await once(child, "close");
  told(output.replaceAll(file, ".env").trimEnd());
  console.log(styleText("dim", `    exit code ${exitCode}\n`));
}

/** @param {string} text */
function heading(text) {
  console.log(`\n${styleText("bold", text)}\n`);
}
/** @param {string} text */
function code(text) {
  console.log(styleText("cyan", `  ${text}`));
}
/** @param {string} text */
function note(text) {
  console.log(`  ${text}\n`);
}
/** @param {string} text */
function told(text) {
  console.log(styleText("dim", text.replace(/^/gm, "    ")));
}
