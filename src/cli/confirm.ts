import type { CommandContext } from "./context.ts";
import { EXIT } from "./exit-codes.ts";
import { CommandError, Interrupted, UsageError } from "./failures.ts";
import { loadPrompts } from "./prompts.ts";
import { isTerminal } from "./terminal.ts";

type Need = Pick<CommandContext, "flags" | "report" | "signal">;

/** Before what cannot be undone: asks on a terminal, and elsewhere wants `--yes`. */
export async function confirmDestructive(context: Need, question: string): Promise<void> {
  if (context.flags.yes) return;
  if (isTerminal()) return ask(context, question);
  throw new UsageError(
    "This deletes secrets, and there is no terminal to ask for confirmation.",
    "Nothing was changed. Add --yes to delete them.",
  );
}

/** Asks; resolves with a yes alone. */
export async function ask({ report, signal }: Need, question: string): Promise<void> {
  const { confirm, isCancel } = await loadPrompts(report);
  // The prompt knows no Ctrl-D, and would wait for ever at the end of its input.
  const ended = new AbortController();
  const onKey = (_text: unknown, key: { ctrl?: boolean; name?: string } | undefined) => {
    if (key?.ctrl && key.name === "d") ended.abort();
  };
  process.stdin.on("keypress", onKey);
  const answer = await confirm({
    message: question,
    initialValue: false,
    withGuide: !report.look.ascii,
    output: process.stderr,
    signal: AbortSignal.any([signal, ended.signal]),
  });
  process.stdin.off("keypress", onKey);
  signal.throwIfAborted();
  if (isCancel(answer)) throw new Interrupted();
  if (!answer) throw new CommandError(EXIT.failed, "Not confirmed.", ["Nothing was changed."]);
}
