import { defineConfig, type UserConfig } from "tsdown";

const shared: UserConfig = {
  format: "esm",
  target: "es2022",
  platform: "neutral",
  dts: true,
  sourcemap: true,
  fixedExtension: false,
  deps: { neverBundle: [/^node:/] },
  inputOptions: { checks: { pluginTimings: false } },
};

export default defineConfig([
  // One file, openapi-fetch in it: a runtime takes longer to find a second one than to read it.
  {
    ...shared,
    entry: { index: "src/index.ts" },
    dts: false,
    deps: { ...shared.deps, alwaysBundle: ["openapi-fetch"] },
  },
  // Its types stay those of the package, so that a user's middleware has the same.
  { ...shared, entry: { index: "src/index.ts" }, dts: { emitDtsOnly: true } },
  {
    ...shared,
    entry: { testing: "src/testing/index.ts", cli: "src/cli/index.ts" },
    plugins: [
      {
        name: "one-client",
        // The classes of errors are those of the client: `instanceof` holds across the entries.
        async resolveId(id, importer, options) {
          const found = await this.resolve(id, importer, { ...options, skipSelf: true });
          const isClient = /[\\/]src[\\/](index|errors[\\/]\w+)\.ts$/.test(found?.id ?? "");
          return isClient ? { id: "./index.js", external: true } : null;
        },
      },
    ],
  },
]);
