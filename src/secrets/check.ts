// `secrets.check`: which secrets a configuration refers to, and which of them are stored.
import type { ConfigurationJson, ListSecretsParams, Secret } from "../../generated/methods.ts";
import { listConnectorSecrets } from "../../generated/operations.ts";
import { compositeOperation, readComposite } from "../composite.ts";
import type { CallOptions } from "../options.ts";
import type { CallSettings } from "../settings.ts";
import { findDeclarations, findReferences } from "./references.ts";

/** Parameters of `secrets.check`. */
export interface CheckSecretsParams extends ListSecretsParams {
  /** A `configuration_json`. Without it, the connector's own is read. */
  readonly configuration?: Readonly<ConfigurationJson> | undefined;
}

/** The result of `secrets.check`. */
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
  /** Where it is in the configuration, as JSON Pointers (RFC 6901). */
  readonly paths: readonly string[];
  /**
   * - `placeholder`, `name`: a secret is stored that has it as its placeholder, or as its name.
   * - `declared`: nothing is stored and nothing has to be: in the configuration's `secrets.items`
   *   its source is `userInput` or `static`.
   * - `missing`: nothing is stored.
   */
  readonly match: "placeholder" | "name" | "declared" | "missing";
  /** The name of the stored secret. */
  readonly secret_name?: string;
  /** The placeholder of the stored secret; absent if several secrets have the name. */
  readonly secret_placeholder?: string;
}

const CHECK_SECRETS = compositeOperation(
  listConnectorSecrets,
  "secrets.check",
  {},
  { configuration: { type: "object" } },
);

export async function checkSecrets(
  client: CallSettings,
  input: CheckSecretsParams,
  options: CallOptions | undefined,
): Promise<CheckResult> {
  const { params, methods } = readComposite(client, CHECK_SECRETS, input, options);
  const { configuration, ...connector } = params;
  const { connectors, secrets } = methods;
  const compared =
    configuration ?? (await connectors.get(connector)).configuration?.configuration_json ?? {};
  return compare(compared, (await secrets.list(connector)).secrets);
}

function compare(configuration: ConfigurationJson, stored: readonly Secret[]): CheckResult {
  const byPlaceholder = new Map(stored.map((secret) => [secret.secret_placeholder, secret]));
  const byName = new Map<string, Secret[]>();
  for (const secret of stored) {
    const namesakes = byName.get(secret.secret_name);
    if (namesakes) namesakes.push(secret);
    else byName.set(secret.secret_name, [secret]);
  }
  const declarations = findDeclarations(configuration);
  const pointers = findReferences(configuration);
  for (const [id, { path }] of declarations) {
    if (!pointers.has(id)) pointers.set(id, new Set([path]));
  }
  const used = new Set<Secret>();
  const references = [...pointers].map(([reference, paths]): SecretReference => {
    const at = { reference, paths: [...paths] };
    const placed = byPlaceholder.get(reference);
    const matches = placed ? [placed] : (byName.get(reference) ?? []);
    for (const secret of matches) used.add(secret);
    const [match, another] = matches;
    if (!match) {
      const { isUnstored } = declarations.get(reference) ?? {};
      return { ...at, match: isUnstored ? "declared" : "missing" };
    }
    const { secret_name, secret_placeholder } = match;
    if (another) return { ...at, match: "name", secret_name };
    return { ...at, match: placed ? "placeholder" : "name", secret_name, secret_placeholder };
  });
  return { references, unused: stored.filter((secret) => !used.has(secret)) };
}
