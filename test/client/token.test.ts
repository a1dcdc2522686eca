import { describe, expect, it } from "vitest";
import { type ClientOptions, ConfigurationError, createClient } from "../../src/index.ts";
import { CONNECTOR } from "../support/calls.ts";
import { KEY, listed, rejection, scripted } from "../support/fake-fetch.ts";

async function authorization(options: ClientOptions, token?: string): Promise<string | undefined> {
  const fetch = scripted(listed());
  await createClient({ ...options, fetch }).secrets.list(CONNECTOR, { token });
  return fetch.sent[0]?.headers.authorization;
}

/** Every place that takes a token. */
const PLACES: [name: string, send: (token: unknown) => Promise<string | undefined>][] = [
  ["apiKey", async (token) => authorization({ apiKey: token as string })],
  ["bearerToken", async (token) => authorization({ bearerToken: token as string })],
  ["tokenProvider", async (token) => authorization({ tokenProvider: () => token as string })],
  [
    "an async tokenProvider",
    async (token) => authorization({ tokenProvider: async () => token as string }),
  ],
  ["token of a call", async (token) => authorization({ apiKey: KEY }, token as string)],
];

describe.each(PLACES)("%s", (_place, send) => {
  it.each<[string, string, string]>([
    ["a bare token gets the prefix", "otok_abc", "Bearer otok_abc"],
    ["a prefixed token gets no second", "Bearer otok_abc", "Bearer otok_abc"],
    ["the prefix may be written otherwise", "bearer   otok_abc", "Bearer otok_abc"],
    ["white space around it goes", " \t otok_abc\r\n", "Bearer otok_abc"],
    ["so it does around a prefixed one", "\n Bearer otok_abc \n", "Bearer otok_abc"],
    ["a token may begin like the prefix", "BearerToken", "Bearer BearerToken"],
  ])("%s", async (_name, token, want) => {
    expect(await send(token)).toBe(want);
  });

  it.each<[string, unknown]>([
    ["an empty token", ""],
    ["a blank token", " \n\t "],
    ["a prefix alone", "Bearer "],
    ["a line break within", "hunter2\nX-Evil: 1"],
    ["a tab within", "hunter2\tx"],
    ["a NUL", "hunter2\0"],
    ["DEL", "hunter2\x7f"],
    ["a character beyond ASCII", "hunter2é"],
    ["a look-alike", "huntеr2-hunter2"],
    ["null", null],
    ["a number", 1234],
    ["an object", { toString: () => "hunter2" }],
  ])("%s is refused, and not quoted", async (_name, token) => {
    const error = await rejection(send(token));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(String(error)).not.toMatch(/hunter2|1234/);
  });
});

describe("createClient needs exactly one credential", () => {
  it.each<[string, unknown]>([
    ["none", {}],
    ["an undefined one, as of an unset variable", { apiKey: undefined }],
    ["two", { apiKey: "hunter2", bearerToken: "hunter2" }],
    ["two of the same kind of origin", { bearerToken: "hunter2", tokenProvider: () => "hunter2" }],
    ["three", { apiKey: "hunter2", bearerToken: "hunter2", tokenProvider: () => "hunter2" }],
    ["null", { apiKey: null }],
    ["a tokenProvider that is no function", { tokenProvider: "hunter2" }],
    ["no options", undefined],
    ["null for options", null],
    ["a string for options", "hunter2"],
  ])("%s is refused, and not quoted", (_name, options) => {
    const create = () => createClient(options as ClientOptions);
    expect(create).toThrow(ConfigurationError);
    expect(create).not.toThrow(/hunter2/);
  });

  it("may have the others undefined", () => {
    expect(() =>
      createClient({ apiKey: KEY, bearerToken: undefined, tokenProvider: undefined }),
    ).not.toThrow();
  });
});

it("parallel calls with different tokens each send their own", async () => {
  const fetch = scripted(...Array.from({ length: 20 }, listed));
  const client = createClient({ apiKey: KEY, fetch });
  const tokens = Array.from({ length: 20 }, (_, index) => `token-${index}`);
  await Promise.all(tokens.map((token) => client.secrets.list(CONNECTOR, { token })));
  const sent = fetch.sent.map(({ headers }) => headers.authorization);
  expect(sent).toEqual(tokens.map((token) => `Bearer ${token}`));
});
