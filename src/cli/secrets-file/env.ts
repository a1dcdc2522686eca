// Reads .env files, strictly: what two common readers (dotenv, or node:util parseEnv in any version)
// would take for different values, or drop in silence, is refused by its line:
//
// | line               | one reader | another          |
// | A="x\ry"           | as it is   | a line break     |
// | A="x\"y"           | x\         | x\"y             |
// | A='x' y            | x          | 'x' y            |
// | A=x#y              | x          | x#y              |
// | A=x #y(CR)B=2      | x          | x, and B=2       |
// | A=x(U+2028)''      | as it is   | quotes dropped   |
// | A=1, then A=2      | 2          | 2                |
// | A, "A: 1", A="x    | dropped    | half of it taken |
//
// All that is accepted reads the same with dotenv: a test holds it to that.

export interface Entry {
  readonly name: string;
  readonly value: string;
  /** That it begins on. */
  readonly line: number;
  /** Whether it holds a `$` that shells, Compose and python-dotenv would expand. */
  readonly isExpandable?: boolean;
}

/** Why a line cannot be used, and what to do about it. */
interface Problem {
  readonly problem: string;
  readonly hint?: string | undefined;
}

export interface BadLine extends Problem {
  readonly line: number;
}

export interface Parsed {
  readonly entries: readonly Entry[];
  readonly bad: readonly BadLine[];
}

const ASSIGNMENT = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \t]*=[ \t]*/;
const BLANK = /^[ \t]*(?:#.*)?$/;
const EXPANDABLE = /\$\{?[A-Za-z_]/;

type Read = { readonly value: string } | Problem;

/** @param verbatim takes control characters as they are, if readers agree on them */
export function parseEnv(text: string, verbatim = false): Parsed {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const entries: Entry[] = [];
  const bad: BadLine[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = index + 1;
    const content = lines[index] ?? "";
    if (BLANK.test(content)) continue;
    const [assignment, name = ""] = ASSIGNMENT.exec(content) ?? [];
    if (assignment === undefined) {
      bad.push({ line, problem: "not of the form NAME=value." });
      continue;
    }
    const rest = content.slice(assignment.length);
    const quote = /^["'`]/.exec(rest)?.[0];
    const quoted = [rest.slice(1)];
    while (quote && index < lines.length && !quoted.at(-1)?.includes(quote)) {
      quoted.push(lines[++index] ?? "");
    }
    if (quote && index === lines.length) {
      // Where it should have ended cannot be known, so the rest of the file is not looked at.
      bad.push({ line, problem: `the quote ${quote} is not closed.` });
      break;
    }
    const read = quote ? readQuoted(quoted.join("\n"), quote) : readPlain(rest);
    if ("problem" in read) bad.push({ line, ...read });
    else if ((verbatim ? /\r/ : /(?![\t\n])\p{Cc}/u).test(read.value)) {
      bad.push({ line, problem: "a control character.", hint: "Use a JSON file." });
    } else {
      const { value } = read;
      const isExpandable = quote !== "'" && EXPANDABLE.test(value);
      // The text of the file, in which \n is not yet a newline, decides on the characters.
      const text = quote === '"' ? value.replaceAll("\\n", "\n") : value;
      entries.push({ name, value: text, line, ...(isExpandable && { isExpandable }) });
    }
  }
  return { entries, bad };
}

const refuse = (problem: string, hint: string): Problem => ({ problem, hint });

function readPlain(rest: string): Read {
  // In a comment, more secrets may follow it; in a value, some readers take quotes away behind it.
  if (/[\r\u2028\u2029]/.test(rest)) {
    return refuse(
      "a line break that not every .env parser recognizes.",
      "End each line with \\n or \\r\\n. A value that holds one can come from a JSON file.",
    );
  }
  const comment = rest.search(/(?<![^ \t])#/);
  // A regular expression would look at each of many spaces again and again.
  let end = comment < 0 ? rest.length : comment;
  while (end > 0 && /[ \t]/.test(rest.charAt(end - 1))) end--;
  const value = rest.slice(0, end);
  if (value === "" && comment >= 0) {
    return refuse(
      "the value is empty, since a # begins a comment.",
      `If the # is part of the value: ${quoteIt(rest)}`,
    );
  }
  if (value.includes("#")) {
    return refuse("a # right after the value: some readers would cut it there.", quoteIt(value));
  }
  // Some readers drop every space that Unicode knows.
  if (value !== value.trim()) {
    return refuse(
      "an invisible space at the start or end of the value.",
      `If it is part of the value, add --verbatim and quotes. ${quoteIt(value)}`,
    );
  }
  return { value };
}

function readQuoted(rest: string, quote: string): Read {
  const end = rest.indexOf(quote);
  const value = rest.slice(0, end);
  if (!BLANK.test(rest.slice(end + 1))) {
    const whole = rest.slice(0, rest.lastIndexOf(quote));
    return refuse(
      "text after the closing quote.",
      `Remove it, or quote the whole value otherwise. ${quoteIt(whole)}`,
    );
  }
  if (value.endsWith("\\")) {
    return refuse("a backslash before the closing quote.", "Use a JSON file.");
  }
  if (quote === '"' && /\\[\\r]/.test(value)) {
    return refuse(
      "a \\\\ or \\r in double quotes: readers disagree on what it means.",
      quoteIt(value),
    );
  }
  return { value };
}

/** The quotes that can hold a value, if any can. */
function quoteIt(value: string): string {
  const text = value.trimEnd();
  const [, name] =
    QUOTES.find(([quote]) => !text.includes(quote) && !(quote === '"' && /\\[nr\\]/.test(text))) ??
    [];
  return name && !text.endsWith("\\")
    ? `Put the value in ${name}.`
    : "Use a JSON file: no quotes can hold this value.";
}

const QUOTES = [
  ["'", "single quotes"],
  ["`", "back quotes: `"],
  ['"', "double quotes"],
] as const;
