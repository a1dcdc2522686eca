// What `configuration pull`, `diff` and `publish` do. It is loaded when one runs: it takes parts of the
// client along.
import { createClient, type Secret } from "../../index.ts";
import { isEqualJson } from "../../json.mjs";
import { findReferences } from "../../secrets/references.ts";
import type { Context } from "../command.ts";
import {
  CommandError,
  EXIT,
  type ExitCode,
  NOTHING_CHANGED,
  UsageError,
} from "../command-error.ts";
import { summaryOf } from "../commands/check.ts";
import { readExactJson, readJsonObject } from "../input/exact-json.ts";
import { ask, isTerminal } from "../input/prompt.ts";
import { escapeJson, plural } from "../output/look.ts";
import { type Configuration, compare } from "./difference.ts";
import { createFile, exists, readExisting, replaceFile } from "./file.ts";
import { toNames, toPlaceholders } from "./references.ts";
import { textOf } from "./unified.ts";

const NOT_PUBLISHED = "Nothing was published.";
const LOOK_ALIKE =
  "The two differ in Unicode normalization alone: the lines look alike, the characters are others.";

// ── pull ───────────────────────────────────────────────────────────────────────────────────────

export async function pull(context: Context, file = "-"): Promise<void> {
  const { flags, report, signal } = context;
  context.showStatus("Reading the configuration");
  let configuration = await readPublished(context);
  if (configuration === undefined) {
    throw new CommandError(EXIT.failed, "The connector has no configuration.", [
      "No file was written. To publish one: `configuration publish <file>`.",
    ]);
  }
  if (flags.names && hasReferences(configuration)) {
    const rewritten = toNames(configuration, (await listSecrets(context)) ?? []);
    report.note(`${plural(rewritten.count, "reference")} rewritten by name.`);
    configuration = rewritten.configuration;
  }
  report.idle();
  const text = textOf(configuration);
  if (file === "-") return void report.print(process.stdout.isTTY ? escapeJson(text) : text);
  const existing = await readExisting(file);
  if (existing && isEqual(existing, configuration)) {
    return report.note(
      `${report.safe(file)} holds this configuration already, and was left alone.`,
    );
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

// ── diff ───────────────────────────────────────────────────────────────────────────────────────

export async function diff(context: Context, path: string): Promise<ExitCode> {
  const { report } = context;
  const file = await readJsonObject(path, context);
  const remark = "The file is compared unresolved: references by name count as changes.";
  const list = async () => (hasReferences(file) ? listSecrets(context, remark) : []);
  const { published, ambiguities, difference } = await readSides(context, file, list);
  for (const words of ambiguities)
    report.warn(`${report.safe(words)} The reference stays as it is.`);
  const names = namesOf(context, path);
  report.data({ changes: difference.changes }, (look) => difference.draw(names, look), {
    piped: "table",
  });
  if (published === undefined) report.note("Nothing is published yet.");
  if (difference.isNormalizationOnly) report.warn(LOOK_ALIKE);
  if (!difference.isEqual) return EXIT.failed;
  report.note("The file is equal to what is published.");
  return EXIT.done;
}

// ── publish ────────────────────────────────────────────────────────────────────────────────────

const MAY_BE_APPLIED =
  "The configuration may have been applied: compare with `configuration diff`.";

export async function publish(context: Context, path: string): Promise<void> {
  const { client, connector, flags, report, signal } = context;
  const { connector_identifier } = connector;
  const file = await readFile(context, path);
  const remark = "References by name are published unresolved and unchecked.";
  const list = () => listSecrets(context, flags.allowMissing && remark);
  const sides = await readSides(context, file, list);
  const { published, stored, configuration, ambiguities, difference } = sides;
  if (ambiguities.length > 0) {
    throw new CommandError(EXIT.failed, ambiguities.join(" "), [
      `${NOT_PUBLISHED} Refer to one of them by its placeholder.`,
    ]);
  }
  const isAsked = isTerminal() && !flags.yes && !flags.dryRun;
  report.idle();
  const { before, after } = namesOf(context, path);
  const drawn = difference.draw({ before, after }, report.look).trimEnd();
  if (!difference.isEqual) report[isAsked ? "line" : "note"](drawn);
  if (difference.isNormalizationOnly) report.warn(LOOK_ALIKE);
  if (stored) await checkReferences(context, configuration, stored);
  const { changes } = difference;
  if (difference.isEqual) {
    report.note("Nothing to publish.");
    return report.writtenData({ action: "unchanged", isExact: true, changes }, () => "");
  }
  if (flags.dryRun) {
    report.note(`Dry run. ${NOT_PUBLISHED}`);
    return report.writtenData({ action: "planned", changes }, () => "");
  }
  if (isAsked) await ask(context, `Publish to ${connector_identifier}?`);
  if (flags.backup !== undefined) await keep(context, published, flags.backup);
  context.showStatus("Publishing", { isImmediate: true });
  const params = {
    ...connector,
    configuration_json: configuration,
    expected: published ?? null,
  };
  const result = await context.runWrite(MAY_BE_APPLIED, () =>
    client.connectors.publish(params, { signal }),
  );
  report.marked("done", `${result.action} ${connector_identifier}`);
  if (result.after === undefined) {
    report.warn("It could not be read back: compare with `configuration diff`.");
  } else if (!result.isExact) {
    report.warn("The server has changed it:");
    const change = compare(configuration, result.after);
    report.line(change.draw({ before: after, after: before }, report.look).trimEnd());
  }
  const { action, isExact } = result;
  report.writtenData({ action, isExact, changes }, () => "");
}

/** @throws {UsageError} for whatever can be seen before a request */
async function readFile(context: Context, path: string): Promise<Configuration> {
  const { connector, flags, validateOnly } = context;
  const configuration_json = await readJsonObject(path, context);
  if (flags.backup === "") throw new UsageError("--backup is empty.");
  if (flags.backup !== undefined && exists(flags.backup)) {
    throw new UsageError(
      `The file ${flags.backup} of --backup is there already.`,
      `${NOT_PUBLISHED} A backup never overwrites a file: choose another name.`,
    );
  }
  await validateOnly(({ connectors }) => connectors.publish({ ...connector, configuration_json }));
  return configuration_json;
}

/** @throws {CommandError} if a secret is missing */
async function checkReferences(
  { connector, flags, report }: Context,
  configuration: Configuration,
  stored: readonly Secret[],
): Promise<void> {
  // With the list that the references were resolved by: another one could have changed.
  const list = JSON.stringify({ count: stored.length, secrets: stored });
  const { secrets } = createClient({ apiKey: "-", fetch: async () => new Response(list) });
  const { references, unused } = await secrets.check({ ...connector, configuration });
  report.note(summaryOf(references, unused));
  const missing = references.filter(({ match }) => match === "missing");
  if (missing.length === 0) return;
  const places = missing.map(({ reference, paths }) => `${reference}: ${paths.join(", ")}`);
  const message = `Not stored: ${missing.map(({ reference }) => reference).join(", ")}.`;
  if (!flags.allowMissing) {
    throw new CommandError(EXIT.failed, message, [
      ...places,
      `${NOT_PUBLISHED} Store each with \`secrets set <name>\`, or add --allow-missing.`,
    ]);
  }
  report.warn(report.safe(message));
  for (const place of places) report.line(`  ${report.safe(place)}`);
}

async function keep(
  { report }: Context,
  published: Configuration | undefined,
  backup: string,
): Promise<void> {
  if (published === undefined) return report.note("Nothing was published before: no backup.");
  await createFile(backup, textOf(published));
  report.marked("done", `kept what was published in ${report.safe(backup)}`);
}

// ── What they share ────────────────────────────────────────────────────────────────────────────

/** `undefined` if the connector has no configuration. */
async function readPublished(context: Context): Promise<Configuration | undefined> {
  const { client, connector, signal } = context;
  const { configuration } = await client.connectors.get(connector, { signal });
  return configuration?.configuration_json ?? undefined;
}

/** @param remark shown in place of a 403, if the command can do without the list */
async function listSecrets(
  { client, connector, report, signal }: Context,
  remark?: string,
): Promise<readonly Secret[] | undefined> {
  try {
    return (await client.secrets.list(connector, { signal })).secrets;
  } catch (error) {
    const isForbidden = error instanceof Error && error.name === "PermissionDeniedError";
    if (!isForbidden || remark === undefined) throw error;
    report.warn(`The key may not list secrets (403). ${remark}`);
    return undefined;
  }
}

/** What is published, and the file with its references resolved. */
async function readSides(
  context: Context,
  file: Configuration,
  list: () => Promise<readonly Secret[] | undefined>,
) {
  context.showStatus("Comparing");
  const published = await readPublished(context);
  const stored = await list();
  const rewritten = toPlaceholders(file, stored ?? []);
  if (rewritten.count > 0)
    context.report.note(`${plural(rewritten.count, "reference")} by name resolved.`);
  const { configuration, ambiguous } = rewritten;
  const ambiguities = ambiguous.map((secrets) => {
    const placeholders = secrets.map(({ secret_placeholder }) => secret_placeholder).join(", ");
    return `${secrets.length} secrets have the name ${secrets[0]?.secret_name}: ${placeholders}.`;
  });
  const difference = compare(published, configuration);
  return { published, stored, configuration, ambiguities, difference };
}

const hasReferences = (configuration: Configuration) => findReferences(configuration).size > 0;

/** The names of the two sides of a diff. */
const namesOf = ({ connector, report }: Context, path: string) => ({
  before: `published (${connector.connector_identifier})`,
  after: report.safe(path),
});
