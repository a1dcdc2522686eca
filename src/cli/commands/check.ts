import type { CheckResult, Secret } from "../../index.ts";
import type { Command } from "../command.ts";
import { CommandError, EXIT } from "../command-error.ts";
import { readJsonObject } from "../input/exact-json.ts";
import { project, type Shape } from "../operation/result.ts";
import { countOf, escapeText, type Look, mark, paint } from "../output/look.ts";
import { pad, widthOf } from "../output/table.ts";
import { labelOf, nameOfSecret } from "./secrets.ts";

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
    context.doing("Comparing");
    const params = { ...connector, ...(configuration && { configuration }) };
    const { references, unused } = project(
      await client.secrets.check(params, { signal }),
      DOCUMENTED,
    );
    report.data({ references, unused }, (look) => draw(references, unused, look));
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

/** Only the documented members of what the server sends: anything else may be a value. */
const DOCUMENTED: Shape = {
  references: [
    {
      reference: "scalar",
      paths: "any",
      match: "scalar",
      secret_name: "scalar",
      secret_placeholder: "scalar",
    },
  ],
  unused: [{ secret_placeholder: "scalar", secret_name: "scalar" }],
};

const MATCHES = {
  placeholder: "stored, matched by placeholder",
  name: "stored, matched by name",
  declared: "declared, needs nothing stored",
  missing: "missing",
} as const;

/** Each reference with what it matches, and below it where it stands; then what is left over. */
function draw(references: readonly Reference[], unused: readonly Secret[], look: Look): string {
  const safe = (text: string) => escapeText(text, look);
  const width = Math.max(0, ...references.map(({ reference }) => widthOf(safe(reference))));
  const blocks = references.map(({ reference, match, paths, ...secret }) => {
    const label = labelOf({ safe }, secret);
    const text = label ? `${MATCHES[match]}: ${label}` : MATCHES[match];
    const isMissing = match === "missing";
    const sign = mark(isMissing ? "failed" : "done", look);
    const head = `${sign} ${pad(safe(reference), width)}  ${isMissing ? paint(text, "red", look) : text}\n`;
    const places = paths.map((path) => `    ${paint(safe(path) || "(root)", "dim", look)}\n`);
    return head + places.join("");
  });
  const sign = mark("not_attempted", look);
  const rest = unused.map(
    (secret) => `${sign} ${paint(`unused: ${labelOf({ safe }, secret)}`, "dim", look)}\n`,
  );
  return [...blocks, ...rest].join("");
}

export function summaryOf(references: readonly Reference[], unused: readonly Secret[]): string {
  const counts = countOf(
    references.map(({ match }) => match),
    { placeholder: "by placeholder", name: "by name", declared: "declared", missing: "missing" },
  );
  const subject = references.length === 1 ? "1 reference" : `${references.length} references`;
  return `${subject}${counts && `: ${counts}`}. ${unused.length} stored and unused.`;
}
