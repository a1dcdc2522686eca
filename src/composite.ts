// What the methods that make several requests share.
import type { Resources } from "../generated/methods.ts";
import { cachedCredential } from "./credential.ts";
import { type CallContext, createContext } from "./http/request.ts";
import { createMethods } from "./methods.ts";
import type { CallOptions } from "./options.ts";
import type { Operation, Schema } from "./schema/operation.ts";
import { requireParameters } from "./schema/parameters.ts";
import { type CallSettings, readCallOptions } from "./settings.ts";

/**
 * The parameters of such a method, as an operation of our own: the path parameters of another
 * operation, and members of a body. A misspelt name is refused.
 */
export function compositeOperation(
  { method, path, parameters }: Operation,
  operationId: string,
  required: Readonly<Record<string, Schema>>,
  optional: Readonly<Record<string, Schema>> = {},
): Operation {
  // With those of the path, so that the error for an unknown name lists all.
  const properties = { ...required, ...parameters.path?.properties, ...optional };
  const body: Schema = {
    type: "object",
    required: Object.keys(required),
    properties,
    additionalProperties: false,
  };
  return { operationId, method, path, parameters, body, bodyRequired: true };
}

export interface Composite<Params> {
  /** Checked and copied. */
  readonly params: Params;
  /** Its requests share a token and the context. */
  readonly methods: Resources;
  readonly context: CallContext;
  readonly signal: CallSettings["signal"];
}

export function readComposite<Params>(
  client: CallSettings,
  operation: Operation,
  input: Params,
  options: CallOptions | undefined,
): Composite<Params> {
  const settings = readCallOptions(options, client, operation.operationId);
  const context = createContext(settings);
  const { path, query, body } = requireParameters(operation, input, context);
  const credential = cachedCredential(settings.credential);
  return {
    // Checked against the same spec as the type.
    params: { ...path, ...query, ...body } as Params,
    methods: createMethods({ ...settings, credential, context }),
    context,
    signal: settings.signal,
  };
}
