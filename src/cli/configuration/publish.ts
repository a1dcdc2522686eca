import { createClient, type Secret } from "../../index.ts";
import type { Context } from "../command.ts";
import { CommandError, EXIT, UsageError } from "../command-error.ts";
import { summaryOf } from "../commands/check.ts";
import { readJsonObject } from "../input/exact-json.ts";
import { ask, isTerminal } from "../input/prompt.ts";
import { NORMALIZATION, namesOf } from "./diff.ts";
import { type Configuration, compare, type Difference } from "./difference.ts";
import { createFile, exists } from "./file.ts";
import { ambiguityOf, listSecrets, readPublished, resolveNames } from "./sides.ts";
import { textOf } from "./unified.ts";

const NOT_PUBLISHED = "Nothing was published.";
const MAY_BE_APPLIED =
  "The configuration may have been applied: compare with `configuration diff`.";

export async function publish(context: Context, path: string): Promise<void> {
  const { connector, flags, report } = context;
  const file = await readFile(context, path);
  context.doing("Comparing");
  const published = await readPublished(context);
  const remark = "References by name are published as they stand, unchecked.";
  const stored = await listSecrets(context, flags.allowMissing && remark);
  const { configuration, ambiguous } = resolveNames(context, file, stored ?? []);
  if (ambiguous.length > 0) {
    throw new CommandError(EXIT.failed, ambiguous.map(ambiguityOf).join(" "), [
      `${NOT_PUBLISHED} Refer to one of them by its placeholder.`,
    ]);
  }
  const difference = compare(published, configuration);
  const isAsked = isTerminal() && !flags.yes && !flags.dryRun;
  show(context, difference, path, isAsked ? report.line : report.note);
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
  if (isAsked) await ask(context, `Publish to ${connector.connector_identifier}?`);
  if (flags.backup !== undefined) await keep(context, published, flags.backup);
  const { action, isExact, after } = await put(context, published, configuration);
  report.marked("done", `${action} ${connector.connector_identifier}`);
  if (after === undefined) {
    report.warn("It could not be read back: compare with `configuration diff`.");
  } else if (!isExact) {
    report.warn("The server has changed it:");
    const names = { before: path, after: `published (${connector.connector_identifier})` };
    report.line(compare(configuration, after).draw(names, report.look).trimEnd());
  }
  report.writtenData({ action, isExact, changes }, () => "");
}

/** @throws {UsageError} for whatever can be seen before a request */
async function readFile(context: Context, path: string): Promise<Configuration> {
  const { connector, flags, rehearse } = context;
  const configuration_json = await readJsonObject(path, context);
  if (flags.backup === "") throw new UsageError("--backup is empty.");
  if (flags.backup !== undefined && (await exists(flags.backup))) {
    throw new UsageError(
      `The file ${flags.backup} of --backup is there already.`,
      `${NOT_PUBLISHED} A backup never overwrites a file: choose another name.`,
    );
  }
  await rehearse(({ connectors }) => connectors.publish({ ...connector, configuration_json }));
  return configuration_json;
}

function show(
  { connector, report }: Context,
  difference: Difference,
  path: string,
  line: (text: string) => void,
): void {
  report.idle();
  const names = namesOf(connector.connector_identifier, report.safe(path));
  if (!difference.isEqual) line(difference.draw(names, report.look).trimEnd());
  if (difference.isNormalizationOnly) report.warn(NORMALIZATION);
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
  const names = missing.map(({ reference }) => reference).join(", ");
  if (!flags.allowMissing) {
    throw new CommandError(EXIT.failed, `Not stored: ${names}.`, [
      ...places,
      `${NOT_PUBLISHED} Store each with \`secrets set <name>\`, or add --allow-missing.`,
    ]);
  }
  report.warn(`Not stored: ${report.safe(names)}.`);
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

function put(
  { client, connector, doing, signal, writing }: Context,
  published: Configuration | undefined,
  configuration_json: Configuration,
) {
  doing("Publishing", { atOnce: true });
  const params = { ...connector, configuration_json, expected: published ?? null };
  return writing(MAY_BE_APPLIED, () => client.connectors.publish(params, { signal }));
}
