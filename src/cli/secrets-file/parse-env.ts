// Reads .env files, strictly: what two common readers would take for different values, or drop in
// silence, is refused by its line. No reader at hand can be trusted with secrets:
//
// | line               | node:util parseEnv, by version              | dotenv 18         | here    |
// | ------------------ | ------------------------------------------- | ----------------- | ------- |
// | BOM before A=1     | a name that begins with the BOM             | A=1               | A=1     |
// | CRLF               | dropped                                     | dropped           | dropped |
// | export A=1         | A=1; two spaces: " A" up to Node 20         | A=1               | A=1     |
// | A='x', "x", `x`    | x                                           | x                 | x       |
// | A="x\ny"           | a newline                                   | a newline         | newline |
// | A="x\ry"           | as it is                                    | a carriage return | refused |
// | A="x\"y"           | x\                                          | x\"y              | refused |
// | A='x' y            | x                                           | 'x' y             | refused |
// | A=x #y             | x; "x #y" on 20.19                          | x                 | x       |
// | A=x#y              | x; "x#y" on 20.19                           | x                 | refused |
// | A=x #y(CR)B=2      | x                                           | x, and B=2        | refused |
// | A=x(U+2028)''      | as it is                                    | quotes dropped    | refused |
// | A=b=c              | b=c; on 20.19 also another name, b          | b=c               | b=c     |
// | several lines in " | kept; on 20.19 also names made of them      | kept              | kept    |
// | A=$B, ${B}, $(b)   | as it is                                    | as it is          | as it is |
// | A=1, then A=2      | 2                                           | 2                 | refused |
// | A, "A: 1", A="x    | dropped, or half of it taken                | the same          | refused |
//
// All that is accepted reads the same with dotenv: a test holds it to that.
import { badLine, type Entry } from "./entries.ts";

const ASSIGNMENT = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \t]*=[ \t]*/;
const BLANK = /^[ \t]*(?:#.*)?$/;
const QUOTE_IT = "Put the value in single quotes.";

export function parseEnv(text: string): Entry[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const entries: Entry[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = index + 1;
    const content = lines[index] ?? "";
    if (BLANK.test(content)) continue;
    const [assignment, name = ""] = ASSIGNMENT.exec(content) ?? [];
    if (assignment === undefined) throw badLine(line, "it is not of the form NAME=value.");
    const rest = content.slice(assignment.length);
    const quote = /^["'`]/.exec(rest)?.[0];
    if (quote === undefined) {
      entries.push({ name, value: readPlain(rest, line), line });
      continue;
    }
    const quoted = [rest.slice(1)];
    while (!quoted.at(-1)?.includes(quote)) {
      index++;
      if (index === lines.length) throw badLine(line, `the quote ${quote} is not closed.`);
      quoted.push(lines[index] ?? "");
    }
    entries.push({ name, value: readQuoted(quoted.join("\n"), quote, line), line });
  }
  return entries;
}

function readPlain(rest: string, line: number): string {
  // In a comment, more secrets may follow it; in a value, some readers take quotes away behind it.
  if (/[\r\u2028\u2029]/.test(rest)) {
    throw badLine(
      line,
      "a line break that only some readers see.",
      "End each line with \\n or \\r\\n. A value that holds one can come from a JSON file.",
    );
  }
  const comment = rest.search(/(?<![^ \t])#/);
  // A regular expression would look at each of many spaces again and again.
  let end = comment < 0 ? rest.length : comment;
  while (end > 0 && /[ \t]/.test(rest.charAt(end - 1))) end--;
  const value = rest.slice(0, end);
  if (value.includes("#")) {
    throw badLine(line, "a # right after the value: some readers would cut it there.", QUOTE_IT);
  }
  // Some readers drop every space that Unicode knows.
  if (value !== value.trim()) throw badLine(line, "an invisible space around the value.", QUOTE_IT);
  return checkCharacters(value, line);
}

function readQuoted(rest: string, quote: string, line: number): string {
  const end = rest.indexOf(quote);
  const value = rest.slice(0, end);
  if (!BLANK.test(rest.slice(end + 1))) {
    throw badLine(line, "text after the closing quote.", "Use another kind of quote: \" ' `");
  }
  if (value.endsWith("\\")) {
    throw badLine(line, "a backslash before the closing quote.", "Use a JSON file.");
  }
  if (quote === '"') {
    if (/\\[\\r]/.test(value)) {
      throw badLine(line, "a \\\\ or \\r in double quotes: readers disagree on it.", QUOTE_IT);
    }
    return checkCharacters(value, line).replaceAll("\\n", "\n");
  }
  return checkCharacters(value, line);
}

/** What a text editor does not show, and readers do not agree on. */
function checkCharacters(value: string, line: number): string {
  if (!/(?![\t\n])\p{Cc}/u.test(value)) return value;
  throw badLine(line, "a control character.", "Use a JSON file.");
}
