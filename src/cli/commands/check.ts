import type { CheckResult, Secret } from "../../index.ts";
import type { Command } from "../command.ts";
import { CommandError, EXIT } from "../command-error.ts";
import { readJsonObject } from "../input/exact-json.ts";
import { countOf, plural } from "../output/look.ts";
import { formatTable } from "../output/table.ts";
import { nameOfSecret } from "./secrets.ts";

export const check: Command = {
  resource: "secrets",
  verb: "check",
  summary: "Compare the secrets that a configuration refers to with those that are stored.",
  argument: {
    name: "file",
    description: "a configuration in JSON, or - for standard input (default: the connector's)",
  },
  details: [
    "Finds each {{ secrets.X }}, and says where it is and what it matches: a placeholder, a name, or a declaration that needs nothing stored. Lists the stored secrets that nothing refers to. Writes nothing. Says what it found, not whether the connector works.",
    "The exit code is 1 if a reference is missing.",
  ],
  scopes: "cb_secrets_read; without a file, cb_connectors_read too",
  nameOf: nameOfSecret,
  examples: ["", "config.json", "config.json --output json"],
  async run(context, file) {
    const { client, connector, report, signal } = context;
    const configuration = file === undefined ? undefined : await readJsonObject(file, context);
    context.showStatus("Comparing");
    const params = { ...connector, ...(configuration && { configuration }) };
    const result = await client.secrets.check(params, { signal });
    const { references } = result;
    // Anything else that the server sends may be a value.
    const unused = result.unused.map(({ secret_placeholder, secret_name }) => ({
      ...{ secret_placeholder, secret_name },
    }));
    report.data({ references, unused }, (look) => {
      const rows = references.map(({ paths, ...rest }) => ({ ...rest, paths: paths.join(" ") }));
      const rest = unused.map((secret) => ({ match: "unused", ...secret }));
      return formatTable(COLUMNS, [...rows, ...rest], look);
    });
    const missing = references.filter(({ match }) => match === "missing");
    report.note(summaryOf(references, unused));
    if (missing.length === 0) return;
    const names = missing.map(({ reference }) => reference).join(", ");
    throw new CommandError(EXIT.failed, `Not stored: ${names}.`, [
      "To store one: `secrets set <name>`. The configuration then refers to it by its name, or by the placeholder that `secrets list` shows.",
    ]);
  },
};

type Reference = CheckResult["references"][number];

const COLUMNS = ["match", "reference", "secret_name", "secret_placeholder", "paths"];
const COUNTED = {
  placeholder: "by placeholder",
  name: "by name",
  declared: "declared",
  missing: "missing",
} as const;

export function summaryOf(references: readonly Reference[], unused: readonly Secret[]): string {
  const matches = references.map(({ match }) => COUNTED[match]);
  const counts = countOf(matches, Object.values(COUNTED));
  const subject = plural(references.length, "reference");
  return `${subject}${counts && `: ${counts}`}. ${unused.length} stored and unused.`;
}
