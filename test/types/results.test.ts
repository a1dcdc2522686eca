// npm run test:runtimes                            the built package in every runtime
// npm run test:runtimes -- --only node,chromium    in some of them
import { createServer } from "node:net";
import { parseArgs } from "node:util";
import { runBun, runDeno, runNode } from "./runtimes/command-line.mjs";
import { startServer } from "./runtimes/server.mjs";
import { BUN, DENO, NODES, WORKERD } from "./runtimes/versions.mjs";

/**
 * @typedef {object} Runtime
 * @property {string} name
 * @property {import("./runtimes/command-line.mjs").Runner} run
 * @property {boolean} browser
 * @property {boolean} tellsRefusal
 */

/** @type {Runtime[]} */
const RUNTIMES = [
  ...NODES.map((version) => ({
    name: `node ${version}`,
    run: runNode(version),
    browser: false,
    tellsRefusal: true,
  })),
  {
    name: "chromium",
    // Loaded when it is wanted: the others do without the browser's driver.
    run: async (setup) => (await import("./runtimes/browser.mjs")).runChromium(setup),
    browser: true,
    tellsRefusal: false,
  },
  { name: `bun ${BUN.bun}`, run: runBun, browser: false, tellsRefusal: true },
  { name: `deno ${DENO.deno}`, run: runDeno, browser: false, tellsRefusal: true },
  {
    name: `workerd ${WORKERD.workerd}`,
    run: async (setup) => (await import("./runtimes/workerd.mjs")).runWorkerd(setup),
    browser: false,
    tellsRefusal: false,
  },
];

/** A port that was free a moment ago. (Port 1 will not do: fetch refuses it itself.) */
async function refusedOrigin() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (!address || typeof address === "string") throw new Error("no port is free");
  return `http://127.0.0.1:${address.port}`;
}

/** @param {Runtime} runtime @returns {Promise<{ summary: string, failures: string[] }>} */
async function accept({ run, browser, tellsRefusal }) {
  const server = await startServer();
  try {
    const refused = await refusedOrigin();
    const results = await run({ url: server.url, refused, browser, tellsRefusal });
    const failed = results.filter(({ error }) => error !== undefined);
    return {
      summary: `${results.length - failed.length} of ${results.length} passed`,
      failures: failed.map(({ name, error }) => `${name}: ${error}`),
    };
  } catch (error) {
    // Not counted as passed: what was asked for has to run.
    return { summary: "did not run", failures: [String(error)] };
  } finally {
    await server.close();
  }
}

const { values } = parseArgs({ options: { only: { type: "string" } } });
const wanted = values.only?.split(",");
const selected = RUNTIMES.filter(
  ({ name }) => !wanted || wanted.some((each) => `${name} `.startsWith(`${each} `)),
);
if (selected.length === 0) throw new Error(`--only ${values.only}: no such runtime`);

console.log("| runtime | result |\n| --- | --- |");
for (const runtime of selected) {
  const { summary, failures } = await accept(runtime);
  console.log(`| ${runtime.name} | ${summary} |`);
  for (const failure of failures) console.error(`  ${runtime.name}: ${failure}`);
  if (failures.length > 0) process.exitCode = 1;
}
