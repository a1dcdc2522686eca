// A fake API over HTTP for each test.
import { afterEach, beforeEach, vi } from "vitest";
import { createFakeApi, type FakeApi, type FakeServer } from "../../src/testing/index.ts";
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

export function useApi(secrets: Readonly<Record<string, string>> = {}): TestApi {
  // Each run is a process: some take a second where the machine is busy.
  vi.setConfig({ testTimeout: 30_000 });
  let fake: FakeApi;
  let server: FakeServer;
  beforeEach(async () => {
    const connector = { team_id: 936506, connector_identifier: "T3S70", secrets };
    fake = createFakeApi({ connectors: [connector], token: KEY });
    server = await fake.listen();
  });
  afterEach(() => server.close());
  const all = () => fake.secrets(936506, "T3S70");
  return {
    get fake() {
      return fake;
    },
    get url() {
      return server.url;
    },
    run: (args, options) => runCli(server.url, args, options),
    stored: () =>
      Object.fromEntries(all().map(({ secret_name, secret_value }) => [secret_name, secret_value])),
    placeholder(name) {
      const secret = all().find(({ secret_name }) => secret_name === name);
      if (!secret) throw new Error(`${name} is not stored.`);
      return secret.secret_placeholder;
    },
  };
}
