// What is tried: a table of projects, packages by exact version, and what is run in them.
import { readFileSync } from "node:fs";
import { inChromium, inWorkerd } from "./shimmed.mjs";

/**
 * @typedef {{ runtime: string, control: string, refused: string }} Setup for the acceptance
 * @typedef {(folder: string, setup: Setup) => Promise<string>} Run
 *
 * @typedef {object} Base
 * @property {string} name
 * @property {string} [runtime] default: node
 * @property {Record<string, string>} [packages] that the project has: package → exact version
 * @property {Record<string, string>} [files] path → text
 * @property {Record<string, string>} [tool] the package of what runs it; default: this Node
 * @property {string} [program] its command, from node_modules
 *
 * @typedef {Base & { commands: string[], run?: undefined }} Commands each has to end with 0
 * @typedef {Base & { run: Run, commands?: undefined }} Shimmed
 * @typedef {Commands | Shimmed} Case
 */

/** The oldest is that of `engines`. */
const RUNTIMES = ["20.19.0", "22.23.3", "24.21.0", "26.10.0"];
const BUN = "1.4.5";
/** Until 2.9.5, it sends a lost request again on a fresh connection, too. */
const DENOS = ["2.9.5", "2.9.6"];
const WORKERD = { miniflare: "4.20260730.0", workerd: "1.20260730.1" };
const DENO_TEST = "test --no-check --no-lock --quiet --allow-net --allow-env --allow-read";
const COMPILERS = ["5.4.5", "5.9.3", "6.0.3", "7.0.2"];

const OLD = "20.19.0";
const NEW = "24.21.0";
const NODES = [OLD, NEW];
const TYPESCRIPT = { typescript: "5.9.3", "@types/node": "20.19.43" };
const PACKAGE = "supermetrics-connector-builder";

/** What a bundler or a framework makes of the client. */
const PAGE = `
  import { createClient } from "${PACKAGE}";
  import { walk } from "./walk.mjs";
  await walk(createClient);
`;

/** `fetch` of several packages, as TypeScript sees it. */
const TYPES = `
  import crossFetch from "cross-fetch";
  import nodeFetch from "node-fetch";
  import { createClient, type Fetch } from "${PACKAGE}";
  import { createFakeApi } from "${PACKAGE}/testing";
  import { fetch as undici } from "undici";
  const fetches: Fetch[] = [fetch, undici, nodeFetch, crossFetch, createFakeApi({ connectors: [] }).fetch];
  for (const each of fetches) createClient({ apiKey: "key", fetch: each });
  createClient({ apiKey: "key", fetch: undici });
`;

const NEXT_PAGE = `
  import { createClient } from "${PACKAGE}";
  const client = createClient({ apiKey: "key", baseUrl: process.env.BASE_URL });
  export default async function Page() {
    const list = await client.secrets.list({ team_id: 936506, connector_identifier: "T3S70" });
    return <p>{"stored: " + list.count}</p>;
  }
`;
const NEXT_LAYOUT = `
  export default ({ children }) => <html><body>{children}</body></html>;
`;

const JEST = `
  import { createClient } from "${PACKAGE}";
  import { fetch } from "whatwg-fetch";
  import { walk } from "./walk.mjs";
  test("the walk", () => walk(createClient, { fetch, baseUrl: location.origin }));
`;
const JEST_CONFIG = `export default {
  testEnvironment: "jsdom",
  testEnvironmentOptions: { url: process.env.BASE_URL },
  transform: {},
};`;

const ESLINT_CONFIG = `
  import plugin from "eslint-plugin-import";
  export default [{ plugins: { import: plugin }, rules: { "import/no-unresolved": "error" } }];
`;

/** A target for Node, so that the bundle can be run. */
const PARCEL_JSON = JSON.stringify({
  private: true,
  type: "module",
  targets: {
    page: {
      context: "node",
      distDir: "out",
      engines: { node: ">=20" },
      includeNodeModules: true,
      outputFormat: "esmodule",
    },
  },
});

/** The settings under which the types have to hold, skipLibCheck off. */
export const SETTINGS = ["nodenext", "node16", "bundler"].flatMap((moduleResolution) =>
  [["ES2022", "DOM"], ["ES2022"]].map((lib) => ({ moduleResolution, lib })),
);

/**
 * A strict project.
 * @param {{ moduleResolution: string, lib: string[] }[]} all
 * @returns {Record<string, string>}
 */
export function typedFiles(all) {
  const consumer = readFileSync(new URL("consumer.ts", import.meta.url), "utf8");
  const configs = all.map(({ moduleResolution, lib }, index) => {
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
    return [`tsconfig.${index}.json`, JSON.stringify({ compilerOptions, files: ["consumer.ts"] })];
  });
  return { "consumer.ts": consumer, ...Object.fromEntries(configs) };
}

/** @type {Case[]} */
export const CASES = [
  ...RUNTIMES.map((version) => ({
    name: `node ${version}`,
    ...nodeOf(version),
    commands: ["acceptance", "soak"].map((name) => `--test --test-reporter=spec ${name}.test.mjs`),
  })),
  {
    name: `bun ${BUN}`,
    runtime: "bun",
    tool: { bun: BUN },
    program: ".bin/bun",
    commands: ["test acceptance.test.mjs", "test --timeout 300000 soak.test.mjs"],
  },
  ...DENOS.map((version) => ({
    name: `deno ${version}`,
    runtime: "deno",
    tool: { deno: version },
    program: ".bin/deno",
    commands: [`${DENO_TEST} acceptance.test.mjs`, `${DENO_TEST} soak.test.mjs`],
  })),
  { name: `workerd ${WORKERD.workerd}`, runtime: "workerd", packages: WORKERD, run: inWorkerd },
  { name: "chromium", runtime: "chromium", run: inChromium },
  ...COMPILERS.map((typescript) => ({
    name: `typescript ${typescript}`,
    packages: { ...TYPESCRIPT, typescript },
    files: typedFiles(SETTINGS),
    commands: SETTINGS.map(
      (_, index) => `node_modules/typescript/bin/tsc -p tsconfig.${index}.json`,
    ),
  })),
  ...NODES.flatMap((node) => [
    fetchCase("node-fetch 3", { "node-fetch": "3.3.2" }, "node-fetch default", node),
    fetchCase("cross-fetch", { "cross-fetch": "4.1.0" }, "cross-fetch default", node),
    fetchCase("undici 6", { undici: "6.29.1" }, "undici fetch", node),
    fetchCase("undici 7", { undici: "7.30.2" }, "undici fetch", node),
  ]),
  {
    name: `undici 8's dispatcher in the fetch of Node ${NEW}`,
    packages: { undici: "8.13.1" },
    ...nodeOf(NEW),
    commands: ["try.mjs foreignDispatcher"],
  },
  ...["6.29.1", "7.30.2"].map((undici) => ({
    name: `proxy, undici ${undici}'s agent on Node ${OLD}`,
    packages: { undici },
    ...nodeOf(OLD),
    commands: ["try.mjs proxies undici"],
  })),
  { name: `proxy, Node ${NEW}`, ...nodeOf(NEW), commands: ["try.mjs proxies"] },
  ...NODES.map((node) => ({
    name: `clones and listeners, Node ${node}`,
    ...nodeOf(node),
    commands: ["try.mjs watchers"],
  })),
  { name: "msw 2", packages: { msw: "2.15.0" }, commands: ["try.mjs msw"] },
  { name: "nock 14", packages: { nock: "14.0.17" }, commands: ["try.mjs nock"] },
  {
    name: "jest 29 with jsdom and whatwg-fetch",
    packages: { jest: "29.7.0", "jest-environment-jsdom": "29.7.0", "whatwg-fetch": "3.6.20" },
    files: { "jest.config.mjs": JEST_CONFIG, "walk.test.js": JEST },
    commands: ["--experimental-vm-modules node_modules/jest/bin/jest.js"],
  },
  {
    name: "next 14",
    packages: { next: "14.2.35", react: "18.3.1", "react-dom": "18.3.1" },
    files: { "app/page.jsx": NEXT_PAGE, "app/layout.jsx": NEXT_LAYOUT },
    commands: ["node_modules/next/dist/bin/next build", "try.mjs next"],
  },
  {
    name: "parcel 2",
    packages: { parcel: "2.16.4" },
    files: { "page.mjs": PAGE, "package.json": PARCEL_JSON },
    commands: [
      "node_modules/parcel/lib/bin.js build page.mjs --no-source-maps --no-cache",
      "out/page.js",
    ],
  },
  {
    name: "ts-node, CommonJS",
    packages: { ...TYPESCRIPT, "ts-node": "10.9.2" },
    files: {
      "package.json": '{ "private": true, "type": "commonjs" }',
      "page.ts": PAGE.replace("await walk(createClient)", "walk(createClient)").replace(
        'import { walk } from "./walk.mjs"',
        'const { walk } = require("./walk.mjs")',
      ),
    },
    commands: ['node_modules/ts-node/dist/bin.js -O {"module":"commonjs"} page.ts'],
  },
  {
    name: "tsc --module commonjs, and the types of other fetches",
    packages: {
      ...TYPESCRIPT,
      "cross-fetch": "4.1.0",
      "node-fetch": "3.3.2",
      undici: "7.30.2",
    },
    files: { "types.ts": TYPES },
    commands: [
      "node_modules/typescript/bin/tsc --module commonjs --target es2022 --strict --skipLibCheck --esModuleInterop --noEmit types.ts",
      "node_modules/typescript/bin/tsc --module nodenext --target es2022 --strict --skipLibCheck --noEmit types.ts",
    ],
  },
  {
    name: "eslint-plugin-import",
    packages: { eslint: "9.39.1", "eslint-plugin-import": "2.32.0" },
    files: { "eslint.config.mjs": ESLINT_CONFIG, "page.mjs": PAGE },
    commands: ["node_modules/eslint/bin/eslint.js page.mjs"],
  },
];

/** @param {string} name @param {Record<string, string>} packages @param {string} given @param {string} node */
function fetchCase(name, packages, given, node) {
  return {
    name: `${name}, Node ${node}`,
    packages,
    ...nodeOf(node),
    commands: [`try.mjs fetch ${given}`],
  };
}

/** Another Node than this one. @param {string} version */
function nodeOf(version) {
  return { tool: { node: version }, program: "node/bin/node" };
}
