// At a real pseudo-terminal: the hidden prompt, confirmations, and the terminal afterwards.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, vi } from "vitest";
import { TypedText } from "../../src/cli/input/typed-text.ts";
import { KEY, VALUE } from "../support/cli.ts";
import { type TestApi, testWithApi } from "../support/cli-api.ts";
import {
  hasTerminal,
  openTerminal,
  type Session,
  type SessionOptions,
} from "../support/terminal.ts";

const it = testWithApi({ known: "before", other: "stays" });
const WAIT = { timeout: 20_000, interval: 50 };
const LONG = `${VALUE}${"abcdefghi ".repeat(898)}`.slice(0, 9_000);
const paste = (text: string) => `\x1b[200~${text.replaceAll("\n", "\r")}\x1b[201~`;

/** Opens a terminal, and hunts for the value and the key in all that it showed. */
async function at(
  { url }: TestApi,
  args: string[],
  steps: (terminal: Session) => Promise<void>,
  options?: SessionOptions,
): Promise<{ code: number; shown: string }> {
  const terminal = openTerminal(url, args, options);
  await steps(terminal);
  const code = await terminal.ended;
  const shown = terminal.shown();
  for (const hunted of [VALUE, KEY]) expect(shown.includes(hunted)).toBe(false);
  return { code, shown };
}

async function enter(terminal: Session, keys: string | Buffer): Promise<void> {
  await terminal.waitFor("Value of");
  terminal.type(keys);
}

// Without a terminal, which joins what is written at once: a key is a chunk of its own.
it.for<[name: string, keys: string[]]>([
  ["at once", []],
  ["after Enter", ["\r"]],
  ["after Ctrl-D", ["\x04"]],
])("a paste that never ends is left with Ctrl-C: %s", ([_, keys]) => {
  const text = new TypedText();
  for (const chunk of [`\x1b[200~${VALUE}`, ...keys]) expect(text.feed(chunk)).toBeUndefined();
  expect(text.feed("\x03")).toMatchObject({ end: "cancel" });
});

describe.skipIf(!hasTerminal)("the hidden prompt", () => {
  it.concurrent.for<[name: string, keys: string, want: string]>([
    ["takes what is typed", `${VALUE}\r`, VALUE],
    ["takes 9,000 pasted characters, whole", `${paste(LONG)}\r`, LONG],
    ["takes them where the terminal does not mark a paste", `${LONG}\r`, LONG],
    ["takes a pasted text of several lines", `${paste(`${VALUE}\nb\n\nc`)}\r`, `${VALUE}\nb\n\nc`],
    ["drops exactly one newline at the end of a paste", `${paste(`${VALUE}\n\n`)}\r`, `${VALUE}\n`],
    ["takes a single character", "v\r", "v"],
    ["keeps tabs", `a\t${paste("b\tc")}\r`, "a\tb\tc"],
    ["keeps characters of every plane", `${paste("ä€😀")}é\r`, "ä€😀é"],
    ["obeys backspace and Ctrl-U", "wrong\x15ri😀\x7fght\r", "right"],
    ["passes over arrow keys", "a\x1b[D\x1b[1;5Cb\x1bOAc\r", "abc"],
    ["ends at Ctrl-D", `${VALUE}\x04`, VALUE],
  ])("%s", async ([_, keys, want], { api }) => {
    const { code, shown } = await at(api, ["secrets", "set", "name"], (terminal) =>
      enter(terminal, keys),
    );
    expect([code, api.stored().name === want]).toEqual([0, true]);
    const length = [...want].length;
    expect(shown).toContain(length === 1 ? "1 character read." : `${length} characters read.`);
  });

  it.concurrent.for<[name: string, keys: string | Buffer, word: string]>([
    ["a paste that is not UTF-8", Buffer.from(`${paste("\xe4")}\r`, "latin1"), "not UTF-8"],
    ["an empty value", "\r", "It is empty."],
    ["a lone newline", `${paste("\n")}\r`, "It is empty."],
    ["several lines that are not marked as a paste", `${VALUE}\rb\rc\r`, "several lines"],
    ["a control character", `${VALUE}\x01\r`, "control character"],
    ["a pasted NUL", `${paste(`${VALUE}\0`)}\r`, "control character"],
    ["a pasted escape sequence", `${paste(`${VALUE}\x1b[31mcd`)}\r`, "control character"],
    ["a pasted byte order mark", `${paste(`\uFEFF${VALUE}`)}\r`, "begins with a byte order mark"],
    ["an invisible character at the end", `${paste(`${VALUE}\u200b`)}\r`, "ends with an invisible"],
    ["a typed byte order mark", `\uFEFF${VALUE}\r`, "begins with a byte order mark"],
  ])("refuses %s, and asks again", async ([_, keys, word], { api }) => {
    const { code } = await at(api, ["secrets", "set", "name"], async (terminal) => {
      await enter(terminal, keys);
      await terminal.waitFor(word);
      terminal.type("second\r");
    });
    expect([code, api.stored().name]).toEqual([0, "second"]);
  });

  it.concurrent("shows the same for values of every length", async ({ api }) => {
    const bullets = async (keys: string) => {
      const { shown } = await at(api, ["secrets", "set", "name"], (terminal) =>
        enter(terminal, keys),
      );
      return shown.match(/•+/g)?.map(({ length }) => length);
    };
    expect(await bullets(`${paste("a")}\r`)).toEqual(await bullets(`${paste(LONG)}\r`));
  });

  it.concurrent("--verbatim keeps the newline of a paste", async ({ api }) => {
    const args = ["secrets", "set", "name", "--verbatim"];
    await at(api, args, (terminal) => enter(terminal, `${paste("v\n")}\r`));
    expect(api.stored().name).toBe("v\n");
  });

  it.concurrent("--verbatim keeps a byte order mark", async ({ api }) => {
    const args = ["secrets", "set", "name", "--verbatim"];
    await at(api, args, (terminal) => enter(terminal, `${paste("\uFEFFv")}\r`));
    expect(api.stored().name).toBe("\uFEFFv");
  });

  it.concurrent("a Ctrl-C inside a paste is no key", async ({ api }) => {
    const { code } = await at(api, ["secrets", "set", "name"], async (terminal) => {
      await enter(terminal, `${paste(`${VALUE}\x03b`)}\r`);
      await terminal.waitFor("control character");
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
    const { shown } = await at(
      api,
      ["secrets", "set", "name"],
      (terminal) => enter(terminal, keys),
      {
        shell,
      },
    );
    const settings = shown.match(/^[0-9a-f]+(?::[0-9a-f]+){10,}/gm) ?? [];
    expect(settings).toHaveLength(2);
    expect(settings[0]).toBe(settings[1]);
    expect(shown).toContain(`code=${want}`);
    // Pastes are no longer marked.
    expect(shown.lastIndexOf("\x1b[?2004l")).toBeGreaterThan(shown.lastIndexOf("\x1b[?2004h"));
    if (want === 130) expect(shown).toContain("Nothing was changed.");
  });

  it.concurrent.for<[signal: string, code: number]>([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ])("%s from outside leaves the terminal as it was, too", async ([signal, want], { api }) => {
    const { code, shown } = await at(api, ["secrets", "set", "name"], async (terminal) => {
      await terminal.waitFor("Value of");
      terminal.kill(signal);
    });
    expect(code).toBe(want);
    expect(shown).toContain("Nothing was changed.");
    expect(shown.lastIndexOf("\x1b[?2004l")).toBeGreaterThan(shown.lastIndexOf("\x1b[?2004h"));
  });

  it.concurrent("has neither colours with NO_COLOR nor Unicode without a UTF-8 locale", async ({
    api,
  }) => {
    const env = { NO_COLOR: "1", LANG: "C" };
    const { shown } = await at(api, ["secrets", "set", "name"], (t) => enter(t, `${VALUE}\r`), {
      env,
    });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
    expect(shown).not.toMatch(/\x1b\[(?:3|9)\dm/);
    expect([...shown].filter((character) => character > "~")).toEqual([]);
  });

  it.concurrent("without a terminal to show it at, fails at once", async ({ api }) => {
    const shell = '"$@" 2>&1 >/dev/null | cat; "$@" 2>/dev/null; echo "code=$?"';
    const { shown } = await at(api, ["secrets", "set", "name"], async () => {}, { shell });
    expect(shown).toContain("The prompt cannot be shown");
    expect(shown).toContain("code=64");
  });
});

describe.skipIf(!hasTerminal)("confirmations", () => {
  it.concurrent.for<[keys: string, code: number, stored: object]>([
    ["y", 0, { other: "stays" }],
    ["n", 1, { known: "before", other: "stays" }],
    ["\r", 1, { known: "before", other: "stays" }],
    ["\x03", 130, { known: "before", other: "stays" }],
    ["\x04", 130, { known: "before", other: "stays" }],
  ])("delete asks first: %j", async ([keys, code, want], { api }) => {
    const ran = await at(api, ["secrets", "delete", "--name", "known"], async (terminal) => {
      await terminal.waitFor(/Delete known, sec_\w+ from T3S70\?/);
      terminal.type(keys);
    });
    expect([ran.code, api.stored()]).toEqual([code, want]);
    if (code !== 0) expect(ran.shown).toContain("Nothing was changed.");
  });

  it.concurrent("--yes asks nothing", async ({ api }) => {
    const { code } = await at(
      api,
      ["secrets", "delete", "--name", "known", "--yes"],
      async () => {},
    );
    expect([code, api.stored()]).toEqual([0, { other: "stays" }]);
  });
});

describe.skipIf(!hasTerminal)("push at a terminal", () => {
  const shell = (text: string) => ({
    shell: `d=$(mktemp -d) && printf '${text}' > $d/.env && cd $d && "$@"; code=$?; rm -r $d; exit $code`,
  });

  it.concurrent("shows the plan, asks, tells each item and sums up", async ({ api }) => {
    const steps = async (terminal: Session) => {
      await terminal.waitFor("Continue?");
      expect(terminal.shown()).toContain("Plan: 1 to create, 1 to update.");
      terminal.type("y");
    };
    const { code, shown } = await at(
      api,
      ["secrets", "push", ".env"],
      steps,
      shell("known=1\\nfresh=2\\n"),
    );
    expect([code, api.stored()]).toEqual([0, { known: "1", other: "stays", fresh: "2" }]);
    for (const words of ["updated known", "created fresh", "2 changes: 2 done."]) {
      expect(shown).toContain(words);
    }
  });

  /** Another writer stores a secret while the question stands. */
  async function addNewcomer({ fake }: TestApi, secret_name = "newcomer"): Promise<void> {
    const base = "https://api/v1/teams/936506/connector_builder/connectors/T3S70/secrets";
    const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json" };
    const body = JSON.stringify({ secret_name, secret_value: "v" });
    await fake.fetch(base, { method: "POST", headers, body });
  }

  it.concurrent("does not delete what came after a plan that deletes nothing", async ({ api }) => {
    const steps = async (terminal: Session) => {
      await terminal.waitFor("Continue?");
      await addNewcomer(api);
      terminal.type("y");
    };
    const ran = await at(
      api,
      ["secrets", "push", ".env", "--prune"],
      steps,
      shell("known=1\\nother=2\\n"),
    );
    expect(ran.code).toBe(1);
    expect(ran.shown).toContain("has changed in the meantime");
    expect(api.stored()).toEqual({ known: "before", other: "stays", newcomer: "v" });
  });

  it.concurrent("does not overwrite what came after a plan that creates it", async ({ api }) => {
    const steps = async (terminal: Session) => {
      await terminal.waitFor("Continue?");
      await addNewcomer(api, "fresh");
      terminal.type("y");
    };
    const ran = await at(api, ["secrets", "push", ".env"], steps, shell("fresh=2\\n"));
    expect(ran.code).toBe(1);
    expect(ran.shown).toContain("has changed in the meantime");
    expect(ran.shown).not.toContain("Overwritten values");
    expect(api.stored()).toEqual({ known: "before", other: "stays", fresh: "v" });
  });

  it.concurrent("goes on where less is overwritten than was shown", async ({ api }) => {
    const steps = async (terminal: Session) => {
      await terminal.waitFor("Overwritten values cannot be recovered.");
      api.fake.failNext({ body: { count: 0, secrets: [] } });
      terminal.type("y");
    };
    expect((await at(api, ["secrets", "push", ".env"], steps, shell("known=1\\n"))).code).toBe(0);
    expect(api.stored()).toEqual({ known: "1", other: "stays" });
  });

  it.concurrent("does not delete what came after the plan was shown", async ({ api }) => {
    const steps = async (terminal: Session) => {
      await terminal.waitFor("delete 1 secret?");
      await addNewcomer(api);
      terminal.type("y");
    };
    const ran = await at(api, ["secrets", "push", ".env", "--prune"], steps, shell("known=1\\n"));
    expect(ran.code).toBe(1);
    expect(ran.shown).toContain("has changed in the meantime");
    expect(api.stored()).toEqual({ known: "before", other: "stays", newcomer: "v" });
  });

  it.concurrent("Ctrl-C in the middle: exit code 130, and what is done, unknown and not attempted", async ({
    api,
  }) => {
    api.fake.failNext({}, {}, {}, {}, { stall: true });
    const steps = async (terminal: Session) => {
      await terminal.waitFor("Continue?");
      terminal.type("y");
      await terminal.waitFor("created a");
      terminal.type("\x03");
    };
    const { code, shown } = await at(
      api,
      ["secrets", "push", ".env"],
      steps,
      shell("a=1\\nb=2\\nc=3\\n"),
    );
    expect(code).toBe(130);
    expect(shown).toContain("1 done, 1 unknown, 1 not attempted.");
    expect(shown).toContain("run the same command again");
  });
});

describe.skipIf(!hasTerminal)("a window that is closed", () => {
  const directory = mkdtempSync(join(tmpdir(), "closed-"));
  afterAll(() => rmSync(directory, { recursive: true }));
  const file = (name: string) => join(directory, name);
  writeFileSync(file(".env"), "a=1\nb=2\nc=3\n");

  it.concurrent.for<[name: string, args: string[], words: string]>([
    ["at the prompt", ["secrets", "set", "name"], "Value of"],
    ["at a question", ["secrets", "push", file(".env")], "Continue?"],
    ["in a push", ["secrets", "push", file(".env"), "--yes"], "created a"],
  ])("%s ends the command as the signal does", async ([_, args, words], { api }) => {
    api.fake.failNext({}, {}, {}, { stall: true });
    const terminal = openTerminal(api.url, args);
    await terminal.waitFor(words);
    terminal.close();
    expect(await terminal.ended).toBe(129);
  });

  it.concurrent("in a push whose words go to files leaves the whole report there", async ({
    api,
  }) => {
    api.fake.failNext({}, {}, {}, { stall: true });
    const shell = `exec "$@" > '${file("data")}' 2> '${file("words")}'`;
    const terminal = openTerminal(api.url, ["secrets", "push", file(".env"), "--yes"], { shell });
    const words = () => readFileSync(file("words"), "utf8");
    await vi.waitFor(() => expect(words()).toContain("created a"), WAIT);
    terminal.close();
    expect(await terminal.ended).toBe(129);
    expect(words()).toContain("1 done, 1 unknown, 1 not attempted.");
    expect(words()).toMatch(/error: Interrupted\.\n.*run the same command again.*\n$/);
    expect(JSON.parse(readFileSync(file("data"), "utf8"))).toHaveProperty("items.length", 3);
  });
});

describe.skipIf(!hasTerminal)("a terminal is not read as a file", () => {
  it.concurrent.for<[args: string[]]>([
    [["secrets", "set", "name", "--from-file", "/dev/tty"]],
    [["secrets", "push", "/dev/stdin"]],
    [["secrets", "push", "/dev/tty"]],
    [["secrets", "push", "-"]],
    [["secrets", "check", "-"]],
  ])("%j", async ([args], { api }) => {
    const { code, shown } = await at(api, args, async () => {});
    expect([code, api.fake.requests]).toEqual([64, []]);
    expect(shown).toContain("is a terminal.");
  });
});

describe.skipIf(!hasTerminal)("what is drawn", () => {
  it.concurrent("the plan in colours, and which change is being made", async ({ api }) => {
    const shell = `printf 'known=1\\nfresh=2\\n' | "$@"`;
    const { code, shown } = await at(
      api,
      ["secrets", "push", "-", "--prune", "--yes"],
      async () => {},
      {
        shell,
      },
    );
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

  it.concurrent("a spinner while the server is silent", async ({ api }) => {
    api.fake.failNext({ stall: true });
    const args = ["secrets", "list", "--timeout", "2000", "--max-retries", "0"];
    const steps = (terminal: Session) => terminal.waitFor("secrets list");
    const { code, shown } = await at(api, args, steps, { env: { NO_COLOR: "1" } });
    expect(code).toBe(69);
    expect(shown).toContain("\r\x1b[Kerror:");
  });

  it.concurrent("an error in a narrow window breaks at its spaces", async ({ api }) => {
    const args = ["secrets", "list", "--team-id", "1"];
    const { shown } = await at(api, args, async () => {}, { columns: 40, env: { NO_COLOR: "1" } });
    const lines = shown.slice(shown.indexOf("error:")).split("\r\n");
    expect(lines.length).toBeGreaterThan(4);
    expect(lines.filter((line) => line.length > 40)).toEqual([]);
  });
});

describe.skipIf(!hasTerminal)("tables at a terminal", () => {
  it.concurrent.for<[columns: number, want: RegExp]>([
    [80, /SECRET_PLACEHOLDER +SECRET_NAME/],
    [20, /secret_placeholder\S* {2}sec_\w+\s+\S*secret_name {7}\S* {2}known\r\n/],
  ])("in %d columns", async ([columns, want], { api }) => {
    const { code, shown } = await at(api, ["secrets", "list"], async () => {}, { columns });
    expect(code).toBe(0);
    expect(shown).toMatch(want);
  });
});
