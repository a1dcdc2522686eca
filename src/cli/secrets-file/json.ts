// Reads a flat JSON object of strings. `JSON.parse` would take the last of two equal names, and
// quote the file in its errors.
import type { Entry, Parsed } from "./env.ts";

/** Stops at the first error: behind it, nothing is certain. */
export function parseJson(text: string): Parsed {
  const entries: Entry[] = [];
  let position = text.startsWith("\uFEFF") ? 1 : 0;
  let line = 1;
  const problem = readObject();
  const hint = "The file must be a flat JSON object of strings.";
  return { entries, bad: problem === undefined ? [] : [{ line, problem, hint }] };

  /** Returns what is wrong. */
  function readObject(): string | undefined {
    if (!takes("{")) return "expected {.";
    if (!takes("}")) {
      do {
        const name = readString();
        if (name === undefined) return "expected a name in double quotes.";
        const start = line;
        if (!takes(":")) return "expected :.";
        const value = readString();
        if (value === undefined) return "expected a string.";
        entries.push({ name, value, line: start });
      } while (takes(","));
      if (!takes("}")) return "expected }.";
    }
    return takes("") ? undefined : "expected nothing more.";
  }

  /** Whether this sign comes next, or the end of the text for none. */
  function takes(sign: string): boolean {
    for (; /[ \t\r\n]/.test(text.charAt(position)); position++) {
      if (text[position] === "\n") line++;
    }
    const isNext = text.charAt(position) === sign;
    if (isNext) position++;
    return isNext;
  }

  function readString(): string | undefined {
    if (!takes('"')) return undefined;
    const start = position - 1;
    // Not a regular expression: one would overflow the stack at a million escapes.
    while (position < text.length && text[position] !== '"') {
      position += text[position] === "\\" ? 2 : 1;
    }
    position++;
    try {
      return JSON.parse(text.slice(start, position)) as string;
    } catch {
      return undefined;
    }
  }
}
