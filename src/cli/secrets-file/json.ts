// Reads a flat JSON object of strings. `JSON.parse` would take the last of two equal names, and
// quote the file in its errors.
import type { Entry, Parsed } from "./env.ts";

/** Stops at the first error: behind it, nothing is certain. */
export function parseJson(text: string): Parsed {
  const entries: Entry[] = [];
  try {
    readObject(createTokens(text.replace(/^\uFEFF/, "")), entries);
    return { entries, bad: [] };
  } catch (error) {
    if (!(error instanceof Unexpected)) throw error;
    const { line, message: problem } = error;
    return {
      entries,
      bad: [{ line, problem, hint: "The file must be a flat JSON object of strings." }],
    };
  }
}

class Unexpected extends Error {
  readonly line: number;

  constructor(line: number, expected: string) {
    super(`expected ${expected}.`);
    this.line = line;
  }
}

function readObject(tokens: ReturnType<typeof createTokens>, entries: Entry[]): void {
  tokens.expect("{");
  if (!tokens.take("}")) {
    do {
      const name = tokens.string("a name in double quotes");
      const { line } = tokens;
      tokens.expect(":");
      entries.push({ name, value: tokens.string("a string"), line });
    } while (tokens.take(","));
    tokens.expect("}");
  }
  if (tokens.next() !== "") throw new Unexpected(tokens.line, "nothing more");
}

function createTokens(text: string) {
  let position = 0;
  const tokens = {
    /** That of the last token. */
    line: 1,
    /** The first character of the next token; empty at the end. */
    next(): string {
      for (; /[ \t\r\n]/.test(text.charAt(position)); position++) {
        if (text[position] === "\n") tokens.line++;
      }
      return text.charAt(position);
    },
    take(sign: string): boolean {
      const isNext = tokens.next() === sign;
      if (isNext) position++;
      return isNext;
    },
    expect(sign: string): void {
      if (!tokens.take(sign)) throw new Unexpected(tokens.line, sign);
    },
    string(expected: string): string {
      const isString = tokens.next() === '"';
      // Not a regular expression: one would overflow the stack at a million escapes.
      let end = position + 1;
      while (end < text.length && text[end] !== '"') end += text[end] === "\\" ? 2 : 1;
      try {
        if (isString) {
          const value = JSON.parse(text.slice(position, end + 1)) as string;
          position = end + 1;
          return value;
        }
      } catch {}
      throw new Unexpected(tokens.line, expected);
    },
  };
  return tokens;
}
