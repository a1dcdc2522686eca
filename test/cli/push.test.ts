// push: a plan, a progress line per item, a summary, and the way to resume.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect } from "vitest";
import { VALUE } from "../support/cli.ts";
import { testWithApi } from "../support/cli-api.ts";

const it = testWithApi({ known: "before", other: "stays" });
const directory = mkdtempSync(join(tmpdir(), "push-"));
afterAll(() => rmSync(directory, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

const ENV = file(".env", `known=${VALUE}\nfresh='two words'\n`);
const JSON_FILE = file("secrets.json", JSON.stringify({ known: VALUE, fresh: "two words" }));
/** That of the documented examples. */
const REQUEST_ID = "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN";
const PUSHED = { known: VALUE, other: "stays", fresh: "two words" };

interface Items {
  items: { secret_name: string; action: string; status: string; error?: object }[];
}
const itemsOf = (stdout: string) =>
  (JSON.parse(stdout) as Items).items.map((item) => [item.secret_name, item.action, item.status]);

it.concurrent.for<[name: string, args: string[], stdin?: string]>([
  [".env", [ENV]],
  [".json", [JSON_FILE]],
  [".json without its ending", [file("secrets.txt", `\ufeff\n${readFileSync(JSON_FILE, "utf8")}`)]],
  [".env on standard input", ["-"], `known=${VALUE}\nfresh="two words"`],
  [".json on standard input", ["-"], `\n{"known":"${VALUE}","fresh":"two words"}`],
])("stores the secrets of %s", async ([_, args, stdin], { api }) => {
  const { code, stdout, stderr } = await api.run(["secrets", "push", ...args], { stdin });
  expect([code, api.stored()]).toEqual([0, PUSHED]);
  expect(itemsOf(stdout)).toEqual([
    ["known", "update", "done"],
    ["fresh", "create", "done"],
  ]);
  const lines = stderr.split("\n");
  expect(lines.slice(0, 4)).toEqual([
    "Connector T3S70 of team 936506:",
    `  ~ update known (${api.placeholder("known")})`,
    "  + create fresh",
    "Plan: 1 to create, 1 to update.",
  ]);
  expect(lines.slice(4)).toEqual([
    `✓ updated known (${api.placeholder("known")})`,
    `✓ created fresh (${api.placeholder("fresh")})`,
    "2 changes: 2 done.",
    "",
  ]);
});

it.concurrent("--dry-run shows the plan and writes nothing", async ({ api }) => {
  const { code, stdout } = await api.run(["secrets", "push", ENV, "--dry-run", "--prune"]);
  expect(code).toBe(0);
  expect(itemsOf(stdout)).toEqual([
    ["known", "update", "planned"],
    ["fresh", "create", "planned"],
    ["other", "delete", "planned"],
  ]);
  expect(api.fake.requests.map(({ method }) => method)).toEqual(["GET"]);
});

describe("--prune", () => {
  it.concurrent("without a terminal wants --yes, and writes nothing without it", async ({
    api,
  }) => {
    const { code, stdout, stderr } = await api.run(["secrets", "push", ENV, "--prune"]);
    expect([code, stdout]).toEqual([64, ""]);
    expect(stderr).toContain("--yes");
    expect(api.fake.requests.map(({ method }) => method)).toEqual(["GET"]);
  });

  it.concurrent("with --yes deletes the rest, after the writes", async ({ api }) => {
    const { code } = await api.run(["secrets", "push", ENV, "--prune", "--yes"]);
    expect([code, api.stored()]).toEqual([0, { known: VALUE, fresh: "two words" }]);
    expect(api.fake.requests.at(-1)?.method).toBe("DELETE");
  });

  it.concurrent("that deletes nothing needs no --yes", async ({ api }) => {
    const all = file("all.env", `known=1\nother=2\n`);
    expect((await api.run(["secrets", "push", all, "--prune"])).code).toBe(0);
  });
});

describe("a push that does not finish", () => {
  const three = file("three.env", `a=1\nb=${VALUE}\nc=3\n`);

  it.concurrent("says which item failed and why, goes on with the others, and says how to resume", async ({
    api,
  }) => {
    api.fake.failNext({}, {}, {}, { status: 422 });
    const { code, stdout, stderr } = await api.run(["secrets", "push", three]);
    expect(code).toBe(1);
    expect(itemsOf(stdout)).toEqual([
      ["a", "create", "done"],
      ["b", "create", "failed"],
      ["c", "create", "done"],
    ]);
    expect((JSON.parse(stdout) as Items).items[1]?.error).toMatchObject({
      status: 422,
      code: "UNPROCESSABLE_ENTITY",
      outcome: "not_applied",
      requestId: REQUEST_ID,
    });
    expect(stderr).toMatch(/✗ not created b: .*422 UNPROCESSABLE_ENTITY/);
    expect(stderr).toContain(`(request id ${REQUEST_ID})`);
    expect(stderr).toContain("3 changes: 2 done, 1 failed.");
    expect(stderr).toContain("Fix what was refused. To finish, run the same command again.");
  });

  it.concurrent.for<
    [name: string, fault: object, code: number, status: string, line: string, hint: string]
  >([
    ["401", { status: 401 }, 65, "failed", "✗ not created b", "cb_secrets_write"],
    ["a server error", { status: 500 }, 69, "unknown", "? perhaps created b", "Try again later"],
    ["a lost connection", { drop: "after" }, 69, "unknown", "? perhaps created b", "network"],
  ])(
    "%s stops it: the rest is not attempted",
    async ([_, fault, code, status, line, hint], { api }) => {
      api.fake.failNext({}, {}, {}, fault);
      const ran = await api.run(["secrets", "push", three, "--max-retries", "0"]);
      expect(ran.code).toBe(code);
      expect(itemsOf(ran.stdout)).toEqual([
        ["a", "create", "done"],
        ["b", "create", status],
        ["c", "create", "not_attempted"],
      ]);
      for (const words of [line, "- not attempted: create c", hint, "run the same command again"]) {
        expect(ran.stderr).toContain(words);
      }
      expect(ran.stderr).not.toContain("Fix");
      // Running it again finishes the work.
      expect((await api.run(["secrets", "push", three])).code).toBe(0);
      expect(api.stored()).toEqual({ known: "before", other: "stays", a: "1", b: VALUE, c: "3" });
    },
  );
});

it.concurrent.for<[name: string, args: string[], stdin: string | undefined, word: string]>([
  ["a bad line, named by its number alone", ["-"], `a=1\n${VALUE}\n`, "Line 2:"],
  ["a name twice", ["-"], `a=1\na=${VALUE}\n`, "Line 2: the same name as on line 1."],
  ["an empty value", ["-"], "a=\n", "Line 1: the value is empty."],
  ["JSON that is not flat", ["-"], `{"a":["${VALUE}"]}`, "Line 1: expected a string."],
  ["an empty file", ["-"], "", "contains no secrets"],
  ["an empty JSON file", [file("empty.json", "\ufeff\n")], undefined, "contains no secrets"],
  ["a directory", [directory], undefined, "EISDIR, it is a directory"],
  ["no terminal and no input", ["-"], undefined, "contains no secrets"],
  ["a value that is too long", ["-"], `a=${"x".repeat(10_001)}`, "10000"],
  ["a missing file", [join(directory, "none")], undefined, "ENOENT"],
])("%s: exit code 64, and nothing is written", async ([_, args, stdin, word], { api }) => {
  const { code, stdout, stderr } = await api.run(["secrets", "push", ...args], { stdin });
  expect([code, stdout]).toEqual([64, ""]);
  expect(stderr).toContain(word);
  expect(api.stored()).toEqual({ known: "before", other: "stays" });
});

describe("bad lines are told all at once", () => {
  it.concurrent("each by its number alone, with the path of the file", async ({ api }) => {
    const bad = file("bad.env", `a=1\n${VALUE}\nb=\na=${VALUE}\nc=x#y\nd='${VALUE}\ne=1\n`);
    const { code, stdout, stderr } = await api.run(["secrets", "push", bad]);
    expect([code, stdout, api.fake.requests]).toEqual([64, "", []]);
    expect(stderr.split("\n")).toEqual([
      `error: 5 lines of ${bad} are refused.`,
      "  Line 2: not of the form NAME=value.",
      "  Line 3: the value is empty.",
      "  Line 4: the same name as on line 1.",
      "  Line 5: a # right after the value: some readers would cut it there.",
      "  Line 6: the quote ' is not closed.",
      "  Nothing was stored.",
      "  Put the value in single quotes.",
      "",
    ]);
  });

  it.concurrent("a single one says in which file it stands", async ({ api }) => {
    const bad = file("one.env", `a=1\n${VALUE}\n`);
    const { stderr } = await api.run(["secrets", "push", bad]);
    expect(stderr).toContain("error: Line 2: not of the form NAME=value.\n");
    expect(stderr).toContain(`The line is in ${bad}.`);
  });

  it.concurrent("of very many, the first ones", async ({ api }) => {
    const { stderr } = await api.run(["secrets", "push", "-"], {
      stdin: `${VALUE}\n`.repeat(1_000),
    });
    expect(stderr).toContain("error: 1000 lines of standard input are refused.\n");
    expect(stderr).toContain("  Line 20: not of the form NAME=value.\n  ... and 980 more.\n");
  });
});

it.concurrent.for(["SUPERMETRICS_API_KEY", "SUPERMETRICS_BEARER_TOKEN"])(
  "%s is not stored: the file may be the one that holds the key",
  async (name, { api }) => {
    const ran = await api.run(["secrets", "push", "-"], { stdin: `a=1\n${name}=${VALUE}\n` });
    expect([ran.code, ran.stdout]).toEqual([64, ""]);
    expect(ran.stderr).toContain(`The file holds ${name}`);
    expect(ran.stderr).not.toContain(VALUE);
    expect(api.fake.requests).toEqual([]);
  },
);

it.concurrent("over 100 secrets are refused before the first write", async ({ api }) => {
  const many = Array.from({ length: 99 }, (_, index) => `s${index}=v`).join("\n");
  const { code, stderr } = await api.run(["secrets", "push", "-"], { stdin: many });
  expect(code).toBe(64);
  expect(stderr).toContain("at most 100 secrets");
  expect(api.stored()).toEqual({ known: "before", other: "stays" });
});
