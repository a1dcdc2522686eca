import { isEqualJson } from "../../json.mjs";
import type { Context } from "../command.ts";
import { CommandError, EXIT, NOTHING_CHANGED, UsageError } from "../command-error.ts";
import { readExactJson } from "../input/exact-json.ts";
import { ask, isTerminal } from "../input/prompt.ts";
import { escapeJson } from "../output/look.ts";
import type { Configuration } from "./difference.ts";
import { readExisting, replaceFile } from "./file.ts";
import { toNames } from "./names.ts";
import { countOf, hasReferences, listSecrets, readPublished, refuseClashes } from "./sides.ts";
import { textOf } from "./unified.ts";

export async function pull(context: Context, file = "-"): Promise<void> {
  context.doing("Reading the configuration");
  const published = await readPublished(context);
  if (published === undefined) {
    throw new CommandError(EXIT.failed, "The connector has no configuration.", [
      "No file was written. To publish one: `configuration publish <file>`.",
    ]);
  }
  const configuration = await nameReferences(context, published);
  context.report.idle();
  const text = textOf(configuration);
  if (file === "-") context.report.print(process.stdout.isTTY ? escapeJson(text) : text);
  else await write(context, file, configuration, text);
}

async function nameReferences(context: Context, published: Configuration): Promise<Configuration> {
  if (!context.flags.names || !hasReferences(published)) return published;
  const rewritten = refuseClashes(toNames(published, (await listSecrets(context)) ?? []));
  context.report.note(`${countOf(rewritten.count)} rewritten by name.`);
  return rewritten.configuration;
}

async function write(
  context: Context,
  file: string,
  configuration: Configuration,
  text: string,
): Promise<void> {
  const { flags, report, signal } = context;
  const existing = await readExisting(file);
  if (existing && isEqual(existing, configuration)) {
    report.note(`${report.safe(file)} holds this configuration already, and was left alone.`);
    return;
  }
  if (existing && !flags.yes) {
    if (!isTerminal()) {
      throw new UsageError(
        `The file ${file} holds something else, and there is no terminal to ask for confirmation.`,
        `${NOTHING_CHANGED} Add --yes to overwrite it.`,
      );
    }
    await ask(context, `Overwrite ${report.safe(file)}? It holds something else.`);
  }
  await replaceFile(file, text, signal);
  report.marked("done", `written to ${report.safe(file)}`);
}

/** What is no configuration is not equal. */
function isEqual(bytes: Uint8Array, configuration: Configuration): boolean {
  try {
    return isEqualJson(configuration, readExactJson(bytes, ""));
  } catch {
    return false;
  }
}
