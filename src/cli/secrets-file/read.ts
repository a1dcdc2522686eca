// The secrets of a file. A line is named by its number alone: whatever stands on it may be a value.
import { UsageError } from "../command-error.ts";
import { type ReadOptions, readFile, readStdin } from "../input/read.ts";
import { findFlaw } from "../input/value.ts";
import { type BadLine, type Parsed, parseEnv } from "./env.ts";
import { parseJson } from "./json.ts";

/** The secrets of a file; `-` is standard input. */
export async function readSecrets(
  path: string,
  options: ReadOptions,
): Promise<Record<string, string>> {
  const text = path === "-" ? await readStdin(options) : await readFile(path, options);
  const content = text.trimStart();
  if (content === "") return toSecrets({ entries: [], bad: [] });
  // No line of a .env file begins like this: JSON may come from `<(command)`, under any name.
  const isJson = (path !== "-" && /\.json$/i.test(path)) || content.startsWith("{");
  const source = path === "-" ? "standard input" : path;
  return toSecrets(isJson ? parseJson(text) : parseEnv(text), source);
}

/** The values by name. What a reader would let pass in silence is refused. */
export function toSecrets({ entries, bad }: Parsed, source = "the file"): Record<string, string> {
  const problems = [...bad];
  const lines = new Map<string, number>();
  for (const { name, value, line } of entries) {
    const earlier = lines.get(name);
    const flaw = findFlaw(value);
    if (earlier !== undefined) {
      problems.push({ line, problem: `the same name as on line ${earlier}.` });
    } else if (name === "") problems.push({ line, problem: "the name is empty." });
    else if (flaw !== undefined) problems.push({ line, problem: `the value ${flaw}` });
    else lines.set(name, line);
  }
  if (problems.length > 0) throw refused(problems, source);
  if (entries.length === 0)
    throw new UsageError(
      "The input contains no secrets.",
      "Nothing was stored. Check the file or command that the input comes from.",
    );
  // Defines also what an assignment would not: `__proto__`.
  return Object.fromEntries(entries.map(({ name, value }) => [name, value]));
}

/** Of a file that is something else altogether, not every line is listed. */
const LISTED = 20;

function refused(problems: readonly BadLine[], source: string): UsageError {
  const sorted = [...problems].sort((a, b) => a.line - b.line);
  const lines = sorted.slice(0, LISTED).map(({ line, problem }) => `Line ${line}: ${problem}`);
  const [only = "", ...others] = lines;
  const headline = others.length > 0 ? `${sorted.length} lines of ${source} are refused.` : only;
  const more = sorted.length > LISTED ? [`... and ${sorted.length - LISTED} more.`] : [];
  const hints = new Set(sorted.slice(0, LISTED).flatMap(({ hint }) => hint ?? []));
  return new UsageError(
    headline,
    ...(others.length > 0 ? [...lines, ...more] : []),
    others.length > 0 ? "Nothing was stored." : `Nothing was stored. The line is in ${source}.`,
    ...hints,
  );
}
