// Hides the values that a configuration declares and does not call public: a diff lands in logs and
// reviews.

import { isEqualJson } from "../../json.mjs";
import type { Configuration } from "./difference.ts";
import { isContainer } from "./match.ts";

const HIDDEN = "[hidden]";
const CHANGED = "[hidden, changed]";

/** Both sides, with `[hidden]` in place of each value that is not public. */
export function hideValues(
  published: Configuration | undefined,
  file: Configuration,
): { before: Configuration | undefined; after: Configuration } {
  const earlier = new Map(byId(published));
  const later = new Map(byId(file));
  const isSame = (key: string) => isEqualJson(earlier.get(key)?.value, later.get(key)?.value);
  return {
    before: replaceValues(published, (key, item) =>
      // A value that is no longer public must not be shown from the published side.
      isHidden(item) || (isHidden(later.get(key)) && isSame(key)) ? HIDDEN : undefined,
    ),
    after: replaceValues(file, (key, item) => {
      const previous = earlier.get(key);
      if (isHidden(item)) {
        const isNew = previous === undefined || !Object.hasOwn(previous, "value");
        return isNew || isSame(key) ? HIDDEN : CHANGED;
      }
      return isHidden(previous) && isSame(key) ? HIDDEN : undefined;
    }),
  };
}

type Item = Readonly<Record<string, unknown>>;

const isHidden = (item: Item | undefined) => item !== undefined && item.classification !== "public";

const isItem = (item: unknown): item is Item => isContainer(item) && !Array.isArray(item);

/** The items of the root's `secrets`, by their ids; several of one id, or of none, by their order. */
function byId(configuration: Configuration | undefined): [key: string, item: Item][] {
  const counts = new Map<string, number>();
  return itemsOf(configuration)
    .filter(isItem)
    .map((item) => {
      const id = JSON.stringify(typeof item.id === "string" ? item.id : null);
      const count = counts.get(id) ?? 0;
      counts.set(id, count + 1);
      return [`${id} ${count}`, item];
    });
}

function itemsOf(configuration: Configuration | undefined): readonly unknown[] {
  const secrets = configuration?.secrets;
  return isItem(secrets) && Array.isArray(secrets.items) ? secrets.items : [];
}

function replaceValues<C extends Configuration | undefined>(
  configuration: C,
  replacement: (key: string, item: Item) => string | undefined,
): C {
  const keys = new Map(byId(configuration).map(([key, item]) => [item, key]));
  const items = itemsOf(configuration).map((item) => {
    if (!isItem(item) || !Object.hasOwn(item, "value")) return item;
    const value = replacement(keys.get(item) ?? "", item);
    return value === undefined ? item : { ...item, value };
  });
  if (configuration === undefined || items.length === 0) return configuration;
  return { ...configuration, secrets: { ...(configuration.secrets as Item), items } };
}
