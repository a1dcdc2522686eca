import { defineConfig, type UserConfig } from "tsdown";

const shared: UserConfig = {
  format: "esm",
  target: "es2022",
  platform: "neutral",
  sourcemap: true,
  fixedExtension: false,
  inputOptions: { checks: { pluginTimings: false } },
};

const client = { index: "src/index.ts", testing: "src/testing/index.ts" };

export default defineConfig([
  // One build, so that the entries share one client: `instanceof` holds across them, and nothing is
  // there twice. openapi-fetch is in it: a runtime takes longer to find a package than to read it.
  {
    ...shared,
    entry: { ...client, cli: "src/cli/index.ts" },
    dts: false,
    deps: { neverBundle: [/^node:/], alwaysBundle: ["openapi-fetch"] },
    // What the entries share is named after the folder that it is from.
    outputOptions: { chunkFileNames: ({ name }) => `${name === "src" ? "client" : name}.js` },
  },
  // Its types stay those of the package, so that they match those of a user's middleware.
  {
    ...shared,
    entry: client,
    dts: { emitDtsOnly: true },
    sourcemap: false,
    outputOptions: { chunkFileNames: "client.d.ts" },
  },
]);
