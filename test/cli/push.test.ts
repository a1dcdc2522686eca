// push: a plan, a progress line per item, a summary, and the way to resume.
import { describe, expect } from "vitest";
import { VALUE } from "../support/cli.ts";
import { testWithApi } from "../support/cli-api.ts";

const BEFORE = { known: "before", other: "stays" };
const it = testWithApi(BEFORE);
const ENV = `known=${VALUE}\nfresh='two words'\n`;
const JSON_TEXT = JSON.stringify({ known: VALUE, fresh: "two words" });
/** That of the documented examples. */
const REQUEST_ID = "BXaEFVtjc7TXaJxgZhmFgSUD9edqq_CN";
interface Items {
  items: { secret_name: string; action: string; status: string; error?: object }[];
}
const itemsOf = (stdout: string) =>
  (JSON.parse(stdout) as Items).items.map((item) =>
    [item.secret_name, item.action, item.status].join(" "),
  );

it.for<[name: string, text: string]>([
  [".env", ENV],
  ["secrets.json", JSON_TEXT],
  ["a.txt", `\ufeff\n${JSON_TEXT}`],
  ["-", ENV],
  ["-", `\n${JSON_TEXT}`],
])("stores the secrets of %s", async ([name, text], { api }) => {
  if (name !== "-") api.write(name, text);
  const { code, stdout, stderr } = await api.run(`secrets push ${name}`, { stdin: text });
  expect([code, api.stored()]).toEqual([0, { ...BEFORE, known: VALUE, fresh: "two words" }]);
  expect(itemsOf(stdout)).toEqual(["known update done", "fresh create done"]);
  expect(stderr.split("\n")).toEqual([
    "Connector T3S70 of team 936506:",
    `  ~ update known (${api.placeholder("known")})`,
    "  + create fresh",
    "Plan: 1 to create, 1 to update.",
    `✓ updated known (${api.placeholder("known")})`,
    `✓ created fresh (${api.placeholder("fresh")})`,
    "2 changes: 2 done.",
    "",
  ]);
});

it("--dry-run shows the plan and writes nothing", async ({ api }) => {
  const { code, stdout } = await api.run("secrets push - --dry-run --prune", { stdin: ENV });
  const items = ["known update planned", "fresh create planned", "other delete planned"];
  expect([code, itemsOf(stdout), api.methods()]).toEqual([0, items, "GET"]);
});

it("--prune with --yes deletes the rest, after the writes", async ({ api }) => {
  const { code } = await api.run("secrets push - --prune --yes", { stdin: ENV });
  expect([code, api.stored()]).toEqual([0, { known: VALUE, fresh: "two words" }]);
  expect(api.fake.requests.at(-1)?.method).toBe("DELETE");
});

it("--prune that deletes nothing needs no --yes", async ({ api }) => {
  const { code } = await api.run("secrets push - --prune", { stdin: "known=1\nother=2\n" });
  expect(code).toBe(0);
});

describe("a push that does not finish", () => {
  const three = { stdin: `a=1\nb=${VALUE}\nc=3\n` };

  it("says which item failed and why, continues with the others, and says how to resume", async ({
    api,
  }) => {
    api.fake.failNext({}, {}, {}, { status: 422 });
    const { code, stdout, stderr } = await api.run("secrets push -", three);
    const items = ["a create done", "b create failed", "c create done"];
    expect([code, itemsOf(stdout)]).toEqual([1, items]);
    expect((JSON.parse(stdout) as Items).items[1]?.error).toMatchObject({
      status: 422,
      code: "UNPROCESSABLE_ENTITY",
      outcome: "not_applied",
      requestId: REQUEST_ID,
    });
    expect(stderr).toMatch(/^✗ not created b: 422 UNPROCESSABLE_ENTITY\. .+ \(request id \w+\)$/m);
    expect(stderr).toContain("3 changes: 2 done, 1 failed.");
    expect(stderr).toContain("Fix what was refused. To finish, run the same command again.");
  });

  it.for<[name: string, fault: object, code: number, status: string, line: string, hint: string]>([
    ["401", { status: 401 }, 65, "failed", "✗ not created b", "cb_secrets_write"],
    ["a server error", { status: 500 }, 69, "unknown", "? perhaps created b", "Try again later"],
    ["a lost connection", { drop: "after" }, 69, "unknown", "? perhaps created b", "network"],
  ])(
    "%s stops it: the rest is not attempted",
    async ([_, fault, code, status, line, hint], { api }) => {
      api.fake.failNext({}, {}, {}, fault);
      const ran = await api.run("secrets push - --max-retries 0", three);
      const items = ["a create done", `b create ${status}`, "c create not_attempted"];
      expect([ran.code, itemsOf(ran.stdout)]).toEqual([code, items]);
      for (const words of [line, "- not attempted: create c", hint, "run the same command again"]) {
        expect(ran.stderr).toContain(words);
      }
      expect(ran.stderr).not.toContain("Fix");
      // Running it again finishes the work.
      expect((await api.run("secrets push -", three)).code).toBe(0);
      expect(api.stored()).toEqual({ ...BEFORE, a: "1", b: VALUE, c: "3" });
    },
  );
});
