import { describe, expect, it } from "vitest";
import {
  type CallOptions,
  type ClientOptions,
  ConfigurationError,
  createClient,
} from "../../src/index.ts";
import { CALLS, CONNECTOR, OPERATION_IDS } from "../support/calls.ts";
import { KEY, listed, rejection, scripted } from "../support/fake-fetch.ts";

const LONGEST = 2_147_483_647;
const NO_INTEGERS = [
  1.5,
  -1,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  2 ** 53,
  "5",
  null,
  5n,
  {},
  true,
];

const CLIENT_NUMBERS: [name: string, good: number[], bad: unknown[]][] = [
  ["timeout", [1, 30_000, LONGEST], [0, LONGEST + 1, ...NO_INTEGERS]],
  ["maxRetries", [0, 1, Number.MAX_SAFE_INTEGER], NO_INTEGERS],
  ["maxRetryDelay", [0, 60_000, LONGEST], [LONGEST + 1, ...NO_INTEGERS]],
];
const CALL_NUMBERS = CLIENT_NUMBERS.filter(([name]) => name !== "maxRetryDelay");

describe.each(CLIENT_NUMBERS)("createClient: %s", (name, good, bad) => {
  const create = (value: unknown) => () =>
    createClient({ apiKey: KEY, [name]: value } as ClientOptions);

  it.each([...good, undefined])("takes %s", (value) => {
    expect(create(value)).not.toThrow();
  });
  it.each(bad)("refuses %s", (value) => {
    expect(create(value)).toThrow(ConfigurationError);
  });
});

describe.each(CALL_NUMBERS)("a call: %s", (name, good, bad) => {
  const call = (value: unknown) => {
    const fetch = scripted(listed());
    const options = { [name]: value } as CallOptions;
    const promise = createClient({ apiKey: KEY, fetch }).secrets.list(CONNECTOR, options);
    return { promise, fetch };
  };

  it.each([...good, undefined])("takes %s", async (value) => {
    expect(await call(value).promise).toHaveProperty("count");
  });
  it.each(bad)("refuses %s, and sends nothing", async (value) => {
    const { promise, fetch } = call(value);
    expect(await rejection(promise)).toBeInstanceOf(ConfigurationError);
    expect(fetch.sent).toEqual([]);
  });
});

describe("functions", () => {
  it.each(["fetch", "logger"])("createClient refuses a %s that is none", (name) => {
    for (const value of [null, "x", {}, 7]) {
      const create = () => createClient({ apiKey: KEY, [name]: value } as ClientOptions);
      expect(create).toThrow(ConfigurationError);
    }
  });
});

describe.each(OPERATION_IDS)("%s", (id) => {
  it.each<[string, unknown]>([
    ["options that are no object", "x"],
    ["null for options", null],
    ["a signal that is none", { signal: {} }],
    ["null for a signal", { signal: null }],
    ["a signal without a reason to throw", { signal: { aborted: false, addEventListener() {} } }],
    ["a token that is no string", { token: 7 }],
  ])("rejects %s, and does not throw", async (_name, options) => {
    const fetch = scripted();
    const client = createClient({ apiKey: KEY, fetch });
    const promise = CALLS[id](client, options as CallOptions);
    expect(await rejection(promise)).toBeInstanceOf(ConfigurationError);
    expect(fetch.sent).toEqual([]);
  });
});

describe("an option that there is not is refused, since plain JavaScript does not notice it", () => {
  it("of a client: a misspelt baseUrl would send secrets to another server", () => {
    const options = { apiKey: KEY, baseURL: "https://staging.example" } as ClientOptions;
    expect(() => createClient(options)).toThrow(
      new ConfigurationError("createClient has no option baseURL.", { option: "baseURL" }),
    );
  });

  it.each(OPERATION_IDS)("of a call: %s", async (operation) => {
    const fetch = scripted(listed());
    const client = createClient({ apiKey: KEY, fetch });
    const options = { time_out: 1, retries: 0 } as CallOptions;
    const error = await rejection(CALLS[operation](client, options));
    expect(error).toEqual(
      new ConfigurationError("A call has no option time_out, retries.", {
        operation,
        option: "time_out",
      }),
    );
    expect(fetch.sent).toEqual([]);
  });

  it("of a sync: a misplaced dryRun would write", async () => {
    const fetch = scripted(listed());
    const { secrets } = createClient({ apiKey: KEY, fetch });
    const params = { ...CONNECTOR, secrets: { client_id: "value" } };
    const error = await rejection(secrets.sync(params, { dryRun: true } as CallOptions));
    expect(error).toEqual(
      new ConfigurationError("A call has no option dryRun.", {
        operation: "secrets.sync",
        option: "dryRun",
      }),
    );
    expect(fetch.sent).toEqual([]);
  });
});
