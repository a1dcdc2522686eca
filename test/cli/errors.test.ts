// Every error: its exit code, what happened to the data, and what to do next.
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished } from "vitest";
import { explain } from "../../src/cli/errors.ts";
import type { Fault } from "../../src/testing/index.ts";
import { KEY, VALUE } from "../support/cli.ts";
import { testWithApi } from "../support/cli-api.ts";

const it = testWithApi({ client_id: "before" });
const NOTHING = "Nothing was changed.";
const PERHAPS = "may have been applied";
/** A server whose response echoes the value. */
const echo = { meta: { request_id: "request-1" }, error: { code: "BAD", message: VALUE } };

const LATER = { status: 429, headers: { "retry-after": "90" } };
const wordsOf = (message: string) => ({ status: 400, body: { error: { code: "BAD", message } } });

it("a bug of a command that only read has changed nothing", () => {
  const hint = (mayHaveWritten: boolean) =>
    explain(new RangeError(VALUE), undefined, undefined, mayHaveWritten).hints;
  expect(hint(false)).toEqual([expect.stringContaining(NOTHING)]);
  expect(hint(true)).toEqual([expect.stringContaining(PERHAPS)]);
});

describe("create", () => {
  it.for<[name: string, fault: Fault, code: number, ...words: string[]]>([
    ["400", { status: 400 }, 1, NOTHING, "BAD_REQUEST"],
    ["401", { status: 401 }, 65, NOTHING, "Supermetrics Hub", "cb_secrets_write"],
    ["403", { status: 403 }, 65, NOTHING, "Admin, Owner or Editor", "add-on", "cb_secrets_write"],
    ["404", { status: 404 }, 1, NOTHING, "--team-id", "--connector-identifier"],
    ["408", { status: 408 }, 69, PERHAPS],
    ["409", { status: 409 }, 1, NOTHING, "`secrets set <name>`"],
    ["422", { status: 422 }, 1, NOTHING, "UNPROCESSABLE_ENTITY"],
    ["429", LATER, 69, NOTHING, "Try again in 90 s", "UTC"],
    ["500", { status: 500 }, 69, PERHAPS, "`secrets set`", "Try again later"],
    ["a timeout", { stall: true }, 69, PERHAPS, "--timeout"],
    ["a lost connection", { drop: "before" }, 69, PERHAPS, "127.0.0.1"],
    ["a redirect", { status: 302, headers: { location: "/" } }, 1, PERHAPS, "--base-url"],
    ["a page of HTML with 200", { status: 200, body: "<html>" }, 1, PERHAPS, "proxy"],
    ["an echo", { status: 400, body: echo }, 1, "for support: request-1", "[redacted]"],
    // The name of an option of ours stays a word of the server.
    ["a message", wordsOf("The apiKey is taken."), 1, "error: 400 BAD. The apiKey is taken.\n"],
    ["no steering", wordsOf("\x1b[2J\u202Ea\u0007"), 1, "\\u{1b}[2J\\u{202e}a\\u{7}"],
  ])("%s", async ([_, fault, code, ...words], { api }) => {
    api.fake.failNext({ ...fault });
    // A process on a busy machine is slow: only what stalls has to end soon.
    const timeout = "stall" in fault ? "500" : "10000";
    const args = `secrets create token --timeout ${timeout} --max-retries 0`;
    const ran = await api.run(args, { stdin: VALUE });
    expect([ran.code, ran.stdout]).toEqual([code, ""]);
    for (const word of words) expect(ran.stderr).toContain(word);
    expect(ran.stderr).not.toMatch(/\n\s+at |node_modules|file:/);
    expect(api.stored()).toEqual({ client_id: "before" });
  });

  it.for([401, 403])("%i names the credential that was used", async (status, { api }) => {
    const env = { SUPERMETRICS_API_KEY: " ", SUPERMETRICS_BEARER_TOKEN: KEY };
    api.fake.failNext({ status }, { status });
    const key = await api.run("secrets list");
    const token = await api.run("secrets list", { env });
    expect([key.code, token.code]).toEqual([65, 65]);
    expect(key.stderr).toMatch(/^ {2}(?:SUPERMETRICS_API_KEY|The key) /m);
    expect(token.stderr).toMatch(/^ {2}(?:SUPERMETRICS_BEARER_TOKEN|The token) /m);
    expect(token.stderr).not.toMatch(/SUPERMETRICS_API_KEY|\bkey\b/);
    expect(key.stderr).not.toMatch(/SUPERMETRICS_BEARER_TOKEN|\btoken\b/);
  });

  it.for(["'", '"'])("401 for a key in quotes (%s) says so", async (quote, { api }) => {
    const env = { SUPERMETRICS_API_KEY: `${quote}${KEY}${quote}` };
    const { code, stderr } = await api.run("secrets list", { env });
    expect(code).toBe(65);
    expect(stderr).toContain("SUPERMETRICS_API_KEY is in quotes, which are sent as a part of it.");
    expect((await api.run("secrets list --team-id 1")).stderr).not.toContain("quotes");
  });
});

const twice = ["sec_1", "sec_2"].map((secret_placeholder) => ({
  secret_placeholder,
  secret_name: "token",
}));
const doubled = [{}, { drop: "after" }, { body: { count: 2, secrets: twice } }] as const;
const SOURCE = "may have responded: a proxy, or a wrong --base-url.";
const html = (status: number) => [{ status, body: "<html>" }];

it.for<[args: string, faults: readonly Fault[], code: number, words: string[], not: string]>([
  // Its own lost create may have doubled the name.
  ["set token", doubled, 1, ["sec_1, sec_2", "delete all but one.", PERHAPS], NOTHING],
  // There is no value to store again.
  ["delete sec_1 --yes", [{ stall: true }], 69, [PERHAPS, "If the secret is still"], "store"],
  ["list", html(401), 65, [SOURCE], PERHAPS],
  ["list", html(404), 1, [SOURCE], PERHAPS],
  ["list", html(413), 1, [SOURCE], PERHAPS],
])("%s after %j", async ([args, faults, code, words, not], { api }) => {
  api.fake.failNext(...faults);
  const flags = "--max-retries 0 --timeout 1000";
  const ran = await api.run(`secrets ${args} ${flags}`, { stdin: VALUE });
  expect(ran.code).toBe(code);
  for (const word of words) expect(ran.stderr).toContain(word);
  expect(ran.stderr).not.toContain(not);
});

it("a certificate that is not trusted: how to trust it", async ({ api }) => {
  const pem = (name: string) => readFileSync(new URL(`../support/tls/${name}`, import.meta.url));
  const server = createServer({ cert: pem("cert.pem"), key: pem("key.pem") });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const env = { SUPERMETRICS_BASE_URL: `https://127.0.0.1:${port}` };
  const { code, stderr } = await api.run("secrets list --max-retries 0", { env });
  expect(code).toBe(69);
  for (const words of ["certificate", "NODE_EXTRA_CA_CERTS"]) expect(stderr).toContain(words);
});

it("nothing can be reached", async ({ api }) => {
  const env = { SUPERMETRICS_BASE_URL: "http://localhost:2" };
  const ran = await api.run("secrets create token --max-retries 0", { env, stdin: VALUE });
  expect(ran.code).toBe(69);
  for (const word of [" localhost:2", "network", NOTHING]) expect(ran.stderr).toContain(word);
});
