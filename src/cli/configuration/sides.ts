// The two sides of a comparison: what is published, and the file with its references resolved.
import type { Secret } from "../../index.ts";
import { findReferences } from "../../secrets/references.ts";
import type { Context } from "../command.ts";
import { CommandError, EXIT, NOTHING_CHANGED } from "../command-error.ts";
import type { Configuration } from "./difference.ts";
import { type Rewritten, toPlaceholders } from "./names.ts";

/** `undefined` if the connector has no configuration. */
export async function readPublished({
  client,
  connector,
  signal,
}: Context): Promise<Configuration | undefined> {
  const { configuration } = await client.connectors.get(connector, { signal });
  return configuration?.configuration_json ?? undefined;
}

/** @param remark shown in place of a 403, if the command can do without the list */
export async function listSecrets(
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

export const hasReferences = (configuration: Configuration) =>
  findReferences(configuration).size > 0;

/** Resolves references by name. */
export function resolveNames(
  { report }: Context,
  file: Configuration,
  stored: readonly Secret[],
): Rewritten {
  const rewritten = refuseClashes(toPlaceholders(file, stored));
  if (rewritten.count > 0) report.note(`${countOf(rewritten.count)} by name resolved.`);
  return rewritten;
}

export function refuseClashes(rewritten: Rewritten): Rewritten {
  if (rewritten.clashes.length === 0) return rewritten;
  throw new CommandError(
    EXIT.failed,
    `Two members of one object refer to the same secret in their names: ${rewritten.clashes.join(", ")}.`,
    [`With the reference rewritten, one would replace the other. ${NOTHING_CHANGED}`],
  );
}

export const ambiguityOf = ([secret, ...others]: readonly Secret[]) =>
  `${others.length + 1} secrets have the name ${secret?.secret_name}: ${[secret, ...others]
    .map((each) => each?.secret_placeholder)
    .join(", ")}.`;

export const countOf = (count: number) => (count === 1 ? "1 reference" : `${count} references`);
