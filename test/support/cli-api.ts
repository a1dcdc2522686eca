// A fake API over HTTP for each test, of which several can run at the same time.
import { test, vi } from "vitest";
import { createFakeApi, type FakeApi } from "../../src/testing/index.ts";
import { KEY, type Ran, type RunOptions, runCli } from "./cli.ts";

export interface TestApi {
  readonly fake: FakeApi;
  readonly url: string;
  run(args: readonly string[], options?: RunOptions): Promise<Ran>;
  /** Name and value of what is stored. */
  stored(): Record<string, string>;
  /** The placeholder of a name. */
  placeholder(name: string): string;
}

/** A `test` whose context has an API of its own, with these secrets. */
export function testWithApi(secrets: Readonly<Record<string, string>> = {}) {
  // Each run is a process: some take a second where the machine is busy.
  vi.setConfig({ testTimeout: 30_000 });
  return test.extend<{ api: TestApi }>({
    // biome-ignore lint/correctness/noEmptyPattern: the runner reads from it that nothing is needed
    api: async ({}, use) => {
      const connector = { team_id: 936506, connector_identifier: "T3S70", secrets };
      const fake = createFakeApi({ connectors: [connector], token: KEY });
      const server = await fake.listen();
      await use(createTestApi(fake, server.url));
      await server.close();
    },
  });
}

function createTestApi(fake: FakeApi, url: string): TestApi {
  const all = () => fake.secrets(936506, "T3S70");
  return {
    fake,
    url,
    run: (args, options) => runCli(url, args, options),
    stored: () =>
      Object.fromEntries(all().map(({ secret_name, secret_value }) => [secret_name, secret_value])),
    placeholder(name) {
      const secret = all().find(({ secret_name }) => secret_name === name);
      if (!secret) throw new Error(`${name} is not stored.`);
      return secret.secret_placeholder;
    },
  };
}
