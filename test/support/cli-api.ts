// A fake API over HTTP for each test, of which several can run at the same time.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";
import { createFakeApi, type FakeApi, type FakeApiOptions } from "../../src/testing/index.ts";
import { KEY, type Ran, type RunOptions, runCli, runHere } from "./cli.ts";

export interface TestApi {
  readonly fake: FakeApi;
  readonly url: string;
  /** Runs the command in `folder`, within this process. */
  run(args: string | readonly string[], options?: RunOptions): Promise<Ran>;
  /** The same as a process of its own. */
  spawn(args: string | readonly string[], options?: RunOptions): Promise<Ran>;
  /** The working directory of the commands, empty at first. */
  readonly folder: string;
  /** Writes a file into `folder`, and returns its path. */
  write(name: string, content: string | Uint8Array): string;
  /** Name and value of what is stored. */
  stored(): Record<string, string>;
  /** The placeholder of a name. */
  placeholder(name: string, connector?: string): string;
  read(name: string): string;
  /** The methods of the requests so far. */
  methods(): string;
}

/** A `test` whose context has an API of its own, with these secrets (and connectors). */
export function testWithApi(
  secrets: Readonly<Record<string, string>> = {},
  configuration: Readonly<Record<string, unknown>> = {},
  ...others: NonNullable<FakeApiOptions["connectors"]>
) {
  return test.extend<{ api: TestApi }>({
    // biome-ignore lint/correctness/noEmptyPattern: the runner reads from it that nothing is needed
    api: async ({}, use) => {
      const connector = { team_id: 936506, connector_identifier: "T3S70", secrets, configuration };
      const fake = createFakeApi({ connectors: [connector, ...others], token: KEY });
      const server = await fake.listen();
      const folder = mkdtempSync(join(tmpdir(), "cli-"));
      await use(createTestApi(fake, server.url, folder));
      await server.close();
      rmSync(folder, { recursive: true });
    },
  });
}

function createTestApi(fake: FakeApi, url: string, folder: string): TestApi {
  const all = (connector = "T3S70") => fake.secrets(936506, connector);
  return {
    fake,
    url,
    folder,
    run: (args, options) => runHere(url, args, { cwd: folder, ...options }),
    spawn: (args, options) => runCli(url, args, { cwd: folder, ...options }),
    write(name, content) {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    stored: () =>
      Object.fromEntries(all().map(({ secret_name, secret_value }) => [secret_name, secret_value])),
    read: (name) => readFileSync(join(folder, name), "utf8"),
    methods: () => fake.requests.map(({ method }) => method).join(" "),
    placeholder(name, connector) {
      const secret = all(connector).find(({ secret_name }) => secret_name === name);
      if (!secret) throw new Error(`${name} is not stored.`);
      return secret.secret_placeholder;
    },
  };
}
