import type { CommandContext } from "../context.ts";
import { UsageError } from "../failures.ts";
import { decodeUtf8 } from "../value/decode.ts";
import { readBytes } from "../value/read-bytes.ts";
import { readStdin } from "../value/read-stdin.ts";
import { toSecrets } from "./entries.ts";
import { parseEnv } from "./parse-env.ts";
import { parseJson } from "./parse-json.ts";

/** The secrets of a file; `-` is standard input. */
export async function readSecrets(
  path: string,
  context: Pick<CommandContext, "report" | "signal">,
): Promise<Record<string, string>> {
  if (path !== "-") {
    const text = decodeUtf8(await readBytes(path, "The file", context.signal));
    return parse(text, /\.json$/i.test(path));
  }
  if (process.stdin.isTTY) {
    throw new UsageError("Standard input is a terminal.", "Pipe a file into it, or give a path.");
  }
  return parse(decodeUtf8(await readStdin(process.stdin, context)), false);
}

function parse(text: string, isNamedJson: boolean): Record<string, string> {
  const content = text.trimStart();
  if (content === "") return toSecrets([]);
  // No line of a .env file begins like this: JSON may come from `<(command)`, under any name.
  return toSecrets(isNamedJson || content.startsWith("{") ? parseJson(text) : parseEnv(text));
}
