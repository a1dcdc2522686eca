// `secrets.check`: which secrets a configuration refers to, and which of them are stored.
import type { ListSecretsParams, Secret } from "../../generated/methods.ts";
import { listConnectorSecrets } from "../../generated/operations.ts";
import { createMethods } from "../methods.ts";
import type { CallOptions } from "../options.ts";
import type { Operation } from "../schema/operation.ts";
import { requireParameters } from "../schema/parameters.ts";
import { isRecord } from "../schema/shape.ts";
import { type CallSettings, readCompositeOptions } from "../settings.ts";

/** Parameters of `secrets.check`. */
export interface CheckSecretsParams extends ListSecretsParams {
  /** A `configuration_json`. Without it, the connector's own is read. */
  readonly configuration?: Readonly<Record<string, unknown>> | undefined;
}

/** What `secrets.check` found. */
export interface CheckResult {
  /** Each secret that the configuration refers to or declares, in the order of the configuration. */
  readonly references: readonly SecretReference[];
  /** The secrets that are stored, and neither referred to nor declared. */
  readonly unused: readonly Secret[];
}

/** A secret that a configuration refers to as `{{ secrets.<reference> }}`, or declares. */
export interface SecretReference {
  /** The text behind `secrets.`, or the declared id. */
  readonly reference: string;
  /** Where it stands, as JSON Pointers (RFC 6901) into the configuration. */
  readonly paths: readonly string[];
  /**
   * - `placeholder`, `name`: a secret is stored that has it as its placeholder, or as its name.
   * - `declared`: nothing is stored and nothing has to be: the configuration's `secrets.items` give
   *   it the source `userInput` or `static`.
   * - `missing`: nothing is stored.
   */
  readonly match: "placeholder" | "name" | "declared" | "missing";
  /** The name of the stored secret. */
  readonly secret_name?: string;
  /** The placeholder of the stored secret; absent where several secrets have the name. */
  readonly secret_placeholder?: string;
}

const CHECK_SECRETS: Operation = {
  ...listConnectorSecrets,
  operationId: "secrets.check",
  body: {
    type: "object",
    properties: {
      // Those of the path do not travel here: they are named if another name is refused.
      ...listConnectorSecrets.parameters.path.properties,
      configuration: { type: "object" },
    },
    // A misspelt `configuration` would check another one.
    additionalProperties: false,
  },
};

export async function checkSecrets(
  client: CallSettings,
  given: CheckSecretsParams,
  options: CallOptions | undefined,
): Promise<CheckResult> {
  const settings = readCompositeOptions(options, client, CHECK_SECRETS.operationId);
  const { path, body } = requireParameters(CHECK_SECRETS, given, settings.context);
  // The check has just proven it, from the same spec as the type.
  const connector = path as unknown as ListSecretsParams;
  const { configuration } = (body ?? {}) as Partial<CheckSecretsParams>;
  const { connectors, secrets } = createMethods(settings);
  const compared =
    configuration ?? (await connectors.get(connector)).configuration?.configuration_json ?? {};
  return compare(compared, (await secrets.list(connector)).secrets);
}

function compare(configuration: Record<string, unknown>, stored: readonly Secret[]): CheckResult {
  const declared = declarationsOf(configuration);
  const paths = new Map<string, Set<string>>();
  collect(configuration, paths);
  for (const [id, { path }] of declared) {
    if (!paths.has(id)) paths.set(id, new Set([path]));
  }
  const used = new Set<Secret>();
  const references = [...paths].map(([reference, found]): SecretReference => {
    const at = { reference, paths: [...found] };
    const [placed] = stored.filter((secret) => secret.secret_placeholder === reference);
    if (placed) {
      used.add(placed);
      return { ...at, match: "placeholder", ...pick(placed) };
    }
    const named = stored.filter((secret) => secret.secret_name === reference);
    for (const secret of named) used.add(secret);
    const [only, another] = named;
    if (only && another) return { ...at, match: "name", secret_name: reference };
    if (only) return { ...at, match: "name", ...pick(only) };
    return { ...at, match: declared.get(reference)?.needsNothing ? "declared" : "missing" };
  });
  return { references, unused: stored.filter((secret) => !used.has(secret)) };
}

const pick = ({ secret_name, secret_placeholder }: Secret) => ({ secret_name, secret_placeholder });

/** The ids of the root's `secrets.items`; the first of several that are the same. */
function declarationsOf({ secrets }: Record<string, unknown>) {
  const items = isRecord(secrets) && Array.isArray(secrets.items) ? secrets.items : [];
  const found = new Map<string, { path: string; needsNothing: boolean }>();
  for (const [index, item] of items.entries()) {
    if (!isRecord(item) || typeof item.id !== "string" || found.has(item.id)) continue;
    const needsNothing = item.source === "userInput" || item.source === "static";
    found.set(item.id, { path: `/secrets/items/${index}/id`, needsNothing });
  }
  return found;
}

/** `{{ secrets.X }}`, perhaps with a filter behind it. */
const REFERENCE = /\{\{\s*secrets\.([^\s{}]+)(?:\s[^{}]*)?\}\}/g;

/** Gathers the references in every string of a value, keys included. */
function collect(root: unknown, paths: Map<string, Set<string>>): void {
  const read = (text: string, at: string) => {
    for (const [, reference = ""] of text.matchAll(REFERENCE)) {
      const found = paths.get(reference) ?? new Set();
      paths.set(reference, found.add(at));
    }
  };
  // Not recursive: a server may nest deeper than the stack.
  const waiting: [value: unknown, path: string, key: string][] = [[root, "", ""]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [value, path, key] = next;
    read(key, path);
    if (typeof value === "string") read(value, path);
    if (typeof value !== "object" || value === null) continue;
    for (const [name, member] of Object.entries(value).reverse()) {
      const at = `${path}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      waiting.push([member, at, name]);
    }
  }
}
