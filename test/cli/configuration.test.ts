// configuration pull, diff and publish, as processes against the fake API.
import { execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { createFakeApi, type FakeApi } from "../../src/testing/index.ts";
import { KEY, type Ran, type RunOptions, runCli } from "../support/cli.ts";
import { hasTerminal, openTerminal } from "../support/terminal.ts";

vi.setConfig({ testTimeout: 60_000 });

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

interface World {
  readonly fake: FakeApi;
  readonly folder: string;
  readonly url: string;
  /** Runs `configuration …`; the file `config.json` of the folder stands for itself. */
  run(args: string, options?: RunOptions): Promise<Ran>;
  write(name: string, text: string): string;
  read(name: string): string;
  placeholder(name: string, connector?: string): string;
  published(connector?: string): Promise<string>;
}

const it = test.extend<{ world: World }>({
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads from it that nothing is needed
  world: async ({}, use) => {
    const team_id = 936506;
    const secrets = { spare: "s", client_id: "a" };
    const fake = createFakeApi({
      connectors: [
        { team_id, connector_identifier: "T3S70", secrets, configuration: PUBLISHED },
        { team_id, connector_identifier: "PROD1", secrets: { client_id: "b" }, configuration: {} },
      ],
      token: KEY,
    });
    const server = await fake.listen();
    const folder = mkdtempSync(join(tmpdir(), "configuration-"));
    const at = (name: string) => join(folder, name);
    const placeholder: World["placeholder"] = (name, connector = "T3S70") =>
      fake.secrets(team_id, connector).find(({ secret_name }) => secret_name === name)
        ?.secret_placeholder ?? "";
    await use({
      fake,
      folder,
      url: server.url,
      run: (args, options) =>
        runCli(
          server.url,
          [
            "configuration",
            ...args.split(" ").map((word) => (/\.json$/.test(word) ? at(word) : word)),
          ],
          options,
        ),
      write(name, text) {
        writeFileSync(at(name), text);
        return text;
      },
      read: (name) => readFileSync(at(name), "utf8"),
      placeholder,
      async published(connector = "T3S70") {
        const path = `/v1/teams/${team_id}/connector_builder/connectors/${connector}`;
        const response = await fake.fetch(`https://x${path}`, {
          headers: { authorization: `Bearer ${KEY}` },
        });
        return response.text();
      },
    });
    await server.close();
    rmSync(folder, { recursive: true });
  },
});

const requests = ({ fake }: World) => fake.requests.map(({ method }) => method).join(" ");
const FORBIDDEN = { status: 403, body: { error: { code: "FORBIDDEN", message: "No." } } };

describe("pull", () => {
  it.concurrent("writes the same bytes to standard output and into a file, digit for digit", async ({
    world,
  }) => {
    expect(await world.run("pull")).toMatchObject({ code: 0, stdout: TEXT });
    expect(await world.run("pull -")).toMatchObject({ code: 0, stdout: TEXT });
    expect(await world.run("pull new.json")).toMatchObject({ code: 0, stdout: "" });
    expect(world.read("new.json")).toBe(TEXT);
    expect(readdirSync(world.folder)).toEqual(["new.json"]);
  });

  it.concurrent.for<[name: string, existing: string, flags: string, code: number, left: boolean]>([
    ["an empty file is written", "", "", 0, false],
    ["an equal configuration in another order is left alone", '{"a":1,"b":2}', "", 0, true],
    ["another one needs --yes", '{"a":1}', "", 64, true],
    ["with --yes it is overwritten", '{"a":1}', " --yes", 0, false],
    ["so is what is no JSON", "{{{", " --yes", 0, false],
    ["which needs --yes as well", "{{{", "", 64, true],
  ])("into a file that is there: %s", async ([_, existing, flags, code, isLeft], { world }) => {
    world.write("c.json", existing);
    world.fake.failNext({ body: { configuration: { configuration_json: { b: 2, a: 1 } } } });
    const ran = await world.run(`pull c.json${flags}`);
    expect(ran).toMatchObject({ code, stdout: "" });
    expect(world.read("c.json")).toBe(isLeft ? existing : '{\n  "b": 2,\n  "a": 1\n}\n');
    if (code === 0 && isLeft) expect(ran.stderr).toContain("left alone");
  });

  it.concurrent("through a link, with the mode of the file, and nothing left behind", async ({
    world,
  }) => {
    world.write("real.json", "{}");
    chmodSync(join(world.folder, "real.json"), 0o640);
    symlinkSync("real.json", join(world.folder, "link.json"));
    symlinkSync("new.json", join(world.folder, "nothing.json"));
    expect(await world.run("pull link.json --yes")).toMatchObject({ code: 0 });
    expect(await world.run("pull nothing.json")).toMatchObject({ code: 0 });
    expect([world.read("real.json"), world.read("new.json")]).toEqual([TEXT, TEXT]);
    expect(statSync(join(world.folder, "real.json")).mode & 0o777).toBe(0o640);
    expect(lstatSync(join(world.folder, "link.json")).isSymbolicLink()).toBe(true);
    expect(readdirSync(world.folder)).toHaveLength(4);
  });

  it.concurrent("into a pipe", async ({ world }) => {
    const pipe = join(world.folder, "pipe.json");
    execFileSync("mkfifo", [pipe]);
    const reader = spawn("cat", [pipe]);
    const chunks: string[] = [];
    reader.stdout.setEncoding("utf8").on("data", (chunk) => chunks.push(chunk));
    const read = new Promise((resolve) => reader.once("close", resolve));
    expect(await world.run("pull pipe.json")).toMatchObject({ code: 0 });
    await read;
    expect(chunks.join("")).toBe(TEXT);
  });

  it.concurrent.for<
    [name: string, args: string, file: string, code: number, stdout: RegExp, words: string]
  >([
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
  ])("%s", async ([_, args, text, code, stdout, words], { world }) => {
    world.write("c.json", text);
    const ran = await world.run(args, { stdin: text });
    expect(ran).toMatchObject({ code, stdout: expect.stringMatching(stdout) });
    expect(ran.stderr).toContain(words);
    expect(ran.stdout + ran.stderr).not.toMatch(/in-plain-text|"other"/);
  });

  it.concurrent("says what looks alike", async ({ world }) => {
    world.fake.failNext({ body: { configuration: { configuration_json: { a: "\u00e9" } } } });
    const { code, stderr } = await world.run("diff -", { stdin: '{"a":"e\u0301"}' });
    expect(code).toBe(1);
    expect(stderr).toContain("Unicode normalization");
  });

  it.concurrent.for<[name: string, fault: object, secret: string, words: string]>([
    ["resolves names", {}, "spare", "1 reference by name resolved."],
    ["without the list, compares the file as it stands", FORBIDDEN, "spare", "(403)"],
  ])("%s", async ([_, fault, name, words], { world }) => {
    world.fake.failNext({}, fault);
    const { code, stdout, stderr } = await world.run("diff -", {
      stdin: TEXT.replace("secrets.token", `secrets.${name}`),
    });
    expect([code, requests(world)]).toEqual([1, "GET GET"]);
    const reference = fault === FORBIDDEN ? name : world.placeholder(name);
    expect(stdout).toContain(`+    "header": "Basic {{ secrets.${reference} }}",`);
    expect(stderr).toContain(words);
  });
});

describe("publish", () => {
  const EDITED = TEXT.replace('"version": 1', '"version": 2');
  const refer = (name: string) => EDITED.replace("secrets.token", `secrets.${name}`);
  const change = { op: "replace", path: "/version", value: 2 };
  const body = (configuration_json: unknown) => ({
    body: { configuration: { configuration_json } },
  });
  const lost = { method: "PUT", drop: "before" } as const;
  const twins = ["sec_a", "sec_b"].map((secret_placeholder) => ({
    secret_placeholder,
    secret_name: "twin",
  }));

  it.concurrent("shows the diff, checks, keeps a backup, puts and reads back", async ({
    world,
  }) => {
    world.write("c.json", refer("spare"));
    const ran = await world.run("publish c.json --backup before.json");
    expect(ran.code).toBe(0);
    const header = `Basic {{ secrets.${world.placeholder("spare")} }}`;
    expect(JSON.parse(ran.stdout)).toEqual({
      action: "published",
      isExact: true,
      changes: [change, { op: "replace", path: "/auth/header", value: header }],
    });
    for (const words of ['-  "version": 1,\n+  "version": 2,\n', "1 by placeholder, 1 declared"]) {
      expect(ran.stderr).toContain(words);
    }
    expect(ran.stderr).not.toContain(HIDDEN);
    expect(world.read("before.json")).toBe(TEXT);
    expect(requests(world)).toBe("GET GET GET PUT GET");
    expect(await world.published()).toMatch(`"serial":${DIGITS},"auth":{"header":"${header}"`);
  });

  it.concurrent("publishes one file for each connector that has secrets of these names", async ({
    world,
  }) => {
    world.write("c.json", refer("client_id"));
    for (const connector of ["T3S70", "PROD1"]) {
      const flag = `--connector-identifier ${connector}`;
      expect(await world.run(`publish c.json ${flag}`)).toMatchObject({ code: 0 });
      const placeholder = world.placeholder("client_id", connector);
      expect(await world.published(connector)).toContain(`Basic {{ secrets.${placeholder} }}`);
      expect(await world.run(`diff c.json ${flag}`)).toMatchObject({ code: 0, stdout: "" });
    }
  });

  type Row = readonly [
    name: string,
    args: string,
    file: string,
    faults: readonly object[],
    code: number,
    requests: string,
    result: object | undefined,
    words: string,
  ];
  const published = { action: "published", isExact: true };
  it.concurrent.for<Row>([
    [
      "equal",
      "--backup b.json",
      TEXT,
      [],
      0,
      "GET GET",
      { action: "unchanged", changes: [] },
      "Nothing to publish.",
    ],
    [
      "a dry run",
      "--dry-run",
      EDITED,
      [],
      0,
      "GET GET",
      { action: "planned", changes: [change] },
      "Nothing was published.",
    ],
    ["a missing secret", "", refer("none"), [], 1, "GET GET", undefined, "none: /auth/header"],
    [
      "a missing secret in a dry run",
      "--dry-run",
      refer("none"),
      [],
      1,
      "GET GET",
      undefined,
      "Not stored: none.",
    ],
    [
      "a missing secret that is allowed",
      "--allow-missing",
      refer("none"),
      [],
      0,
      "GET GET GET PUT GET",
      published,
      "Not stored: none.",
    ],
    ["no list", "", EDITED, [{}, FORBIDDEN], 65, "GET GET", undefined, "cb_secrets_read"],
    [
      "no list, which is allowed",
      "--allow-missing",
      EDITED,
      [{}, FORBIDDEN],
      0,
      "GET GET GET PUT GET",
      published,
      "(403)",
    ],
    [
      "a name of two secrets",
      "--allow-missing",
      refer("twin"),
      [{}, { body: { count: 2, secrets: twins } }],
      1,
      "GET GET",
      undefined,
      "twin: sec_a, sec_b",
    ],
    [
      "two members that become one",
      "",
      '{"{{ secrets.spare }}":1,"{{ secrets.sec_3c6ef372e }}":2}',
      [
        {},
        {
          body: {
            count: 1,
            secrets: [{ secret_name: "spare", secret_placeholder: "sec_3c6ef372e" }],
          },
        },
      ],
      1,
      "GET GET",
      undefined,
      ": /{{ secrets.sec_3c6ef372e }}.",
    ],
    [
      "changed since the diff",
      "",
      EDITED,
      [{}, {}, body({ version: 9 })],
      1,
      "GET GET GET",
      undefined,
      "has changed since it was compared. Nothing was changed.",
    ],
    [
      "refused",
      "",
      EDITED,
      [{ method: "PUT", status: 422 }],
      1,
      "GET GET GET PUT",
      undefined,
      "Nothing was changed.",
    ],
    [
      "lost on the way back",
      "--max-retries 0",
      EDITED,
      [{ method: "PUT", drop: "after" }],
      0,
      "GET GET GET PUT GET",
      published,
      "published T3S70",
    ],
    [
      "lost on the way there",
      "--max-retries 0",
      EDITED,
      [lost],
      69,
      "GET GET GET PUT GET",
      undefined,
      "may have been applied: compare with `configuration diff`",
    ],
    [
      "changed by the server",
      "",
      EDITED,
      [{}, {}, {}, {}, body({ version: 2 })],
      0,
      "GET GET GET PUT GET",
      { action: "published", isExact: false },
      '-  "serial"',
    ],
    [
      "not read back",
      "--max-retries 0",
      EDITED,
      [{}, {}, {}, {}, { status: 500 }],
      0,
      "GET GET GET PUT GET",
      { action: "published", isExact: false },
      "could not be read back",
    ],
    [
      "nothing published before",
      "--backup b.json",
      EDITED,
      [body(undefined), {}, body(undefined)],
      0,
      "GET GET GET PUT GET",
      published,
      "no backup",
    ],
    [
      "a backup that is there",
      "--backup c.json",
      EDITED,
      [],
      64,
      "",
      undefined,
      "is there already",
    ],
    [
      "a backup that cannot be written",
      "--backup no/folder.txt",
      EDITED,
      [],
      1,
      "GET GET",
      undefined,
      "Nothing was written or published.",
    ],
    ["no JSON", "", "{", [], 64, "", undefined, "line 1, column 2"],
    ["no such connector", "--connector-identifier NONE", EDITED, [], 1, "GET", undefined, "404"],
    [
      "what is no identifier",
      "--connector-identifier a/b",
      EDITED,
      [],
      64,
      "",
      undefined,
      "--connector-identifier",
    ],
  ])("%s", async ([_, args, file, faults, code, sent, result, words], { world }) => {
    world.write("c.json", file);
    world.fake.failNext(...faults);
    const ran = await world.run(`publish c.json ${args}`.trim());
    expect([ran.code, requests(world)]).toEqual([code, sent]);
    if (result) expect(JSON.parse(ran.stdout)).toMatchObject(result);
    else expect(ran.stdout).toBe("");
    expect(ran.stderr.replaceAll(/\n +/g, " ")).toContain(words);
    expect(readdirSync(world.folder)).toEqual(["c.json"]);
  });

  it.concurrent("Ctrl-C during the PUT: it may have been applied", async ({ world }) => {
    world.fake.failNext({ method: "PUT", stall: true });
    const { code, stdout, stderr } = await world.run("publish -", {
      stdin: EDITED,
      during: (child) => {
        const timer = setInterval(() => {
          if (!requests(world).includes("PUT")) return;
          clearInterval(timer);
          child.kill("SIGINT");
        }, 20);
      },
    });
    expect([code, stdout]).toEqual([130, ""]);
    expect(stderr).toContain("may have been applied: compare with `configuration diff`");
  });

  const atTerminal = hasTerminal ? it.concurrent : it.skip;
  atTerminal.for([
    ["y", 0, "GET GET GET PUT GET"],
    ["n", 1, "GET GET"],
  ] as const)("on a terminal it asks: %s", async ([key, code, sent], { world }) => {
    world.write("c.json", EDITED);
    const args = ["configuration", "publish", join(world.folder, "c.json"), "--quiet"];
    const session = openTerminal(world.url, args);
    await session.waitFor("Publish to T3S70? [y/N]");
    expect(session.shown()).toContain('\u001b[32m+  "version": 2,\u001b[39m');
    session.type(key);
    expect([await session.ended, requests(world)]).toEqual([code, sent]);
  });
});
