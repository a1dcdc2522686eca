// From a method and a path to an operation of the contract.
import * as contract from "../../generated/contract.ts";

const { SERVER_URL, ...operations } = contract;

export interface Route {
  readonly operationId: keyof typeof operations;
  /** The path parameters, decoded. */
  readonly params: Readonly<Record<string, string>>;
}

const routes = Object.values(operations).map(({ operationId, method, path }) => ({
  operationId,
  method,
  pattern: new RegExp(`^${path.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`),
}));

/** `undefined` for a path or method that the contract does not know. */
export function findRoute(method: string, path: string): Route | undefined {
  const [pathname = ""] = path.split("?");
  for (const route of routes) {
    const match = route.method === method ? route.pattern.exec(pathname) : null;
    const params = match && decode(match.groups ?? {});
    if (params) return { operationId: route.operationId, params };
  }
  return undefined;
}

function decode(segments: Record<string, string>): Record<string, string> | undefined {
  try {
    const entries = Object.entries(segments);
    return Object.fromEntries(entries.map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    return undefined;
  }
}
