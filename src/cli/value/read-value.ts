// Where a value comes from: a variable, a file, the prompt or standard input.
import type { CommandContext } from "../context.ts";
import { UsageError } from "../failures.ts";
import { isTerminal } from "../terminal.ts";
import { decodeValue } from "./decode.ts";
import { promptValue } from "./prompt.ts";
import { readBytes } from "./read-bytes.ts";
import { readStdin } from "./read-stdin.ts";
import { readVariable } from "./read-variable.ts";

type Need = Pick<CommandContext, "flags" | "report" | "signal">;

/** The value to store. It is never empty. */
export async function readValue(context: Need, name: string): Promise<string> {
  const { flags } = context;
  if (flags.fromEnv !== undefined && flags.fromFile !== undefined) {
    throw new UsageError("--from-env and --from-file are both given.", "Give one of them.");
  }
  const finish = (text: string) => (flags.verbatim ? text : dropNewline(text));
  const value = await read(context, name, finish);
  if (value !== "") return value;
  throw new UsageError(
    "The value is empty.",
    "Nothing was stored. Check the command, file or variable that the value comes from.",
  );
}

async function read(
  { flags, report, signal }: Need,
  name: string,
  finish: (text: string) => string,
): Promise<string> {
  const { fromEnv, fromFile, verbatim = false } = flags;
  if (fromEnv !== undefined) return finish(readVariable(fromEnv, process.env, verbatim));
  if (fromFile !== undefined) {
    return finish(
      decodeValue(await readBytes(fromFile, "The file of --from-file", signal), verbatim),
    );
  }
  if (isTerminal()) return promptValue({ name, report, signal, verbatim, finish });
  if (process.stdin.isTTY) {
    throw new UsageError(
      "The prompt cannot be shown: standard error is not a terminal.",
      "Pipe the value, or use --from-env or --from-file.",
    );
  }
  return finish(decodeValue(await readStdin(process.stdin, { report, signal }), verbatim));
}

/** Exactly one, of either kind: `echo` and editors add it, and it breaks authentication. */
export function dropNewline(text: string): string {
  return text.replace(/\r?\n$/, "");
}
