// Reads a value from a variable, a file, the prompt or standard input. It is stored exactly as it
// came, or refused.
import type { Context } from "../command.ts";
import { NOTHING_CHANGED, UsageError } from "../command-error.ts";
import { type Flag, flag } from "../flags.ts";
import { isTerminal, promptValue } from "./prompt.ts";
import { readText } from "./read.ts";

export const VALUE_FLAGS: readonly Flag[] = [
  flag("--from-env <variable>", "read the value from this environment variable"),
  flag("--from-file <path>", "read the value from this file"),
  flag("--verbatim", "store the value as it is, to the last newline"),
];

export const VERBATIM_HINT = "If that character is part of the value, add --verbatim.";

export const VALUE_HELP = [
  "The value is asked for at a hidden prompt, or read from standard input; it is never an argument: every process on the machine could see that.",
  "One newline at the end, such as editors and echo add, is dropped. --from-file keeps it where the value has several lines, as a PEM or OpenSSH key does; standard input never does. --verbatim always keeps it.",
  "An empty value is refused, and so is one that begins or ends with a control character or an invisible one, unless --verbatim is given.",
];

type Need = Pick<Context, "flags" | "report" | "signal">;

/** The value to store. */
export async function readValue(context: Need, name: string): Promise<string> {
  const { fromEnv, fromFile, verbatim = false } = context.flags;
  if (fromEnv !== undefined && fromFile !== undefined) {
    throw new UsageError("--from-env and --from-file cannot both be used.", "Pass one of them.");
  }
  // Without one newline, of either kind: `echo` and editors add it, and it breaks authentication.
  const judge = (text: string, isExact = verbatim) => {
    const value = isExact ? text : text.replace(/\r?\n$/, "");
    return { value, flaw: findFlaw(value, verbatim) };
  };
  const take = (text: string, isExact?: boolean): string => {
    const { value, flaw } = judge(text, isExact);
    if (flaw === undefined) return value;
    throw new UsageError(
      `The value ${flaw}`,
      `${NOTHING_CHANGED} Check the command, file or variable that the value comes from.`,
      ...(findFlaw(value, true) === undefined ? [VERBATIM_HINT] : []),
    );
  };
  if (fromEnv !== undefined) return take(readVariable(fromEnv));
  if (fromFile !== undefined) {
    const text = await readText(fromFile, context, "The file of --from-file");
    // The readers of key files want the last newline of several lines.
    return take(text, verbatim || text.trimEnd().includes("\n"));
  }
  if (isTerminal()) return promptValue(context, name, judge);
  if (process.stdin.isTTY) {
    throw new UsageError(
      "The prompt cannot be shown: standard error is not a terminal.",
      "Pipe the value, or use --from-env or --from-file.",
    );
  }
  return take(await readText("-", context));
}

/** The name is not quoted: somebody may have typed the value in its place (`--from-env $KEY`). */
function readVariable(name: string): string {
  const subject = "The environment variable that --from-env names";
  // Objects inherit members such as `constructor`.
  const value = Object.hasOwn(process.env, name) ? process.env[name] : undefined;
  if (value === undefined) {
    throw new UsageError(`${subject} is not set.`, "Give its name without the $, and export it.");
  }
  // Node puts this in place of bytes that are not UTF-8.
  if (value.includes("\uFFFD")) {
    throw new UsageError(`${subject} is not UTF-8.`, NOTHING_CHANGED);
  }
  return value;
}

/** Any space but U+0020, and characters without a width, except those that end an emoji. */
const INVISIBLE = /^(?![ \p{Variation_Selector}])[\p{Z}\p{Default_Ignorable_Code_Point}\x85]$/u;
/** A carriage return is what `$(cat file)` leaves of the last line break of Windows. */
const CONTROL = /^(?!\n)\p{Cc}$/u;

/**
 * What is wrong with a value, as the end of a sentence: the same for every source. `verbatim` allows
 * anything but a NUL, which another encoding leaves behind.
 */
export function findFlaw(value: string, verbatim = false): string | undefined {
  if (value === "") return "is empty.";
  if (value.includes("\0")) return "contains a NUL character: it may be UTF-16.";
  if (verbatim) return undefined;
  if (value.startsWith("\uFEFF")) return "begins with a byte order mark.";
  const first = String.fromCodePoint(value.codePointAt(0) ?? 0);
  const last = /.$/su.exec(value)?.[0] ?? "";
  const ends = [
    ["begins", value.startsWith("\r\n") ? "\n" : first],
    ["ends", last],
  ] as const;
  for (const [verb, character] of ends) {
    const kind = INVISIBLE.test(character)
      ? "an invisible"
      : CONTROL.test(character) && "a control";
    if (kind) return `${verb} with ${kind} character (${nameOf(character)}).`;
  }
  return undefined;
}

function nameOf(character: string): string {
  if (character === "\r") return "U+000D, a carriage return";
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
