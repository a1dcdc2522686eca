// A push that prunes, typed at a real terminal, against the fake API.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { spawn } from "@lydell/node-pty";
import { createFakeApi } from "supermetrics-connector-builder/testing";
import { screenOf } from "./terminal.mjs";

const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
const COMMAND = "connector-secrets push .env --prune";
const CONNECTOR = { team_id: 936506, connector_identifier: "T3S70" };

/** @returns {Promise<import("./terminal.mjs").Cell[][]>} what the terminal shows at the end */
export async function recordPush() {
  const api = createFakeApi({
    connectors: [{ ...CONNECTOR, secrets: { client_id: "old", webhook_token: "old" } }],
  });
  const server = await api.listen();
  const cwd = await mkdtemp(join(tmpdir(), "push-"));
  await writeFile(join(cwd, ".env"), "client_id=an-id\nclient_secret=a-secret\n");
  try {
    const terminal = spawn(process.execPath, [CLI, ...COMMAND.split(" ").slice(1)], {
      cols: 100,
      rows: 24,
      cwd,
      env: {
        PATH: process.env.PATH,
        TERM: "xterm-256color",
        LANG: "C.UTF-8",
        SUPERMETRICS_API_KEY: "a-key",
        SUPERMETRICS_TEAM_ID: String(CONNECTOR.team_id),
        SUPERMETRICS_CONNECTOR_IDENTIFIER: CONNECTOR.connector_identifier,
        SUPERMETRICS_BASE_URL: server.url,
      },
    });
    let output = "";
    let isAnswered = false;
    terminal.onData((data) => {
      output += data;
      // It asks before it deletes.
      if (isAnswered || !/\?|\(y/i.test(output)) return;
      isAnswered = true;
      terminal.write("y\r");
    });
    const code = await new Promise((resolve) =>
      terminal.onExit(({ exitCode }) => resolve(exitCode)),
    );
    if (code !== 0) throw new Error(`The push failed:\n${output}`);
    return screenOf(`\u001b[1;32m$\u001b[0m \u001b[1m${COMMAND}\u001b[0m\r\n${output}`);
  } finally {
    await server.close();
    await rm(cwd, { recursive: true });
  }
}
