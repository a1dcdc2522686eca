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
  const path: (string | number)[] = [];
  const read = (text: string) =>
    replaceReferences(text, (reference) => {
      const pointers = references.get(reference) ?? new Set();
      references.set(reference, pointers.add(pointerOf(path)));
      return reference;
    });
  const visit = (value: unknown) => {
    if (typeof value === "string") read(value);
    else if (Array.isArray(value)) for (let at = 0; at < value.length; at++) enter(at, value[at]);
    else if (isRecord(value)) for (const name of Object.keys(value)) enter(name, value[name]);
  };
  const enter = (name: string | number, member: unknown) => {
    path.push(name);
    if (typeof name === "string") read(name);
    visit(member);
    path.pop();
  };
  visit(configuration);
  return references;
}

const pointerOf = (path: readonly (string | number)[]) =>
  path.map((name) => `/${String(name).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

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
