// The last words of a command that failed, on standard error, and its exit code.
import type { ExitCode } from "./exit-codes.ts";
import { CommandError } from "./failures.ts";
import { createReport } from "./output/report.ts";
import { paint } from "./output/style.ts";
import { Answered } from "./usage.ts";

/** What there is to say about an error. */
export interface Explanation {
  readonly exitCode: ExitCode;
  readonly message: string;
  /** What happened to the data, and what to do next: a line each. */
  readonly hints: readonly string[];
}

export async function explain(error: unknown): Promise<number> {
  if (error instanceof Answered) return error.exitCode;
  const { exitCode, message, hints } = await explanationOf(error);
  const { line, look, safe } = createReport(undefined);
  line(`${paint("error:", "red", look)} ${safe(message)}`);
  for (const hint of hints) line(`  ${safe(hint)}`);
  return exitCode;
}

async function explanationOf(error: unknown): Promise<Explanation> {
  if (error instanceof CommandError) return error;
  // Only a command that has got to the client can fail in its ways.
  const { explainClientError } = await import("./client-errors.ts");
  return explainClientError(error);
}
