// At a real pseudo-terminal: the hidden prompt, confirmations, and the terminal afterwards.
import { describe, expect, vi } from "vitest";
import { TypedText } from "../../src/cli/input/typed-text.ts";
import { KEY, VALUE } from "../support/cli.ts";
import { type TestApi, testWithApi } from "../support/cli-api.ts";
import {
  hasTerminal,
  openTerminal,
  type Session,
  type SessionOptions,
} from "../support/terminal.ts";

const BEFORE = { known: "before", other: "stays" };
const it = testWithApi(BEFORE);
const WAIT = { timeout: 20_000, interval: 50 };
const LONG = `${VALUE}${"abcdefghi ".repeat(898)}`.slice(0, 9_000);
const paste = (text: string) => `\x1b[200~${text.replaceAll("\n", "\r")}\x1b[201~`;

/** Opens a terminal, and looks for the value and the key in all that it showed. */
async function at(
  { url }: TestApi,
  args: string,
  steps: (terminal: Session) => unknown = () => {},
  options?: SessionOptions,
): Promise<{ code: number; shown: string }> {
  const terminal = openTerminal(url, args, options);
  await steps(terminal);
  const code = await terminal.ended;
  const shown = terminal.shown();
  for (const secret of [VALUE, KEY]) expect(shown.includes(secret)).toBe(false);
  return { code, shown };
}

const enter = (keys: string | Buffer) => async (terminal: Session) => {
  await terminal.waitFor("Value of");
  terminal.type(keys);
};

// Without a terminal, which joins what is written at the same time: a key is a chunk of its own.
it.for<[name: string, chunks: string[], value: string, problem?: string]>([
  ["a single character", ["v\r"], "v"],
  ["several lines", [`${paste("a\nb\n\nc")}\r`], "a\nb\n\nc"],
  ["tabs", [`a\t${paste("b\tc")}\r`], "a\tb\tc"],
  ["characters of every plane", [`${paste("ä€😀")}é\r`], "ä€😀é"],
  ["backspace and Ctrl-U", ["wrong\x15ri😀\x7fght\r"], "right"],
  ["arrow keys", ["a\x1b[D\x1b[1;5Cb\x1bOAc\r"], "abc"],
  ["a key that arrives in parts", ["a\x1b", "[", "Db\r"], "ab"],
  ["Ctrl-D behind a value", ["v\x04"], "v"],
  ["a control character", ["v\x01\r"], "v", "control character"],
  ["a pasted NUL", [`${paste("v\0")}\r`], "v\0", "control character"],
  ["a pasted escape sequence", [`${paste("v\x1b[31m")}\r`], "v\x1b[31m", "control character"],
  ["a Ctrl-C inside a paste", [`${paste("v\x03b")}\r`], "v\x03b", "control character"],
])("the keys of %s", ([_, chunks, value, problem]) => {
  const text = new TypedText();
  expect(chunks.map((chunk) => text.feed(chunk)?.end).at(-1)).toBe("submit");
  expect(text.value).toBe(value);
  expect(text.problem ?? "none").toContain(problem ?? "none");
});

it.for<[name: string, keys: string[]]>([
  ["immediately", []],
  ["after Enter", ["\r"]],
  ["after Ctrl-D", ["\x04"]],
])("a paste that never ends is left with Ctrl-C: %s", ([_, keys]) => {
  const text = new TypedText();
  for (const chunk of [`\x1b[200~${VALUE}`, ...keys]) expect(text.feed(chunk)).toBeUndefined();
  expect(text.feed("\x03")).toMatchObject({ end: "cancel" });
});

describe.skipIf(!hasTerminal)("the hidden prompt", () => {
  const SET = "secrets set name";

  it.concurrent.for<[name: string, keys: string, want: string, flag?: string]>([
    ["9,000 pasted characters, whole", `${paste(LONG)}\r`, LONG],
    ["them if the terminal does not mark a paste", `${LONG}\r`, LONG],
    ["a paste, without one newline at its end", `${paste(`${VALUE}\n\n`)}\r`, `${VALUE}\n`],
    ["its newline with --verbatim", `${paste("v\n")}\r`, "v\n", " --verbatim"],
  ])("takes %s", async ([_, keys, want, flag = ""], { api }) => {
    const { code, shown } = await at(api, `${SET}${flag}`, enter(keys));
    expect([code, api.stored().name === want]).toEqual([0, true]);
    expect(shown).toContain(`${want.length} character`);
    // The same for every length.
    expect(new Set(shown.match(/•+/g))).toEqual(new Set(["••••••••"]));
  });

  it.concurrent("refuses what cannot be taken, and asks again", async ({ api }) => {
    const { code } = await at(api, SET, async (terminal) => {
      await terminal.waitFor("Value of");
      for (const [keys, word] of [
        [Buffer.from(`${paste("\xe4")}\r`, "latin1"), "not UTF-8"],
        ["\r", "It is empty."],
        [`${VALUE}\rb\rc\r`, "several lines"],
        [`${VALUE}\x01\r`, "control character"],
        [`${paste(`\uFEFF${VALUE}`)}\r`, "begins with a byte order mark"],
        [`${paste(`${VALUE}\u200b`)}\r`, "ends with an invisible"],
      ] as const) {
        terminal.type(keys);
        // The next prompt.
        await terminal.waitFor(new RegExp(`${word}[^]*> `));
      }
      terminal.type("second\r");
    });
    expect([code, api.stored().name]).toEqual([0, "second"]);
  });

  it.concurrent.for<[name: string, keys: string, code: number]>([
    ["Ctrl-C", "\x03", 130],
    ["Ctrl-C behind a value", `${VALUE}\x03`, 130],
    ["Ctrl-D", "\x04", 130],
    ["Enter", `${VALUE}\r`, 0],
  ])("%s leaves the terminal as it was", async ([_, keys, want], { api }) => {
    const shell = 'stty -g; "$@"; echo "code=$?"; stty -g';
    const { shown } = await at(api, SET, enter(keys), { shell });
    const settings = shown.match(/^[0-9a-f]+(?::[0-9a-f]+){10,}/gm) ?? [];
    expect(settings).toHaveLength(2);
    expect(settings[0]).toBe(settings[1]);
    expect(shown).toContain(`code=${want}`);
    // Pastes are no longer marked.
    expect(shown.lastIndexOf("\x1b[?2004l")).toBeGreaterThan(shown.lastIndexOf("\x1b[?2004h"));
    if (want === 130) expect(shown).toContain("Nothing was changed.");
  });

  it.concurrent("a signal from outside leaves the terminal as it was, too", async ({ api }) => {
    const { code, shown } = await at(api, SET, async (terminal) => {
      await terminal.waitFor("Value of");
      terminal.kill("SIGTERM");
    });
    expect(code).toBe(143);
    expect(shown).toContain("Nothing was changed.");
    expect(shown.lastIndexOf("\x1b[?2004l")).toBeGreaterThan(shown.lastIndexOf("\x1b[?2004h"));
  });

  it.concurrent("has neither colours with NO_COLOR nor Unicode without a UTF-8 locale", async ({
    api,
  }) => {
    const env = { NO_COLOR: "1", LANG: "C" };
    const { shown } = await at(api, SET, enter(`${VALUE}\r`), { env });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
    expect(shown).not.toMatch(/\x1b\[(?:3|9)\dm/);
    expect([...shown].filter((character) => character > "~")).toEqual([]);
  });

  it.concurrent("without a terminal to show it at, fails immediately", async ({ api }) => {
    const shell = '"$@" 2>&1 >/dev/null | cat; "$@" 2>/dev/null; echo "code=$?"';
    const { shown } = await at(api, SET, undefined, { shell });
    expect(shown).toContain("The prompt cannot be shown");
    expect(shown).toContain("code=64");
  });
});

describe.skipIf(!hasTerminal)("confirmations", () => {
  it.concurrent.for<[keys: string, code: number]>([
    ["y", 0],
    ["n", 1],
    ["\r", 1],
    ["\x03", 130],
    ["\x04", 130],
  ])("delete asks first: %j", async ([keys, code], { api }) => {
    const ran = await at(api, "secrets delete --name known", async (terminal) => {
      await terminal.waitFor(/Delete known, sec_\w+ from T3S70\?/);
      terminal.type(keys);
    });
    expect([ran.code, api.stored()]).toEqual([code, code === 0 ? { other: "stays" } : BEFORE]);
    if (code !== 0) expect(ran.shown).toContain("Nothing was changed.");
  });
});

describe.skipIf(!hasTerminal)("push at a terminal", () => {
  /** Pushes a file, and does something while the question is shown, before it is confirmed. */
  const push = (
    api: TestApi,
    text: string,
    before: (terminal: Session) => unknown,
    { flags = "", question = "Continue?" } = {},
  ) =>
    at(api, `secrets push ${api.write(".env", text)}${flags}`, async (terminal) => {
      await terminal.waitFor(question);
      await before(terminal);
      terminal.type("y");
    });

  it.concurrent("shows the plan, asks, reports each item and sums up", async ({ api }) => {
    const { code, shown } = await push(api, "known=1\nfresh=2\n", ({ shown }) =>
      expect(shown()).toContain("Plan: 1 to create, 1 to update."),
    );
    expect([code, api.stored()]).toEqual([0, { known: "1", other: "stays", fresh: "2" }]);
    for (const words of ["updated known", "created fresh", "2 changes: 2 done."]) {
      expect(shown).toContain(words);
    }
  });

  it.concurrent.for<[what: string, text: string, flags: string, question: string, name: string]>([
    ["delete", "known=1\nother=2\n", " --prune", "Continue?", "newcomer"],
    ["delete more than", "known=1\n", " --prune", "delete 1 secret?", "newcomer"],
    ["overwrite", "fresh=2\n", "", "Continue?", "fresh"],
  ])("does not %s what came after the plan", async ([_, text, flags, question, name], { api }) => {
    const url = "https://api/v1/teams/936506/connector_builder/connectors/T3S70/secrets";
    const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json" };
    const body = JSON.stringify({ secret_name: name, secret_value: "v" });
    // Another writer stores a secret while the question is open.
    const before = () => api.fake.fetch(url, { method: "POST", headers, body });
    const ran = await push(api, text, before, { flags, question });
    expect([ran.code, api.stored()]).toEqual([1, { ...BEFORE, [name]: "v" }]);
    expect(ran.shown).toContain("has changed in the meantime");
    if (name === "fresh") expect(ran.shown).not.toContain("Overwritten values");
  });

  it.concurrent("continues if less is overwritten than was shown", async ({ api }) => {
    const question = "Overwritten values cannot be recovered.";
    const before = () => api.fake.failNext({ body: { count: 0, secrets: [] } });
    expect((await push(api, "known=1\n", before, { question })).code).toBe(0);
    expect(api.stored()).toEqual({ known: "1", other: "stays" });
  });
});

describe.skipIf(!hasTerminal)("a window that is closed", () => {
  const TEXT = "a=1\nb=2\nc=3\n";

  it.concurrent.for<[name: string, args: string, words: string]>([
    ["at the prompt", "set name", "Value of"],
    ["at a question", "push FILE", "Continue?"],
    ["in a push", "push FILE --yes", "created a"],
  ])("%s ends the command as the signal does", async ([_, args, words], { api }) => {
    api.fake.failNext({}, {}, {}, { stall: true });
    const path = api.write(".env", TEXT);
    const terminal = openTerminal(api.url, `secrets ${args.replace("FILE", path)}`);
    await terminal.waitFor(words);
    terminal.close();
    expect(await terminal.ended).toBe(129);
  });

  it.concurrent("in a push that writes to files leaves the whole report there", async ({ api }) => {
    api.fake.failNext({}, {}, {}, { stall: true });
    const path = api.write(".env", TEXT);
    const shell = `cd '${api.folder}' && exec "$@" > data 2> words`;
    const terminal = openTerminal(api.url, `secrets push ${path} --yes`, { shell });
    await vi.waitFor(() => expect(api.read("words")).toContain("created a"), WAIT);
    terminal.close();
    expect(await terminal.ended).toBe(129);
    expect(api.read("words")).toContain("1 done, 1 unknown, 1 not attempted.");
    expect(api.read("words")).toMatch(/error: Interrupted\.\n.*run the same command again.*\n$/);
    expect(JSON.parse(api.read("data"))).toHaveProperty("items.length", 3);
  });
});

describe.skipIf(!hasTerminal)("a terminal is not read as a file", () => {
  it.concurrent.for(["set name --from-file /dev/tty", "push /dev/stdin", "push -", "check -"])(
    "%s",
    async (args, { api }) => {
      const { code, shown } = await at(api, `secrets ${args}`);
      expect([code, api.fake.requests]).toEqual([64, []]);
      expect(shown).toContain("is a terminal.");
    },
  );
});

describe.skipIf(!hasTerminal)("what is drawn", () => {
  it.concurrent("the plan in colours, and which change is being made", async ({ api }) => {
    const shell = `printf 'known=1\\nfresh=2\\n' | "$@"`;
    const { code, shown } = await at(api, "secrets push - --prune --yes", undefined, { shell });
    expect(code).toBe(0);
    for (const words of ["33m~ update known", "32m+ create fresh", "31m- delete other"]) {
      expect(shown).toContain(`\x1b[${words}`);
    }
    for (const words of ["1/3 update known", "2/3 create fresh", "3/3 delete other"]) {
      expect(shown).toContain(words);
    }
    // Nothing of it is left behind the summary.
    expect(shown.slice(shown.indexOf("3 changes: 3 done."))).toBe("3 changes: 3 done.\r\n");
  });

  it.concurrent("a table, as blocks in a narrow window", async ({ api }) => {
    const { code, shown } = await at(api, "secrets list", undefined, { columns: 20 });
    expect(code).toBe(0);
    expect(shown).toMatch(/secret_placeholder\S* {2}sec_\w+\s+\S*secret_name {7}\S* {2}known\r\n/);
  });

  it.concurrent("an error in a narrow window breaks at its spaces", async ({ api }) => {
    const args = "secrets list --team-id 1";
    const { shown } = await at(api, args, undefined, { columns: 40, env: { NO_COLOR: "1" } });
    const lines = shown.slice(shown.indexOf("error:")).split("\r\n");
    expect(lines.length).toBeGreaterThan(4);
    expect(lines.filter((line) => line.length > 40)).toEqual([]);
  });
});
