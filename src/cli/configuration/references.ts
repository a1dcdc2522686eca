// References by name: the placeholder of a secret differs from one connector to the next, its name does
// not. So a file that refers to secrets by name serves several connectors.
import type { Secret } from "../../index.ts";
import { findDeclarations, replaceReferences } from "../../secrets/references.ts";
import { CommandError, EXIT, NOTHING_CHANGED } from "../command-error.ts";
import { isObject } from "../input/exact-json.ts";
import { type Configuration, escapePointer } from "./difference.ts";

export interface Rewritten {
  readonly configuration: Configuration;
  /** How many references were rewritten. */
  readonly count: number;
  /** Secrets that share a name which is referred to. */
  readonly ambiguous: readonly (readonly Secret[])[];
}

/** Puts placeholders in place of names. */
export function toPlaceholders(configuration: Configuration, stored: readonly Secret[]): Rewritten {
  const isOther = otherMeanings(configuration, stored);
  const ambiguous = new Map<string, readonly Secret[]>();
  const rewritten = rewrite(configuration, (reference) => {
    if (isOther(reference)) return undefined;
    const secrets = stored.filter(({ secret_name }) => secret_name === reference);
    if (secrets.length > 1) ambiguous.set(reference, secrets);
    return secrets.length === 1 ? secrets[0]?.secret_placeholder : undefined;
  });
  return { ...rewritten, ambiguous: [...ambiguous.values()] };
}

/** Puts names in place of placeholders, if reading the name would find the same secret. */
export function toNames(configuration: Configuration, stored: readonly Secret[]): Rewritten {
  const isOther = otherMeanings(configuration, stored);
  const rewritten = rewrite(configuration, (reference) => {
    const secret = stored.find(({ secret_placeholder }) => secret_placeholder === reference);
    const name = secret?.secret_name ?? "";
    // A reference would end at one of these.
    if (name === "" || isOther(name) || /[\s{}|]/.test(name)) return undefined;
    return stored.filter(({ secret_name }) => secret_name === name).length > 1 ? undefined : name;
  });
  return { ...rewritten, ambiguous: [] };
}

/**
 * Whether a reference means something else than the name of a secret: a placeholder, or what a user of
 * the connector enters (rewritten, every user would log in as the author).
 */
function otherMeanings(configuration: Configuration, stored: readonly Secret[]) {
  const declarations = findDeclarations(configuration);
  const placeholders = new Set(stored.map(({ secret_placeholder }) => secret_placeholder));
  return (reference: string) =>
    placeholders.has(reference) || declarations.get(reference)?.isUnstored === true;
}

const DECLARATION = /^\/secrets\/items\/\d+\/id$/;

/** @param replacementOf what to put in place of a reference, if anything */
function rewrite(
  configuration: Configuration,
  replacementOf: (reference: string) => string | undefined,
): Omit<Rewritten, "ambiguous"> {
  let count = 0;
  const rewriteText = (text: string) =>
    replaceReferences(text, (reference) => {
      const replacement = replacementOf(reference);
      if (replacement !== undefined) count++;
      return replacement ?? reference;
    });
  const rewriteObject = (value: Configuration, path: string): Configuration => {
    const members = new Map<string, unknown>();
    for (const [name, member] of Object.entries(value)) {
      const at = `${path}/${escapePointer(name)}`;
      const rewritten = rewriteText(name);
      if (members.has(rewritten)) throw clash(at);
      members.set(rewritten, rewriteValue(member, at));
    }
    return Object.fromEntries(members);
  };
  const rewriteValue = (value: unknown, path: string): unknown => {
    if (typeof value === "string") return DECLARATION.test(path) ? value : rewriteText(value);
    if (Array.isArray(value)) {
      return value.map((item, index) => rewriteValue(item, `${path}/${index}`));
    }
    return isObject(value) ? rewriteObject(value, path) : value;
  };
  return { configuration: rewriteObject(configuration, ""), count };
}

const clash = (path: string) =>
  new CommandError(
    EXIT.failed,
    `Two members of one object refer to the same secret in their names: ${path}.`,
    [`With the reference rewritten, one would replace the other. ${NOTHING_CHANGED}`],
  );
