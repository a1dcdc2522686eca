// What is tried: a table of projects, packages by exact version, and what is run in them.
import { inChromium, inWorkerd } from "./shimmed.mjs";

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {string} [runtime] that runs the commands; default: node
 * @property {string} [version] its npm package's; default: this Node
 * @property {Record<string, string>} [packages] that the project has: package → exact version
 * @property {Record<string, string>} [files] path → text
 * @property {string[]} [commands] arguments of the runtime: each has to end with 0
 * @property {(folder: string, setup: string) => Promise<string[]>} [run] in place of commands; returns
 *   lines: the failures, and at the end the number of tests that passed
 */

/** That of `engines`. */
const OLD = "20.19.0";
const RUNTIMES = [OLD, "22.23.3", "24.21.0", "26.10.0"];
/** Until 2.9.5, it sends a lost request again on a fresh connection, too. */
const DENOS = ["2.9.5", "2.9.6"];
const WORKERD = { miniflare: "4.20260730.0", workerd: "1.20260730.1" };
const COMPILERS = ["5.4.5", "5.9.3", "6.0.3", "7.0.2"];
/** One after the other: they share a server. */
const TESTS = "acceptance.test.mjs soak.test.mjs";

const TYPESCRIPT = { typescript: "5.9.3", "@types/node": "20.19.43" };
const TSC = "node_modules/typescript/bin/tsc";
const STRICT = "--target es2022 --strict --skipLibCheck --noEmit";
const PACKAGE = "supermetrics-connector-builder";

/** What a bundler or a framework makes of the client. */
const PAGE = `
  import { createClient } from "${PACKAGE}";
  import { walk } from "./walk.mjs";
  await walk(createClient);
`;

/** `require` of ES modules. */
const COMMON_PAGE = `
  const { createClient } = require("${PACKAGE}");
  require("./walk.mjs").walk(createClient);
`;

/** `fetch` of several packages, as TypeScript sees it. */
const TYPES = `
  import nodeFetch from "node-fetch";
  import { createClient, type Fetch } from "${PACKAGE}";
  import { createFakeApi } from "${PACKAGE}/testing";
  import { fetch as undici } from "undici";
  const fetches: Fetch[] = [fetch, undici, nodeFetch, createFakeApi({ connectors: [] }).fetch];
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
const NEXT_LAYOUT = "export default ({ children }) => <html><body>{children}</body></html>;";

const JEST = `
  import { createClient } from "${PACKAGE}";
  import { fetch } from "whatwg-fetch";
  import { walk } from "./walk.mjs";
  test("the walk", () => walk(createClient, { fetch, baseUrl: location.origin }));
`;
const JEST_CONFIG =
  'export default { testEnvironment: "jsdom", testEnvironmentOptions: { url: process.env.BASE_URL }, transform: {} };';

/** A target for Node, so that the bundle can be run. */
const PARCEL = `{ "private": true, "type": "module", "targets": { "page": {
  "context": "node", "engines": { "node": ">=20" }, "includeNodeModules": true,
  "distDir": "out", "outputFormat": "esmodule"
} } }`;

/** Strict, and with the types of the package checked, too. */
export const STRICT_PROJECT = {
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      target: "ES2022",
      types: ["node"],
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: false,
      noEmit: true,
    },
    files: ["consumer.ts"],
  }),
};
const MODULES = ["nodenext", "node16", "esnext --moduleResolution bundler"];
const LIBRARIES = ["es2022", "es2022,dom"];

/** @type {Case[]} */
export const CASES = [
  ...RUNTIMES.map((version) => ({
    name: `node ${version}`,
    version,
    files: { "page.cjs": COMMON_PAGE },
    commands: [`--test --test-concurrency=1 --test-reporter=spec ${TESTS}`, "page.cjs"],
  })),
  { name: "bun", runtime: "bun", version: "1.4.5", commands: [`test --timeout 300000 ${TESTS}`] },
  ...DENOS.map((version) => ({
    name: `deno ${version}`,
    runtime: "deno",
    version,
    commands: [`test --no-check --no-lock --quiet --allow-net --allow-env --allow-read ${TESTS}`],
  })),
  { name: "workerd", runtime: "workerd", packages: WORKERD, run: inWorkerd },
  { name: "chromium", runtime: "chromium", run: inChromium },
  ...COMPILERS.map((typescript) => ({
    name: `typescript ${typescript}`,
    packages: { ...TYPESCRIPT, typescript },
    files: STRICT_PROJECT,
    commands: MODULES.flatMap((module) =>
      LIBRARIES.map((library) => `${TSC} -p . --module ${module} --lib ${library}`),
    ),
  })),
  {
    name: "node-fetch 3",
    packages: { "node-fetch": "3.3.2" },
    commands: ["try.mjs fetch node-fetch default"],
  },
  {
    name: "undici 7, and its agent for proxies",
    version: OLD,
    packages: { undici: "7.30.2" },
    commands: ["try.mjs fetch undici fetch", "try.mjs proxies"],
  },
  { name: "msw 2", packages: { msw: "2.15.0" }, commands: ["try.mjs msw"] },
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
    files: { "page.mjs": PAGE, "package.json": PARCEL },
    commands: [
      "node_modules/parcel/lib/bin.js build page.mjs --no-source-maps --no-cache",
      "out/page.js",
    ],
  },
  {
    name: "tsc --module commonjs, and the types of other fetches",
    packages: { ...TYPESCRIPT, "node-fetch": "3.3.2", undici: "7.30.2" },
    files: { "types.ts": TYPES },
    commands: [
      `${TSC} --module commonjs --esModuleInterop ${STRICT} types.ts`,
      `${TSC} --module nodenext ${STRICT} types.ts`,
    ],
  },
];
