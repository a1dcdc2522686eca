// npm run test:runtimes                            the built package in every runtime
// npm run test:runtimes -- --only node,chromium    in some of them
// npm run test:runtimes -- --only typescript       its types, under every compiler
import { createServer } from "node:net";
import { join } from "node:path";
import { fail, readArguments } from "./arguments.mjs";
import { runBun, runDeno, runNode } from "./runtimes/command-line.mjs";
import { createConsumer, MATRIX, typeCheck } from "./runtimes/consumer.mjs";
import { installed } from "./runtimes/installed.mjs";
import { startServer } from "./runtimes/server.mjs";
import { BUN, DENO, NODES, TYPESCRIPTS, WORKERD } from "./runtimes/versions.mjs";

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

/** @typedef {{ summary: string, failures: string[] }} Verdict */

/** @param {Runtime} runtime @returns {Promise<Verdict>} */
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
  } finally {
    await server.close();
  }
}

/** The packed types in a strict project. @param {string} version @returns {Promise<Verdict>} */
async function typeCheckWith(version) {
  const folder = await installed({ typescript: version });
  const consumer = await createConsumer();
  try {
    /** @type {string[]} */
    const failures = [];
    for (const settings of MATRIX) {
      const said = await typeCheck(consumer, join(folder, "node_modules", "typescript"), settings);
      if (said) failures.push(`${settings.moduleResolution}, ${settings.lib}: ${said}`);
    }
    const passed = MATRIX.length - failures.length;
    return { summary: `${passed} of ${MATRIX.length} settings passed`, failures };
  } finally {
    await consumer.remove();
  }
}

const CHECKS = [
  ...RUNTIMES.map((runtime) => ({ name: runtime.name, check: () => accept(runtime) })),
  ...TYPESCRIPTS.map((version) => ({
    name: `typescript ${version}`,
    check: () => typeCheckWith(version),
  })),
];

/** `node` means every Node, `node 20.19.0` that one. @param {string} wanted @param {string} name */
const isMeant = (wanted, name) => `${name} `.startsWith(`${wanted} `);

const { values } = readArguments({ options: { only: { type: "string" } } });
const wanted = values.only?.split(",") ?? CHECKS.map(({ name }) => name);
const unknown = wanted.filter((each) => !CHECKS.some(({ name }) => isMeant(each, name)));
if (unknown.length > 0) {
  const names = CHECKS.map(({ name }) => name).join(", ");
  fail(`--only ${unknown.join(",")}: there is no such runtime. There are: ${names}`);
}
const selected = CHECKS.filter(({ name }) => wanted.some((each) => isMeant(each, name)));

console.log("| runtime | result |\n| --- | --- |");
for (const { name, check } of selected) {
  // Not counted as passed: what was asked for has to run.
  const { summary, failures } = await check().catch((error) => ({
    summary: "did not run",
    failures: [String(error)],
  }));
  console.log(`| ${name} | ${summary} |`);
  for (const failure of failures) console.error(`  ${name}: ${failure}`);
  if (failures.length > 0) process.exitCode = 1;
}
