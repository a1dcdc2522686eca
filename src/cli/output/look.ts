// What may be shown: colours, signs beyond ASCII, and text from elsewhere. A name from the server
// can hold what a terminal obeys: colours, cursor moves, and characters that turn the direction of
// writing or cannot be seen.
import type { WriteStream } from "node:tty";
import { styleText } from "node:util";

export interface Look {
  /** Colours may be used. */
  readonly colour: boolean;
  /** Nothing but ASCII may be used. */
  readonly ascii: boolean;
  /** What has been drawn can be drawn over. */
  readonly live: boolean;
  /** Columns of the window; `undefined` where there is none. */
  readonly columns: number | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;
type Stream = Pick<WriteStream, "isTTY" | "columns">;

export function lookOf({ isTTY, columns }: Stream, environment: Environment): Look {
  const live = isTTY === true && environment.TERM !== "dumb";
  // https://no-color.org: any value but an empty one.
  const colour = live && !environment.NO_COLOR;
  return { colour, live, ascii: isAscii(environment), columns: (isTTY && columns) || undefined };
}

/** Without a locale, UTF-8 is assumed: containers set none. */
export function isAscii({ LC_ALL, LC_CTYPE, LANG }: Environment): boolean {
  const locale = LC_ALL || LC_CTYPE || LANG;
  return locale !== undefined && locale !== "" && !/utf-?8/i.test(locale);
}

export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

export function paint(text: string, style: Style, { colour }: Pick<Look, "colour">): string {
  // `lookOf` has decided already, for a terminal and NO_COLOR.
  return colour ? styleText(style, text, { validateStream: false }) : text;
}

const MARKS = {
  done: ["✓", "+", "green"],
  failed: ["✗", "x", "red"],
  unknown: ["?", "?", "yellow"],
  not_attempted: ["-", "-", "dim"],
} as const;

export type Mark = keyof typeof MARKS;

export function mark(name: Mark, look: Look): string {
  const [sign, ascii, style] = MARKS[name];
  return paint(look.ascii ? ascii : sign, style, look);
}

/** Control, format, surrogate, private and unassigned characters, and separators of lines. */
const UNSAFE = /[\p{C}\p{Zl}\p{Zp}]/gu;
const NOT_ASCII = /[^\x20-\x7e]/gu;

/** One line that is safe to show; with `ascii`, for a terminal that has nothing else. */
export function escapeText(text: string, { ascii }: Pick<Look, "ascii">): string {
  return text.replace(ascii ? NOT_ASCII : UNSAFE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u{${code.toString(16)}}`;
  });
}

/** JSON in which the unsafe characters are written as `\uXXXX`. */
export function escapeJson(json: string): string {
  return json.replace(UNSAFE, (unsafe) => {
    // The line feeds of the indentation; one in a string is `\n` already.
    if (unsafe === "\n") return unsafe;
    const units = Array.from({ length: unsafe.length }, (_, index) => unsafe.charCodeAt(index));
    return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
  });
}

/** Breaks a text at its spaces, into lines of at most `columns` where no word is longer. */
export function wrap(text: string, columns: number | undefined, indent = ""): string {
  if (columns === undefined) return indent + text;
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= columns) {
      lines[lines.length - 1] = `${line} ${word}`;
    } else lines.push(indent + word);
  }
  return lines.join("\n");
}

/** As `1 secret`, or `2 secrets`. */
export const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** As `2 to create, 1 to update`: how often each word is there, in the order of `words`. */
export function countOf(values: readonly string[], words: readonly string[]): string {
  const counts = words.map((word) => [values.filter((each) => each === word).length, word]);
  return counts.flatMap(([count, word]) => (count === 0 ? [] : `${count} ${word}`)).join(", ");
}
