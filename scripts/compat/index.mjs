// npm run test:compat                     the packed package in every runtime, under every compiler,
//                                         and among what people put around it
// npm run test:compat -- --only node,next   in some of it
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { createProject, installed, pack } from "../support/project.mjs";
import { readArguments, run, ScriptError } from "../support/script.mjs";
import { serve } from "../support/serve.mjs";
import { CASES } from "./cases.mjs";
import { startServer } from "./server.mjs";

const ENVIRONMENT = {
  ...process.env,
  CI: "1",
  DENO_NO_UPDATE_CHECK: "1",
  DO_NOT_TRACK: "1",
  NEXT_TELEMETRY_DISABLED: "1",
  NODE_OPTIONS: "",
  NO_COLOR: "1",
};

await run(async () => {
  const { values } = readArguments({ options: { only: { type: "string" } } });
  const wanted = values.only?.split(",") ?? [""];
  const unknown = wanted.filter((each) => !CASES.some(({ name }) => name.startsWith(each)));
  if (unknown.length > 0) {
    const names = CASES.map(({ name }) => name).join(", ");
    throw new ScriptError(`--only ${unknown}: no such case. There are: ${names}`);
  }
  const { tarball, remove } = await pack();
  console.log("| case | result |\n| --- | --- |");
  for (const each of CASES.filter(({ name }) => wanted.some((start) => name.startsWith(start)))) {
    const output = await attempt(each, tarball).catch((error) => {
      // A case that cannot be run fails, too.
      process.exitCode = 1;
      console.error([error.stdout, error.stderr, error].join("\n").slice(-6000));
    });
    // Each test runner has its own words.
    const [count] = /(?<=\bpass )\d+|\d+(?= pass)/.exec(output ?? "") ?? [];
    const passed = count === undefined ? "passed" : `passed ${count} tests`;
    console.log(`| ${each.name} | ${output === undefined ? "failed" : passed} |`);
  }
  await remove();
});

/**
 * A project of its own for each: what one installs must not help another.
 * @param {import("./cases.mjs").Case} each @param {string} tarball
 * @returns {Promise<string>} what it printed
 */
async function attempt(
  { runtime = "node", version, packages, files, commands = [], run },
  tarball,
) {
  const { folder, remove } = await createProject(tarball, packages, files);
  const server = await startServer();
  try {
    // Nothing listens there any more. (Port 1 will not do: fetch itself refuses it.)
    const { url: nowhere, close } = await serve(() => {});
    await close();
    const setup = JSON.stringify({ runtime, control: server.url, nowhere });
    if (run) {
      const lines = await run(folder, setup);
      if (lines.length > 1) throw new Error(lines.join("\n"));
      return lines.join();
    }
    const tools = version && (await installed({ [runtime]: version }));
    const program = tools ? join(tools, "node_modules/.bin", runtime) : process.execPath;
    let output = "";
    for (const command of commands) {
      // A fresh fake for each.
      const init = { method: "POST", body: JSON.stringify({ token: "key" }) };
      const { url } = await (await fetch(`${server.url}/fake`, init)).json();
      const env = { ...ENVIRONMENT, COMPAT: setup, BASE_URL: url };
      const options = { cwd: folder, timeout: 600_000, env, maxBuffer: 1 << 24 };
      const { stdout, stderr } = await promisify(execFile)(program, command.split(" "), options);
      output += stdout + stderr;
    }
    return output;
  } finally {
    await server.close();
    await remove();
  }
}
