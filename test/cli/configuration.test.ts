// configuration pull, diff and publish, against the fake API.
import { execFileSync } from "node:child_process";
import { chmodSync, lstatSync, readdirSync, statSync, symlinkSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { KEY } from "../support/cli.ts";
import { type TestApi, testWithApi } from "../support/cli-api.ts";
import { hasTerminal, openTerminal } from "../support/terminal.ts";

const HIDDEN = "in-plain-text";
const DIGITS = "12345678901234567890";
const PUBLISHED = {
  version: 1,
  serial: BigInt(DIGITS),
  auth: { header: "Basic {{ secrets.token }}", scopes: ["read", "write"] },
  secrets: { items: [{ id: "token", source: "static", value: HIDDEN }] },
};
const TEXT = `{
  "version": 1,
  "serial": ${DIGITS},
  "auth": {
    "header": "Basic {{ secrets.token }}",
    "scopes": [
      "read",
      "write"
    ]
  },
  "secrets": {
    "items": [
      {
        "id": "token",
        "source": "static",
        "value": "${HIDDEN}"
      }
    ]
  }
}
`;

const it = testWithApi({ spare: "s", client_id: "a" }, PUBLISHED, {
  team_id: 936506,
  connector_identifier: "PROD1",
  secrets: { client_id: "b" },
  configuration: {},
});

async function publishedBy({ fake }: TestApi, connector = "T3S70"): Promise<string> {
  const url = `https://x/v1/teams/936506/connector_builder/connectors/${connector}`;
  const response = await fake.fetch(url, { headers: { authorization: `Bearer ${KEY}` } });
  return response.text();
}

const FORBIDDEN = { status: 403, body: { error: { code: "FORBIDDEN", message: "No." } } };
const bodyOf = (configuration_json: unknown) => ({
  body: { configuration: { configuration_json } },
});

const twins = ["sec_a", "sec_b"].map((secret_placeholder) => ({
  secret_placeholder,
  secret_name: "twin",
}));

describe("pull", () => {
  it("writes the same bytes to standard output and into a file, digit for digit", async ({
    api,
  }) => {
    expect(await api.run("configuration pull")).toMatchObject({ code: 0, stdout: TEXT });
    expect(await api.run("configuration pull -")).toMatchObject({ code: 0, stdout: TEXT });
    expect(await api.run("configuration pull new.json")).toMatchObject({ code: 0, stdout: "" });
    expect(api.read("new.json")).toBe(TEXT);
    expect(readdirSync(api.folder)).toEqual(["new.json"]);
  });

  it.for<[name: string, existing: string, flags: string, code: number, left: boolean]>([
    ["an empty file is written", "", "", 0, false],
    ["an equal configuration in another order is left alone", '{"a":1,"b":2}', "", 0, true],
    ["another one needs --yes", '{"a":1}', "", 64, true],
    ["with --yes it is overwritten", '{"a":1}', " --yes", 0, false],
    ["so is invalid JSON", "{{{", " --yes", 0, false],
    ["which needs --yes as well", "{{{", "", 64, true],
  ])("into a file that is there: %s", async ([_, existing, flags, code, isLeft], { api }) => {
    api.write("c.json", existing);
    api.fake.failNext(bodyOf({ b: 2, a: 1 }));
    const ran = await api.run(`configuration pull c.json${flags}`);
    expect(ran).toMatchObject({ code, stdout: "" });
    expect(api.read("c.json")).toBe(isLeft ? existing : '{\n  "b": 2,\n  "a": 1\n}\n');
    if (code === 0 && isLeft) expect(ran.stderr).toContain("left alone");
  });

  it("through a link, with the mode of the file, and nothing left behind", async ({ api }) => {
    api.write("real.json", "{}");
    chmodSync(join(api.folder, "real.json"), 0o664);
    symlinkSync("real.json", join(api.folder, "link.json"));
    symlinkSync("new.json", join(api.folder, "nothing.json"));
    expect(await api.run("configuration pull link.json --yes")).toMatchObject({ code: 0 });
    expect(await api.run("configuration pull nothing.json")).toMatchObject({ code: 0 });
    expect([api.read("real.json"), api.read("new.json")]).toEqual([TEXT, TEXT]);
    expect(statSync(join(api.folder, "real.json")).mode & 0o777).toBe(0o664);
    expect(lstatSync(join(api.folder, "link.json")).isSymbolicLink()).toBe(true);
    expect(readdirSync(api.folder)).toHaveLength(4);
  });

  it("--names refers to secrets by their names", async ({ api }) => {
    api.fake.failNext(bodyOf({ a: `{{ secrets.${api.placeholder("spare")} }}` }));
    const { code, stdout, stderr } = await api.run("configuration pull --names");
    expect([code, JSON.parse(stdout)]).toEqual([0, { a: "{{ secrets.spare }}" }]);
    expect(stderr).toContain("1 reference rewritten by name.");
  });

  it("writes no file if the connector has no configuration", async ({ api }) => {
    api.fake.failNext(bodyOf(null));
    expect(await api.run("configuration pull new.json")).toMatchObject({ code: 1, stdout: "" });
    expect(readdirSync(api.folder)).toEqual([]);
  });

  it("into a pipe", async ({ api }) => {
    const pipe = join(api.folder, "pipe.json");
    execFileSync("mkfifo", [pipe]);
    const content = readFile(pipe, "utf8");
    expect(await api.run("configuration pull pipe.json")).toMatchObject({ code: 0 });
    expect(await content).toBe(TEXT);
  });
});

describe("diff", () => {
  it.for<[name: string, args: string, file: string, code: number, stdout: RegExp, words: string]>([
    ["equal", "diff c.json", TEXT, 0, /^$/, "equal"],
    ["as JSON", "diff c.json -o json", TEXT, 0, /^\{\n {2}"changes": \[\]\n\}\n$/, "equal"],
    ["equal, from standard input", "diff -", TEXT, 0, /^$/, "equal"],
    [
      "different, from standard input",
      "diff -",
      "{}",
      1,
      /^--- published \(T3S70\)\n\+\+\+ -\n/,
      "",
    ],
    ["digits", "diff - -o json", TEXT.replace("890,", "891,"), 1, /: 12345678901234567891\n/, ""],
    ["hidden values", "diff -", TEXT.replace(HIDDEN, "other"), 1, /\[hidden, changed\]/, ""],
    ["no such connector", "diff - --connector-identifier NONE", "{}", 2, /^$/, "404"],
    ["no JSON", "diff c.json", '{"a": tru}', 64, /^$/, "c.json, line 1, column 7"],
  ])("%s", async ([_, args, text, code, stdout, words], { api }) => {
    api.write("c.json", text);
    const ran = await api.run(`configuration ${args}`, { stdin: text });
    expect(ran).toMatchObject({ code, stdout: expect.stringMatching(stdout) });
    expect(ran.stderr).toContain(words);
    expect(ran.stdout + ran.stderr).not.toMatch(/in-plain-text|"other"/);
  });

  it.for<[published: object | null, stdin: string, words: string]>([
    [{ a: "\u00e9" }, '{"a":"e\u0301"}', "Unicode normalization"],
    [null, "{}", "Nothing is published yet."],
  ])("of %j and %s", async ([published, stdin, words], { api }) => {
    api.fake.failNext(bodyOf(published));
    const { code, stderr } = await api.run("configuration diff -", { stdin });
    expect(code).toBe(1);
    expect(stderr).toContain(words);
  });

  it.for<[name: string, fault: object, secret: string, words: string]>([
    ["resolves names", {}, "spare", "1 reference by name resolved."],
    ["without the list, compares the unresolved file", FORBIDDEN, "spare", "(403)"],
    ["leaves a name of two secrets", { body: { count: 2, secrets: twins } }, "twin", "twin: sec_a"],
  ])("%s", async ([_, fault, name, words], { api }) => {
    api.fake.failNext({}, fault);
    const { code, stdout, stderr } = await api.run("configuration diff -", {
      stdin: TEXT.replace("secrets.token", `secrets.${name}`),
    });
    expect([code, api.methods()]).toEqual([1, "GET GET"]);
    const reference = "body" in fault ? name : api.placeholder(name);
    expect(stdout).toContain(`+    "header": "Basic {{ secrets.${reference} }}",`);
    expect(stderr).toContain(words);
  });
});

describe("publish", () => {
  const EDITED = TEXT.replace('"version": 1', '"version": 2');
  const refer = (name: string) => EDITED.replace("secrets.token", `secrets.${name}`);
  const change = { op: "replace", path: "/version", value: 2 };
  const UNKNOWN = "may have been applied: compare with `configuration diff`";

  it("shows the diff, checks, keeps a backup, puts and reads back", async ({ api }) => {
    api.write("c.json", refer("spare"));
    const ran = await api.run("configuration publish c.json --backup before.json");
    expect(ran.code).toBe(0);
    const header = `Basic {{ secrets.${api.placeholder("spare")} }}`;
    expect(JSON.parse(ran.stdout)).toEqual({
      action: "published",
      isExact: true,
      changes: [change, { op: "replace", path: "/auth/header", value: header }],
    });
    for (const words of ['-  "version": 1,\n+  "version": 2,\n', "1 by placeholder, 1 declared"]) {
      expect(ran.stderr).toContain(words);
    }
    expect(ran.stderr).not.toContain(HIDDEN);
    expect(api.read("before.json")).toBe(TEXT);
    expect(api.methods()).toBe("GET GET GET PUT GET");
    expect(await publishedBy(api)).toMatch(`"serial":${DIGITS},"auth":{"header":"${header}"`);
  });

  it("publishes one file for each connector that has secrets of these names", async ({ api }) => {
    api.write("c.json", refer("client_id"));
    for (const connector of ["T3S70", "PROD1"]) {
      const flag = `--connector-identifier ${connector}`;
      expect(await api.run(`configuration publish c.json ${flag}`)).toMatchObject({ code: 0 });
      const placeholder = api.placeholder("client_id", connector);
      expect(await publishedBy(api, connector)).toContain(`Basic {{ secrets.${placeholder} }}`);
      expect(await api.run(`configuration diff c.json ${flag}`)).toMatchObject({
        code: 0,
        stdout: "",
      });
    }
  });

  const [READ, PUT, ALL] = ["GET GET", "GET GET GET PUT", "GET GET GET PUT GET"];
  const published = { action: "published", isExact: true };
  const inexact = { action: "published", isExact: false };
  const unchanged = { action: "unchanged", changes: [] };
  const planned = { action: "planned", changes: [change] };
  const listed = (secrets: object[]) => [{}, { body: { count: secrets.length, secrets } }];
  const spare = { secret_name: "spare", secret_placeholder: "sec_1" };
  const both = '{"{{ secrets.spare }}":1,"{{ secrets.sec_1 }}":2}';
  const lost = (drop: string) => [{ method: "PUT", drop }];
  const meanwhile = "has changed since it was compared. Nothing was changed.";
  const unbacked = "Nothing was written or published.";
  const other = "--connector-identifier";
  const once = "--max-retries 0";
  const later = (fault: object) => [{}, {}, {}, {}, fault];

  it.for<
    readonly [
      words: string,
      args: string,
      file: string,
      faults: readonly object[],
      code: number,
      methods: string,
      result?: object,
    ]
  >([
    ["Nothing to publish.", "--backup b.json", TEXT, [], 0, READ, unchanged],
    ["Nothing was published.", "--dry-run", EDITED, [], 0, READ, planned],
    ["none: /auth/header", "", refer("none"), [], 1, READ],
    ["Not stored: none.", "--dry-run", refer("none"), [], 1, READ],
    ["Not stored: none.", "--allow-missing", refer("none"), [], 0, ALL, published],
    ["cb_secrets_read", "", EDITED, [{}, FORBIDDEN], 65, READ],
    ["(403)", "--allow-missing", EDITED, [{}, FORBIDDEN], 0, ALL, published],
    ["twin: sec_a, sec_b", "--allow-missing", refer("twin"), listed(twins), 1, READ],
    [": /{{ secrets.sec_1 }}.", "", both, listed([spare]), 1, READ],
    [meanwhile, "", EDITED, [{}, {}, bodyOf({ version: 9 })], 1, "GET GET GET"],
    ["Nothing was changed.", "", EDITED, [{ method: "PUT", status: 422 }], 1, PUT],
    ["published T3S70", once, EDITED, lost("after"), 0, ALL, published],
    [UNKNOWN, once, EDITED, lost("before"), 69, ALL],
    ['-  "serial"', "", EDITED, later(bodyOf({ version: 2 })), 0, ALL, inexact],
    ["could not be read back", once, EDITED, later({ status: 500 }), 0, ALL, inexact],
    ["no backup", "--backup b.json", EDITED, [bodyOf(null), {}, bodyOf(null)], 0, ALL, published],
    ["is there already", "--backup c.json", EDITED, [], 64, ""],
    [unbacked, "--backup no/folder.txt", EDITED, [], 1, READ],
    ["line 1, column 2", "", "{", [], 64, ""],
    ["404", `${other} NONE`, EDITED, [], 1, "GET"],
    [other, `${other} a/b`, EDITED, [], 64, ""],
  ])("%s with %j", async ([words, args, file, faults, code, methods, result], { api }) => {
    api.write("c.json", file);
    api.fake.failNext(...faults);
    const ran = await api.run(`configuration publish c.json ${args}`.trim());
    expect([ran.code, api.methods()]).toEqual([code, methods]);
    if (result) expect(JSON.parse(ran.stdout)).toMatchObject(result);
    else expect(ran.stdout).toBe("");
    expect(ran.stderr.replaceAll(/\n +/g, " ")).toContain(words);
    expect(readdirSync(api.folder)).toEqual(["c.json"]);
  });

  it("Ctrl-C during the PUT: it may have been applied", async ({ api }) => {
    api.fake.failNext({ method: "PUT", stall: true });
    const { code, stdout, stderr } = await api.spawn("configuration publish -", {
      stdin: EDITED,
      during: (child) => {
        const timer = setInterval(() => {
          if (!api.methods().includes("PUT")) return;
          clearInterval(timer);
          child.kill("SIGINT");
        }, 20);
      },
    });
    expect([code, stdout]).toEqual([130, ""]);
    expect(stderr).toContain(UNKNOWN);
  });

  const atTerminal = hasTerminal ? it.concurrent : it.skip;
  atTerminal.for([
    ["y", 0, "GET GET GET PUT GET"],
    ["n", 1, "GET GET"],
  ] as const)("on a terminal it asks: %s", async ([key, code, sent], { api }) => {
    api.write("c.json", EDITED);
    const args = `configuration publish ${join(api.folder, "c.json")} --quiet`;
    const session = openTerminal(api.url, args);
    await session.waitFor("Publish to T3S70? [y/N]");
    expect(session.shown()).toContain('\u001b[32m+  "version": 2,\u001b[39m');
    session.type(key);
    expect([await session.ended, api.methods()]).toEqual([code, sent]);
  });
});
