import { brotliCompressSync, gzipSync } from "node:zlib";
import { build, type Plugin } from "esbuild";

/** What a page that makes one call has to load. */
export interface Bundle {
  readonly min: number;
  readonly gzip: number;
  readonly brotli: number;
  /** Bytes of the minified bundle, by file. */
  readonly files: Readonly<Record<string, number>>;
}

/**
 * @param entry a path from the top folder, or a package
 * @param operations in place of generated/operations.ts
 */
export async function bundlePage(entry: string, operations?: string): Promise<Bundle> {
  const page = `
    import { createClient } from ${JSON.stringify(entry)};
    const { secrets } = createClient({ apiKey: "key" });
    const params = { team_id: 936506, connector_identifier: "T3S70", secret_name: "client_id" };
    secrets.create({ ...params, secret_value: "value" }).then(console.log);
  `;
  const { outputFiles, metafile } = await build({
    stdin: { contents: page, resolveDir: new URL("../..", import.meta.url).pathname },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    platform: "browser",
    metafile: true,
    write: false,
    plugins: operations === undefined ? [] : [replaceOperations(operations)],
  });
  const code = outputFiles[0]?.contents ?? new Uint8Array();
  const inputs = Object.values(metafile.outputs)[0]?.inputs ?? {};
  return {
    min: code.byteLength,
    gzip: gzipSync(code, { level: 9 }).byteLength,
    brotli: brotliCompressSync(code).byteLength,
    files: Object.fromEntries(
      Object.entries(inputs).map(([file, { bytesInOutput }]) => [file, bytesInOutput]),
    ),
  };
}

const replaceOperations = (contents: string): Plugin => ({
  name: "operations",
  setup({ onLoad }) {
    onLoad({ filter: /generated.operations\.ts$/ }, () => ({ contents, loader: "ts" }));
  },
});
