// npm run test:compat                     the packed package in every runtime, under every compiler,
//                                         and among what people put around it
// npm run test:compat -- --only node,next   in some of it
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { installed } from "../support/installed.mjs";
import { readArguments, run, ScriptError } from "../support/script.mjs";
import { serve } from "../support/serve.mjs";
import { CASES } from "./cases.mjs";
import { createProject, pack } from "./project.mjs";
import { startServer } from "./server.mjs";

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
  try {
    for (const each of CASES.filter(({ name }) => wanted.some((start) => name.startsWith(start)))) {
      // What was asked for has to run: not to run is to fail.
      const { result, failure } = await attempt(each, tarball);
      console.log(`| ${each.name} | ${result} |`);
      if (failure === undefined) continue;
      console.error(failure);
      process.exitCode = 1;
    }
  } finally {
    await remove();
  }
});

/**
 * A project of its own for each: what one brings must not help another.
 * @param {import("./cases.mjs").Case} given @param {string} tarball
 * @returns {Promise<{ result: string, failure?: string }>}
 */
async function attempt({ runtime = "node", packages, tool, program, files, ...rest }, tarball) {
  const project = await createProject(tarball, packages, files).catch(String);
  if (typeof project === "string") return { result: "not installed", failure: project };
  const { folder } = project;
  const server = await startServer(folder);
  try {
    const command = tool && program ? join(await installed(tool), "node_modules", program) : null;
    // Nothing listens there any more. (Port 1 will not do: fetch itself refuses it.)
    const { url: refused, close } = await serve(() => {});
    await close();
    const setup = { runtime, control: server.url, refused };
    if (rest.run) return { result: passedOf(await rest.run(folder, setup)) };
    const done = [];
    for (const args of rest.commands) {
      // A fresh fake for each command.
      const body = JSON.stringify({ token: "key" });
      const response = await fetch(`${server.url}/fake`, { method: "POST", body });
      const { url } = await response.json();
      const options = { cwd: folder, timeout: 300_000, env: environment(setup, url) };
      done.push(await execute(command ?? process.execPath, args.split(" "), options));
    }
    const failure = done.flatMap(({ ok, output }) => (ok ? [] : output.slice(-4000))).join("\n");
    if (failure) return { result: "failed", failure };
    return { result: passedOf(done.map(({ output }) => output).join("\n")) };
  } catch (error) {
    return { result: "failed", failure: String(error) };
  } finally {
    await server.close();
    await project.remove();
  }
}

/** @param {string} command @param {string[]} args @param {import("node:child_process").ExecFileOptions} options */
function execute(command, args, options) {
  return promisify(execFile)(command, args, { ...options, maxBuffer: 1 << 24 }).then(
    ({ stdout, stderr }) => ({ ok: true, output: `${stdout}${stderr}` }),
    ({ stdout, stderr, message }) => ({ ok: false, output: `${stdout}${stderr}${message}` }),
  );
}

/** @param {import("./cases.mjs").Setup} setup @param {string} url */
function environment(setup, url) {
  return {
    ...process.env,
    COMPAT: JSON.stringify(setup),
    BASE_URL: url,
    CI: "1",
    DENO_NO_UPDATE_CHECK: "1",
    DO_NOT_TRACK: "1",
    NEXT_TELEMETRY_DISABLED: "1",
    NODE_OPTIONS: "",
    NO_COLOR: "1",
  };
}

/** Each test runner has its own words. @param {string} output */
function passedOf(output) {
  const [, before, after] = /(?:\bpass (\d+))|(\d+) pass(?:ed)?\b/.exec(output) ?? [];
  return (before ?? after) ? `passed ${before ?? after} tests` : "passed";
}
