import type { CheckResult, Secret } from "../../index.ts";
import type { Command } from "../command.ts";
import { CommandError, EXIT } from "../command-error.ts";
import { readJsonObject } from "../input/exact-json.ts";
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
    context.showStatus("Comparing");
    const params = { ...connector, ...(configuration && { configuration }) };
    const result = await client.secrets.check(params, { signal });
    const { references } = result;
    // Anything else that the server sends may be a value.
    const unused = result.unused.map(({ secret_placeholder, secret_name }) => ({
      ...{ secret_placeholder, secret_name },
    }));
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

const MATCHES = {
  placeholder: "stored, matched by placeholder",
  name: "stored, matched by name",
  declared: "declared, needs nothing stored",
  missing: "missing",
} as const;
const COUNTED = {
  ...MATCHES,
  placeholder: "by placeholder",
  name: "by name",
  declared: "declared",
};

/** Each reference with what it matches, and below it where it stands; then what is left over. */
function draw(references: readonly Reference[], unused: readonly Secret[], look: Look): string {
  const safe = (text: string) => escapeText(text, look);
  const width = Math.max(0, ...references.map(({ reference }) => widthOf(safe(reference))));
  const blocks = references.map(({ reference, match, paths, ...secret }) => {
    const label = labelOf({ safe }, secret);
    const text = label ? `${MATCHES[match]}: ${label}` : MATCHES[match];
    const [name, shown] =
      match === "missing"
        ? (["failed", paint(text, "red", look)] as const)
        : (["done", text] as const);
    const places = paths.map((path) => `    ${paint(safe(path) || "(root)", "dim", look)}`);
    return [`${mark(name, look)} ${pad(safe(reference), width)}  ${shown}`, ...places];
  });
  const rest = unused.map((secret) => {
    const text = `unused: ${labelOf({ safe }, secret)}`;
    return `${mark("not_attempted", look)} ${paint(text, "dim", look)}`;
  });
  return [...blocks.flat(), ...rest].map((line) => `${line}\n`).join("");
}

export function summaryOf(references: readonly Reference[], unused: readonly Secret[]): string {
  const counts = countOf(
    references.map(({ match }) => COUNTED[match]),
    Object.values(COUNTED),
  );
  const subject = references.length === 1 ? "1 reference" : `${references.length} references`;
  return `${subject}${counts && `: ${counts}`}. ${unused.length} stored and unused.`;
}
