import type { Context } from "../command.ts";
import { EXIT, SilentExit } from "../command-error.ts";
import { readJsonObject } from "../input/exact-json.ts";
import { compare } from "./difference.ts";
import { ambiguityOf, hasReferences, listSecrets, readPublished, resolveNames } from "./sides.ts";

export async function diff(context: Context, path: string): Promise<void> {
  const { connector, report } = context;
  const file = await readJsonObject(path, context);
  context.doing("Comparing");
  const published = await readPublished(context);
  const remark = "The file is compared as it stands: references by name count as changes.";
  const stored = hasReferences(file) ? await listSecrets(context, remark) : [];
  const { configuration, ambiguous } = resolveNames(context, file, stored ?? []);
  for (const secrets of ambiguous) {
    report.warn(`${report.safe(ambiguityOf(secrets))} The reference stays as it is.`);
  }
  const difference = compare(published, configuration);
  const names = namesOf(connector.connector_identifier, report.safe(path));
  report.data({ changes: difference.changes }, (look) => difference.draw(names, look), {
    piped: "table",
  });
  if (published === undefined) report.note("Nothing is published yet.");
  if (difference.isNormalizationOnly) report.warn(NORMALIZATION);
  if (!difference.isEqual) throw new SilentExit(EXIT.failed);
  report.note("The file is equal to what is published.");
}

export const NORMALIZATION =
  "The two differ in Unicode normalization alone: the lines look alike, the characters are others.";

export const namesOf = (connector_identifier: string, file: string) => ({
  before: `published (${connector_identifier})`,
  after: file,
});
