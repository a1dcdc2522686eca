// npm run demo: the day of a connector's author, on the command line. Nothing leaves this machine: the
// API is the fake of ./testing.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { styleText } from "node:util";
import { createFakeApi } from "supermetrics-connector-builder/testing";
import { readArguments, run } from "./support/script.mjs";

const CLI = fileURLToPath(new URL("../dist/cli.js", import.meta.url));
const KEY = "a-demo-api-key";
const LOGIN = { id: "{{ secrets.client_id }}", secret: "{{ secrets.client_secret }}" };
const logs = ["auth.login", "report.fetch", "report.fetch"].map((event, index) => {
  const log_time = `2026-01-01T09:00:0${index}Z`;
  return { id: `log-${index}`, log_time, status: 200, event, request: "GET /orders" };
});

await run(async () => {
  readArguments();
  const live = { team_id: 936506, connector_identifier: "LIVE1", name: "Orders", logs };
  const api = createFakeApi({ connectors: [live], token: KEY });
  const server = await api.listen();
  const folder = await mkdtemp(join(tmpdir(), "connector-builder-"));
  try {
    await tellStory(api, server.url, folder);
  } finally {
    await server.close();
    await rm(folder, { recursive: true });
  }
  console.log("\nNext: npm run fake to practise on, npm run docs for the reference.\n");
});

/** @param {import("supermetrics-connector-builder/testing").FakeApi} api @param {string} url @param {string} folder */
async function tellStory(api, url, folder) {
  /** @param {string} line */
  const type = (line) => typeCommand(line, url, folder);
  /** @param {string} name @param {string} text */
  const save = (name, text) => writeFile(join(folder, name), text);
  await save(".team-id", "936506\n");
  await save(".env", "client_id=a-demo-id\nclient_secret=a-demo-secret\n");
  await save("token.txt", "a-demo-token\n");

  heading("1. A new connector. The folder keeps its identifier in .ds-id, beside .team-id, .env");
  const created = await type("connectors create --title Orders-test");
  await save(".ds-id", /connector_identifier\s+(\w+)/.exec(created)?.[1] ?? "");
  await type("secrets push .env");

  heading("2. Its configuration becomes a file, which refers to secrets by name");
  await type("configuration pull config.json");
  const configuration = JSON.parse(await readFile(join(folder, "config.json"), "utf8"));
  const login = { ...LOGIN, refresh: "{{ secrets.refresh_token }}" };
  await save("config.json", JSON.stringify({ ...configuration, login }, undefined, 2));
  console.log("  Edited: config.json has a login now.\n");
  await type("configuration diff config.json");

  heading("3. A secret is missing: nothing is published");
  await type("configuration publish config.json");
  await type("secrets set refresh_token --from-file token.txt");

  heading("4. The response to the next publish gets lost on its way");
  api.failNext({ method: "PUT", drop: "after" });
  await type("configuration publish config.json");

  heading("5. The same file serves the live connector, whose placeholders differ");
  await type("secrets push .env --connector-identifier LIVE1");
  await type("secrets set refresh_token --from-file token.txt --connector-identifier LIVE1");
  await type("configuration publish config.json --connector-identifier LIVE1");

  heading("6. Its log, until Ctrl-C");
  await type("logs follow --connector-identifier LIVE1");
}

/** Types a command, and returns what it prints. @param {string} line @param {string} url @param {string} cwd */
async function typeCommand(line, url, cwd) {
  console.log(styleText("green", `  $ connector-builder ${line}`));
  const { SUPERMETRICS_TEAM_ID, SUPERMETRICS_CONNECTOR_IDENTIFIER, ...rest } = process.env;
  const env = { ...rest, SUPERMETRICS_API_KEY: KEY, SUPERMETRICS_BASE_URL: url };
  const isEndless = line.startsWith("logs follow");
  const args = [CLI, ...line.split(" "), ...(isEndless ? [] : ["--output", "table"])];
  // A terminal would not show the rows of what has been written, either.
  const stdout = /^(secrets|configuration p)/.test(line) ? "ignore" : "pipe";
  const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", stdout, "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text) => {
      output += text;
      if (isEndless && output.includes(String(logs.at(-1)?.id))) child.kill("SIGINT");
    });
  }
  const [exitCode] = await once(child, "close");
  const shown = `${output.trimEnd()}\nexit code ${exitCode}\n`;
  console.log(styleText("dim", shown.replace(/^(?=.)/gm, "    ")));
  return output;
}

/** @param {string} text */
function heading(text) {
  console.log(`\n${styleText("bold", text)}\n`);
}
