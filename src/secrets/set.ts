// `secrets.set`: look at the list, do what it asks for, and look again where that is left open.
//
// Invariant: when it resolves, the store holds that value under that name exactly once.
import {
  createConnectorSecret,
  listConnectorSecrets,
  updateConnectorSecret,
} from "../../generated/contract.ts";
import type { Caller, Context } from "../call.ts";
import { ApiError } from "../errors/api.ts";
import { ConflictError, NotFoundError } from "../errors/status.ts";
import { type CallOptions, copyCallOptions } from "../options.ts";
import { createClean } from "../redact.ts";
import { isRefusal } from "../semantics.ts";
import { validate } from "../validate.ts";
import { createdPlaceholder, onlyNamed } from "./named.ts";

/** What `secrets.set` did. */
export interface SetResult {
  /** The name, as it was given. */
  readonly secret_name: string;
  /** The placeholder that the server made. */
  readonly secret_placeholder: string;
  /** `"updated"` also for a secret that an own, lost create had stored. */
  readonly action: "created" | "updated";
}

/** How often the list is looked at before the last error stands. */
const ROUNDS = 3;

export async function setSecret(
  call: Caller,
  params: unknown,
  callOptions: CallOptions | undefined,
): Promise<SetResult> {
  const { path, body } = validate(createConnectorSecret, params);
  const { secret_name, secret_value } = body;
  const options = copyCallOptions(callOptions);
  const tokens = new Set<string>();
  const clean = createClean(() => [...tokens, secret_value]);
  let context: Context = { sensitive: [secret_value], tokens };
  let stored = false;
  for (let round = 1; ; round++) {
    const { secrets } = await call(listConnectorSecrets, path, options, context);
    const found = onlyNamed(secrets, secret_name, clean);
    // Stored, and not under this name (trimmed, perhaps): another create would store it twice.
    if (stored && !found) createdPlaceholder(secrets, secret_name);
    try {
      if (found) {
        const { secret_placeholder } = found;
        const params = { ...path, secret_placeholder, secret_value };
        await call(updateConnectorSecret, params, options, context);
        return { secret_name, secret_placeholder, action: "updated" };
      }
      const { secrets: after } = await call(
        createConnectorSecret,
        { ...path, ...body },
        options,
        context,
      );
      stored = true;
      const secret_placeholder = createdPlaceholder(after, secret_name);
      return { secret_name, secret_placeholder, action: "created" };
    } catch (error) {
      const unknown = isUnknown(error);
      const overtaken = error instanceof ConflictError || (found && error instanceof NotFoundError);
      // A refusal stands, also where an earlier request has left the outcome unknown.
      const refused = error instanceof ApiError && isRefusal(error.status);
      if (round === ROUNDS || !(overtaken || (unknown && !refused))) throw error;
      if (unknown) context = { ...context, outcome: "unknown" };
    }
  }
}

export function isUnknown(error: unknown): boolean {
  return error instanceof Error && "outcome" in error && error.outcome === "unknown";
}
