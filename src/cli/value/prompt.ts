import { Interrupted } from "../failures.ts";
import type { Report } from "../output/report.ts";
import { loadPrompts } from "../prompts.ts";
import { findTrace } from "./encoding-trace.ts";
import { HiddenInput } from "./hidden-input.ts";

export interface PromptOptions {
  readonly name: string;
  readonly report: Report;
  readonly signal: AbortSignal;
  readonly verbatim: boolean;
  readonly finish: (text: string) => string;
}

/** Asks for the value without showing it. */
export async function promptValue(options: PromptOptions): Promise<string> {
  const { name, report, signal, verbatim, finish } = options;
  const { isCancel, password } = await loadPrompts(report);
  const input = new HiddenInput(process.stdin, process.stderr);
  const findProblem = (text: string) => {
    const trace = findTrace(text, verbatim);
    if (trace) return `It ${trace}`;
    return finish(text) === "" ? "It is empty." : undefined;
  };
  const answer = await password({
    message: `Value of ${report.safe(name)} (hidden; paste, then Enter)`,
    mask: report.look.ascii ? "********" : "••••••••",
    withGuide: !report.look.ascii,
    clearOnError: true,
    input,
    output: process.stderr,
    signal,
    validate: () => {
      const problem = input.text.problem ?? findProblem(input.text.value);
      if (problem !== undefined) input.restart();
      return problem;
    },
  });
  signal.throwIfAborted();
  if (isCancel(answer)) throw new Interrupted();
  const value = finish(input.text.value);
  const { length } = [...value];
  report.dim(`${length} ${length === 1 ? "character" : "characters"} read.`);
  return value;
}
