// Reads a flat JSON object of strings. `JSON.parse` would take the last of two equal names, and
// quote the file in its errors.
import type { Entry, Parsed } from "./env.ts";

const SPACE = /[ \t\r\n]*/y;
const TOKEN = /[{}:,]|"(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;

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

  constructor(line: number, wanted: string) {
    super(`expected ${wanted}.`);
    this.line = line;
  }
}

function readObject(tokens: ReturnType<typeof createTokens>, entries: Entry[]): void {
  tokens.expect("{");
  if (tokens.take("}") === undefined) {
    do {
      const line = tokens.line();
      const name = tokens.string("a name in double quotes");
      tokens.expect(":");
      entries.push({ name, value: tokens.string("a string"), line });
    } while (tokens.take(",") !== undefined);
    tokens.expect("}");
  }
  tokens.end();
}

function createTokens(text: string) {
  let position = 0;
  let counted = 0;
  let lines = 1;
  const skip = (pattern: RegExp) => {
    pattern.lastIndex = position;
    return pattern.exec(text)?.[0] ?? "";
  };
  const peek = () => {
    position += skip(SPACE).length;
    return skip(TOKEN);
  };
  const line = () => {
    peek();
    for (; counted < position; counted++) if (text[counted] === "\n") lines++;
    return lines;
  };
  const refuse = (wanted: string) => new Unexpected(line(), wanted);
  const take = (sign: string) => {
    if (peek() !== sign) return undefined;
    position += sign.length;
    return sign;
  };
  return {
    line,
    take,
    expect(sign: string): void {
      if (take(sign) === undefined) throw refuse(sign);
    },
    string(wanted: string): string {
      const token = peek();
      if (!token.startsWith('"')) throw refuse(wanted);
      position += token.length;
      return JSON.parse(token) as string;
    },
    end(): void {
      peek();
      if (position < text.length) throw refuse("nothing more");
    },
  };
}
