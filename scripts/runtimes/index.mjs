// npm run test:runtimes                            the built package in every runtime
// npm run test:runtimes -- --only node,chromium    in some of them
// npm run test:runtimes -- --only typescript       its types, under every compiler
import { join } from "node:path";
import { installed } from "../support/installed.mjs";
import { readArguments, run, ScriptError } from "../support/script.mjs";
import { serve } from "../support/serve.mjs";
import { createConsumer, MATRIX, typeCheck } from "./consumer.mjs";
import { RUNTIMES } from "./runners.mjs";
import { startServer } from "./server.mjs";

const TYPESCRIPTS = ["5.4.5", "5.9.3", "6.0.3", "7.0.2"];

/** @typedef {{ summary: string, failures: string[] }} Verdict */

const CHECKS = [
  ...RUNTIMES.map((runtime) => ({ name: runtime.name, check: () => accept(runtime) })),
  ...TYPESCRIPTS.map((version) => ({
    name: `typescript ${version}`,
    check: () => typeCheckWith(version),
  })),
];

await run(async () => {
  const { values } = readArguments({ options: { only: { type: "string" } } });
  const wanted = values.only?.split(",") ?? CHECKS.map(({ name }) => name);
  const unknown = wanted.filter((each) => !CHECKS.some(({ name }) => isMeant(each, name)));
  if (unknown.length > 0) {
    const names = CHECKS.map(({ name }) => name).join(", ");
    throw new ScriptError(
      `--only ${unknown.join(",")}: there is no such runtime. There are: ${names}`,
    );
  }
  console.log("| runtime | result |\n| --- | --- |");
  for (const { name, check } of CHECKS) {
    if (!wanted.some((each) => isMeant(each, name))) continue;
    // What was asked for has to run: not to run is to fail.
    const { summary, failures } = await check().catch((error) => ({
      summary: "did not run",
      failures: [String(error)],
    }));
    console.log(`| ${name} | ${summary} |`);
    for (const failure of failures) console.error(`  ${name}: ${failure}`);
    if (failures.length > 0) process.exitCode = 1;
  }
});

/** `node` means every Node, `node 20.19.0` that one. @param {string} wanted @param {string} name */
function isMeant(wanted, name) {
  return `${name} `.startsWith(`${wanted} `);
}

/** @param {import("./runners.mjs").Runtime} runtime @returns {Promise<Verdict>} */
async function accept({ run, browser = false, tellsRefusal = false }) {
  const server = await startServer(browser);
  try {
    // Nothing listens there any more. (Port 1 will not do: fetch itself refuses it.)
    const { url: refused, close } = await serve(() => {});
    await close();
    const results = await run({ control: server.url, refused, browser, tellsRefusal });
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
  const compiler = join(await installed({ typescript: version }), "node_modules/typescript");
  const consumer = await createConsumer();
  try {
    /** @type {string[]} */
    const failures = [];
    for (const settings of MATRIX) {
      const said = await typeCheck(consumer, compiler, settings);
      if (said) failures.push(`${settings.moduleResolution}, ${settings.lib}: ${said}`);
    }
    const passed = MATRIX.length - failures.length;
    return { summary: `${passed} of ${MATRIX.length} settings passed`, failures };
  } finally {
    await consumer.remove();
  }
}
