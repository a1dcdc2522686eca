import { UsageError } from "../failures.ts";

/** A secret of a file, and the line that it begins on. */
export interface Entry {
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

/** A line is named by its number alone: an error that quotes it would print a secret. */
export function badLine(line: number, problem: string, ...hints: string[]): UsageError {
  return new UsageError(`Line ${line}: ${problem}`, "Nothing was stored.", ...hints);
}

/** The values by name. What a reader would let pass in silence is refused. */
export function toSecrets(entries: readonly Entry[]): Record<string, string> {
  const lines = new Map<string, number>();
  for (const { name, value, line } of entries) {
    const earlier = lines.get(name);
    if (earlier !== undefined) throw badLine(line, `the same name as on line ${earlier}.`);
    if (name === "") throw badLine(line, "the name is empty.");
    if (value === "") throw badLine(line, "the value is empty.");
    lines.set(name, line);
  }
  if (entries.length === 0) throw new UsageError("The input contains no secrets.");
  // Defines also what an assignment would not: `__proto__`.
  return Object.fromEntries(entries.map(({ name, value }) => [name, value]));
}
