// Turns the table of operations into methods.

import type { Resources } from "../generated/methods.ts";
import { OPERATIONS } from "../generated/operations.ts";
import { call } from "./http/call.ts";
import { createOpenapi } from "./http/openapi.ts";
import type { CallContext } from "./http/request.ts";
import type { CallOptions } from "./options.ts";
import { apiPromise } from "./promise.ts";
import { type CallSettings, readCallOptions } from "./settings.ts";

/** @param shared set when the methods are requests within one call, such as `secrets.set` */
export function createMethods(client: CallSettings, shared?: CallContext): Resources {
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
