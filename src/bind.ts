// Turns the table of operations into methods.

import type { Resources } from "../generated/methods.ts";
import { OPERATIONS } from "../generated/operations.ts";
import { apiPromise } from "./api-promise.ts";
import { call } from "./http/call.ts";
import { createOpenapi } from "./http/openapi.ts";
import type { Context } from "./http/request.ts";
import type { CallOptions } from "./options.ts";
import { readCallOptions, type Settings } from "./settings.ts";

/** @param shared set when the methods are requests within one call, such as `secrets.set` */
export function bind(client: Settings, shared?: Context): Resources {
  const openapi = createOpenapi(client.baseUrl);
  const resources: Record<string, Record<string, unknown>> = {};
  for (const operation of OPERATIONS) {
    const [resource, verb] = operation.name?.split(".") ?? [];
    if (!resource || !verb) continue;
    resources[resource] ??= {};
    resources[resource][verb] = (params: unknown, options?: CallOptions) =>
      apiPromise(() => {
        const settings = readCallOptions(options, client, operation.operationId);
        return call(openapi, operation, params, settings, shared);
      });
  }
  // The table and the interfaces are generated from the same operations.
  return resources as unknown as Resources;
}
