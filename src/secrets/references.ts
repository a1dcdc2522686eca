// The secrets that a configuration refers to as `{{ secrets.X }}`, and those that it declares.
import { isRecord } from "../schema/shape.ts";

/** X ends at white space, a brace or a `|`; a filter may follow. */
const REFERENCE = /(\{\{\s*secrets\.)([^\s{}|]+)((?:[\s|][^{}]*)?\}\})/g;

/** The text with each X replaced; white space and filters stay. */
export function replaceReferences(text: string, replace: (reference: string) => string): string {
  return text.replace(
    REFERENCE,
    (_, start: string, reference: string, end: string) => start + replace(reference) + end,
  );
}

/**
 * Each X in a string of the configuration, with the JSON Pointers (RFC 6901) of its places, in the
 * order of the configuration. For the name of a member, that is the member.
 */
export function findReferences(configuration: unknown): Map<string, Set<string>> {
  const references = new Map<string, Set<string>>();
  const read = (text: string, pointer: string) =>
    replaceReferences(text, (reference) => {
      references.set(reference, (references.get(reference) ?? new Set()).add(pointer));
      return reference;
    });
  const visit = (value: unknown, pointer: string) => {
    if (typeof value === "string") read(value, pointer);
    if (!Array.isArray(value) && !isRecord(value)) return;
    for (const [name, member] of Object.entries(value)) {
      const at = `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      if (!Array.isArray(value)) read(name, at);
      visit(member, at);
    }
  };
  visit(configuration, "");
  return references;
}

/** An item of the configuration's `secrets.items`. */
export interface Declaration {
  /** The JSON Pointer to the id. */
  readonly path: string;
  /** Its source is `userInput` or `static`: nothing is stored for it. */
  readonly isUnstored: boolean;
}

/** The ids of the root's `secrets.items`; the first of several that are the same. */
export function findDeclarations({
  secrets,
}: Readonly<Record<string, unknown>>): Map<string, Declaration> {
  const items = isRecord(secrets) && Array.isArray(secrets.items) ? secrets.items : [];
  const declarations = new Map<string, Declaration>();
  for (const [index, item] of items.entries()) {
    if (!isRecord(item) || typeof item.id !== "string" || declarations.has(item.id)) continue;
    const isUnstored = item.source === "userInput" || item.source === "static";
    declarations.set(item.id, { path: `/secrets/items/${index}/id`, isUnstored });
  }
  return declarations;
}
