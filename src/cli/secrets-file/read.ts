// The secrets of a file. A line is named by its number alone: anything on it may be a value.
import { NOTHING_CHANGED, UsageError } from "../command-error.ts";
import { isObject, parseExactly } from "../input/exact-json.ts";
import { type ReadOptions, readText } from "../input/read.ts";
import { findFlaw, VERBATIM_HINT } from "../input/value.ts";
import { type BadLine, type Entry, type Parsed, parseEnv } from "./env.ts";

/** The secrets of a file; `-` is standard input. */
export async function readSecrets(
  path: string,
  options: ReadOptions,
  verbatim = false,
): Promise<Record<string, string>> {
  const text = await readText(path, options);
  const source = path === "-" ? "standard input" : path;
  if (text.includes("\0")) {
    throw new UsageError(
      `A NUL character: ${source} may be UTF-16.`,
      `${NOTHING_CHANGED} Save it as UTF-8.`,
    );
  }
  const content = text.trimStart();
  // No line of a .env file begins like this: JSON may come from `<(command)`, under any name.
  const isJson = (path !== "-" && /\.json$/i.test(path)) || content.startsWith("{");
  const parsed = isJson && content !== "" ? parseJson(text, source) : parseEnv(text, verbatim);
  const secrets = toSecrets(parsed, source, verbatim);
  const lines = parsed.entries.filter(({ isExpandable }) => isExpandable).map(({ line }) => line);
  if (lines.length > 0) {
    const numbers = lines.slice(0, LISTED).join(", ") + (lines.length > LISTED ? ", ..." : "");
    const noun = lines.length === 1 ? "Line" : "Lines";
    options.report.dim(
      `${noun} ${numbers}: the $ is stored as it is. Other readers of .env files expand it outside of single quotes.`,
    );
  }
  return secrets;
}

/** A flat JSON object of strings. Stops at the first error. */
export function parseJson(text: string, source: string): Parsed {
  const entries: Entry[] = [];
  const refuse = (problem: string, line: number): never => {
    const hint = "The file must be a flat JSON object of strings.";
    throw refused([{ line, problem: `${problem}.`, hint }], source);
  };
  const root = parseExactly(text, refuse, (name, value, line) => {
    if (typeof value !== "string") return refuse("expected a string", line);
    entries.push({ name, value, line });
  });
  return isObject(root) ? { entries, bad: [] } : refuse("expected an object", 1);
}

/** The values by name. What a reader would let pass in silence is refused. */
export function toSecrets(
  { entries, bad }: Parsed,
  source: string,
  verbatim = false,
): Record<string, string> {
  const problems = [...bad];
  const lines = new Map<string, number>();
  for (const { name, value, line } of entries) {
    const earlier = lines.get(name);
    const flaw = findFlaw(value, verbatim);
    const tool = ENCRYPTED.find(({ form }) => form.test(value));
    if (earlier !== undefined) {
      problems.push({ line, problem: `the same name as on line ${earlier}.` });
    } else if (name === "") problems.push({ line, problem: "the name is empty." });
    else if (tool) problems.push({ line, ...tool });
    else if (flaw !== undefined) {
      const hint = findFlaw(value, true) === undefined ? VERBATIM_HINT : undefined;
      problems.push({ line, problem: `the value ${flaw}`, hint });
    } else lines.set(name, line);
  }
  if (problems.length > 0) throw refused(problems, source);
  if (entries.length === 0)
    throw new UsageError(
      "The input contains no secrets.",
      `${NOTHING_CHANGED} Check the file or command that the input comes from.`,
    );
  // Defines also what an assignment would not: `__proto__`.
  return Object.fromEntries(entries.map(({ name, value }) => [name, value]));
}

/** Tools that leave the names of a file readable, and encrypt its values. */
const ENCRYPTED = [
  {
    form: /^encrypted:[\w+/=]+$/,
    problem: "the value is encrypted by dotenvx.",
    hint: "Decrypt the file first, and push what `dotenvx decrypt --stdout` prints: push -",
  },
  {
    form: /^ENC\[[^\]]*\]$/,
    problem: "the value is encrypted by sops.",
    hint: "Decrypt the file first, and push what `sops decrypt` prints: push -",
  },
];

/** Of a file that is something else altogether, not every line is listed. */
const LISTED = 20;

function refused(problems: readonly BadLine[], source: string): UsageError {
  const sorted = [...problems].sort((a, b) => a.line - b.line);
  const shown = sorted.slice(0, LISTED);
  const lines = shown.map(({ line, problem }) => `Line ${line}: ${problem}`);
  const hints = [...new Set(shown.flatMap(({ hint }) => hint ?? []))];
  const [only = "", ...others] = lines;
  if (others.length === 0) {
    return new UsageError(only, `${NOTHING_CHANGED} The line is in ${source}.`, ...hints);
  }
  if (sorted.length > LISTED) lines.push(`... and ${sorted.length - LISTED} more.`);
  const summary = `${sorted.length} lines of ${source} are refused.`;
  return new UsageError(summary, ...lines, NOTHING_CHANGED, ...hints);
}
