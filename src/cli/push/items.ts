// The data of a push.
import type { ApiError } from "../../index.ts";
import type { SyncItem } from "../../secrets/sync-result.ts";

export const ITEM_COLUMNS = ["action", "status", "secret_name", "secret_placeholder"] as const;

/** JSON has no errors: their names, words and plain members are kept. */
export function itemsAsData(items: readonly SyncItem[]) {
  return {
    items: items.map(({ error, ...item }) =>
      error ? { ...item, error: errorAsData(error) } : item,
    ),
  };
}

export function itemsAsRows(items: readonly SyncItem[]) {
  return items.map(({ action, status, secret_name, secret_placeholder = "" }) => ({
    action,
    status,
    secret_name,
    secret_placeholder,
  }));
}

/** JSON leaves out what is undefined. */
function errorAsData(error: NonNullable<SyncItem["error"]>) {
  const { name, message } = error;
  const { status, code, outcome, requestId } = error as Partial<ApiError>;
  return { name, message, status, code, outcome, requestId };
}
