import type { CommandContext } from "../context.ts";
import { UsageError } from "../failures.ts";
import { decodeUtf8 } from "../value/decode.ts";
import { readBytes } from "../value/read-bytes.ts";
import { readStdin } from "../value/read-stdin.ts";
import { toSecrets } from "./entries.ts";
import { parseEnv } from "./parse-env.ts";
import { parseJson } from "./parse-json.ts";

/** The secrets of a file; `-` is standard input, of the kind that it looks like. */
export async function readSecrets(
  path: string,
  context: Pick<CommandContext, "report" | "signal">,
): Promise<Record<string, string>> {
  if (path !== "-") {
    const text = decodeUtf8(await readBytes(path, "The file", context.signal));
    return toSecrets(/\.json$/i.test(path) ? parseJson(text) : parseEnv(text));
  }
  if (process.stdin.isTTY) {
    throw new UsageError("Standard input is a terminal.", "Pipe a file into it, or give a path.");
  }
  const text = decodeUtf8(await readStdin(process.stdin, context));
  return toSecrets(/^\uFEFF?\s*\{/.test(text) ? parseJson(text) : parseEnv(text));
}
