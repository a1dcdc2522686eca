// Reads a flat JSON object of strings. `JSON.parse` would take the last of two equal names, and
// quote the file in its errors.
import { badLine, type Entry } from "./entries.ts";

const SPACE = /[ \t\r\n]*/y;
const TOKEN = /[{}:,]|"(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;

export function parseJson(text: string): Entry[] {
  const tokens = createTokens(text.replace(/^\uFEFF/, ""));
  const entries: Entry[] = [];
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
  return entries;
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
  const refuse = (wanted: string) =>
    badLine(line(), `expected ${wanted}.`, "The file must be a flat JSON object of strings.");
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
